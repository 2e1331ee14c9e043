/* Stream reuse: a channel that the remote peer closes while this side sends on it, and the channel that gets the same stream
 * next. */
#include <stdlib.h>

#include "peers.h"

enum { ROUNDS = 3000, MOST_SENDS = 8 };

static peers p;

/* Some microseconds, to hit another moment of the engine's threads in each round. */
static void spin(int turns) {
  for (volatile int i = 0; i < turns; i++) {
  }
}

/* A channel of A's that is open at both ends. */
typedef struct channel {
  wrtc_data_channel *ours;
  wrtc_data_channel *theirs;
  int64_t tag;
  int64_t their_tag;
} channel;

static int is_closed(const channel *c) {
  return find_event(&p, WRTC_EVENT_CHANNEL_STATE, c->tag, WRTC_DATA_CHANNEL_STATE_CLOSED) != NULL;
}

/* Whether it carries a message in both directions. */
static void check_works(channel *c) {
  uint8_t buffer[16];
  wrtc_message_info info;
  const wrtc_event *event = take_event(&p, WRTC_EVENT_DATA_CHANNEL, B, ANY);
  c->theirs = DETAILS(wrtc_data_channel_announced, event)->channel;
  c->their_tag = DETAILS(wrtc_data_channel_announced, event)->tag;
  take_event(&p, WRTC_EVENT_CHANNEL_STATE, c->their_tag, WRTC_DATA_CHANNEL_STATE_OPEN);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(c->theirs, (const uint8_t *)"hello", 5, 1));
  CHECK_STATUS(WRTC_OK, receive_next(&p, c->ours, c->tag, buffer, sizeof buffer, &info));
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(c->ours, (const uint8_t *)"hello", 5, 1));
  CHECK_STATUS(WRTC_OK, receive_next(&p, c->theirs, c->their_tag, buffer, sizeof buffer, &info));
  CHECK(!is_closed(c));
}

static void next_channel(channel *c, int64_t tag) {
  c->tag = tag;
  REQUIRE(wrtc_peer_connection_create_data_channel(p.a, tag, TEXT("next"), NULL, &c->ours) == WRTC_OK);
}

/* The remote peer closes a channel while this side sends on it, and this side opens another. */
static void closed_while_sending(void) {
  channel first, second;
  uint8_t message[64] = {0};
  int64_t tag = 10;
  srand(1);
  peers_begin(&p, NULL);
  next_channel(&first, tag++);
  connect_peers(&p);
  take_event(&p, WRTC_EVENT_CHANNEL_STATE, first.tag, WRTC_DATA_CHANNEL_STATE_OPEN);
  check_works(&first);
  for (int round = 0; round < ROUNDS; round++) {
    wrtc_data_channel_close(first.theirs);
    spin(rand() % 60000);
    for (int i = rand() % MOST_SENDS; i >= 0; i--) wrtc_data_channel_send(first.ours, message, sizeof message, 0);
    spin(rand() % 60000);
    next_channel(&second, tag++);
    take_event(&p, WRTC_EVENT_CHANNEL_STATE, second.tag, WRTC_DATA_CHANNEL_STATE_OPEN);
    check_works(&second);
    take_event(&p, WRTC_EVENT_CHANNEL_STATE, first.tag, WRTC_DATA_CHANNEL_STATE_CLOSED);
    wrtc_data_channel_destroy(first.ours);
    wrtc_data_channel_destroy(first.theirs);
    first = second;
  }
  wrtc_data_channel_destroy(first.ours);
  wrtc_data_channel_destroy(first.theirs);
  check_answers(&p);
  peers_end(&p);
}

int main(void) {
  closed_while_sending();
  return check_finish();
}
