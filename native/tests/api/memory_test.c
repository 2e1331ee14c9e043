/* Memory that is kept. The memory of a message is reused for the next one: memory given back to the kernel costs page faults
 * when it is needed again, 64 for a message of this size. This is a program of its own, since freeing any large block changes
 * what the allocator keeps. */
#include <malloc.h>
#include <sys/resource.h>

#include "peers.h"

enum { MESSAGE = 262144, BUFFERED = 1024 * 1024, COUNT = 400 };

static peers p;
static uint8_t buffer[MESSAGE];

static int64_t page_faults(void) {
  struct rusage usage;
  CHECK_EQ(0, getrusage(RUSAGE_SELF, &usage));
  return usage.ru_minflt;
}

static void transfer(wrtc_data_channel *from, wrtc_data_channel *to, int64_t to_tag, int count) {
  wrtc_message_info info;
  int sent = 0;
  for (int i = 0; i < count; i++) {
    for (; sent < count && wrtc_data_channel_get_buffered_amount(from) < BUFFERED; sent++)
      CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(from, buffer, MESSAGE, 0));
    CHECK_STATUS(WRTC_OK, receive_next(&p, to, to_tag, buffer, sizeof buffer, &info));
  }
}

static int64_t allocated(void) {
#if __GLIBC_PREREQ(2, 33)
  return (int64_t)mallinfo2().uordblks;
#else
  return mallinfo().uordblks;
#endif
}

/* Channels that each carried a request and a reply. Both sides have closed them, and the handles are not destroyed yet. */
static void closed_channels(void) {
  enum { CHANNELS = 400, MOST_KEPT = 8192 };
  static wrtc_data_channel *ours[CHANNELS], *theirs[CHANNELS];
  wrtc_message_info info;
  uint8_t text[16];
  int64_t their_tags[CHANNELS];
  peers_begin(&p, NULL);
  open_channel(&p, 10, "first", NULL, &ours[0], &theirs[0], &their_tags[0]);
  int64_t before = allocated();
  for (int i = 1; i < CHANNELS; i++) {
    open_channel(&p, 10 + i, "request", NULL, &ours[i], &theirs[i], &their_tags[i]);
    CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(ours[i], text, sizeof text, 0));
    CHECK_STATUS(WRTC_OK, receive_next(&p, theirs[i], their_tags[i], text, sizeof text, &info));
    CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(theirs[i], text, sizeof text, 0));
    CHECK_STATUS(WRTC_OK, receive_next(&p, ours[i], 10 + i, text, sizeof text, &info));
    wrtc_data_channel_close(ours[i]);
    take_event(&p, WRTC_EVENT_CHANNEL_STATE, 10 + i, WRTC_DATA_CHANNEL_STATE_CLOSED);
    take_event(&p, WRTC_EVENT_CHANNEL_STATE, their_tags[i], WRTC_DATA_CHANNEL_STATE_CLOSED);
  }
  /* The engine releases them on its own threads. */
  EVENTUALLY((allocated() - before) / CHANNELS < MOST_KEPT);
  for (int i = 0; i < CHANNELS; i++) {
    wrtc_data_channel_destroy(ours[i]);
    wrtc_data_channel_destroy(theirs[i]);
  }
  peers_end(&p);
}

static void large_messages(void) {
  wrtc_data_channel *ours;
  wrtc_data_channel *theirs;
  int64_t their_tag;
  peers_begin(&p, NULL);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, &their_tag);
  transfer(ours, theirs, their_tag, COUNT / 4);
  int64_t before = page_faults();
  transfer(ours, theirs, their_tag, COUNT);
  CHECK_EQ(0, (page_faults() - before) / (COUNT * 16));
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
}

int main(void) {
  large_messages();
  closed_channels();
  return check_finish();
}
