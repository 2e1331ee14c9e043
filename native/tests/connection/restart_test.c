/* ICE restarts leave no sockets behind, and data flows all the time. */
#include <dirent.h>
#include <stdio.h>

#include "peers.h"

enum { RESTARTS = 60 };

static peers p;
static wrtc_data_channel *ours, *theirs;
static int64_t their_tag;
static int carried;

static int open_files(void) {
  int count = 0;
  DIR *folder = opendir("/proc/self/fd");
  REQUIRE(folder != NULL);
  while (readdir(folder) != NULL) count++;
  closedir(folder);
  return count;
}

static void carry(void) {
  uint8_t buffer[64];
  char expected[64];
  wrtc_message_info info;
  int length = snprintf(expected, sizeof expected, "message %d", carried++);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(ours, (const uint8_t *)expected, length, 0));
  CHECK_STATUS(WRTC_OK, receive_next(&p, theirs, their_tag, buffer, sizeof buffer, &info));
  CHECK(memcmp(buffer, expected, (size_t)length) == 0);
}

/* Until the nominating side has a new pair. The other side may keep the old one for some time. */
static void restart(void) {
  drain(&p);
  while (find_event(&p, WRTC_EVENT_SELECTED_CANDIDATE_PAIR, A, ANY) != NULL)
    take_event(&p, WRTC_EVENT_SELECTED_CANDIDATE_PAIR, A, ANY);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_restart_ice(p.a));
  negotiate(&p);
  int64_t deadline = now_ms() + DEADLINE_MS;
  while (find_event(&p, WRTC_EVENT_SELECTED_CANDIDATE_PAIR, A, ANY) == NULL && now_ms() < deadline) {
    forward_all(&p);
    carry();
    pump(&p, 20);
  }
  take_event(&p, WRTC_EVENT_SELECTED_CANDIDATE_PAIR, A, ANY);
}

static void flow(void) {
  forward_all(&p);
  carry();
  pump(&p, 20);
}

int main(void) {
  peers_begin(&p, NULL);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, &their_tag);
  for (int64_t tag = A; tag <= B; tag++) take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, tag, WRTC_ICE_GATHERING_STATE_COMPLETE);
  int before = open_files();
  for (int i = 0; i < RESTARTS; i++) restart();
  int after = open_files();
  printf("%d files, %d after %d restarts\n", before, after, RESTARTS);
  /* The sockets of the last restarts are still open then; without the closing, those of the earlier ones would be too. */
  EVENTUALLY((flow(), open_files()) <= before + (after - before) / 4);
  printf("%d in the end, %d messages\n", open_files(), carried);
  for (int64_t tag = A; tag <= B; tag++) {
    CHECK(find_event(&p, WRTC_EVENT_CONNECTION_STATE, tag, WRTC_PEER_CONNECTION_STATE_DISCONNECTED) == NULL);
    CHECK(find_event(&p, WRTC_EVENT_CONNECTION_STATE, tag, WRTC_PEER_CONNECTION_STATE_FAILED) == NULL);
  }
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  check_answers(&p);
  peers_end(&p);
  return check_finish();
}
