/* The events that tell a sender to continue and a receiver that a message arrived. */
#include <time.h>

#include "peers.h"

enum { MESSAGE = 262144, MANY = 20 };

static peers p;
static wrtc_data_channel *ours;
static wrtc_data_channel *theirs;
static int64_t their_tag;
static uint8_t buffer[MESSAGE];

static void begin(void) {
  peers_begin(&p, NULL);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, &their_tag);
}

static void end(void) {
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  check_answers(&p);
  peers_end(&p);
}

static void arguments(void) {
  begin();
  CHECK_REFUSED(wrtc_data_channel_set_buffered_amount_low_threshold(ours, -2));
  CHECK_REFUSED(wrtc_data_channel_set_buffered_amount_low_threshold(ours, INT64_MIN));
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_set_buffered_amount_low_threshold(ours, INT64_MAX));
  CHECK_REFUSED(wrtc_data_channel_notify_writable(ours, -1));
  CHECK(find_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY) == NULL);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(ours, INT64_MAX));
  take_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY);
  end();
}

/* Sends and waits until all of it has arrived. */
static void transfer(int count) {
  wrtc_message_info info;
  for (int i = 0; i < count; i++) CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(ours, buffer, MESSAGE, 0));
  for (int i = 0; i < count; i++) CHECK_STATUS(WRTC_OK, receive_next(&p, theirs, their_tag, buffer, sizeof buffer, &info));
  EVENTUALLY(wrtc_data_channel_get_buffered_amount(ours) == 0);
}

static void low_threshold(void) {
  begin();
  transfer(1); /* no event was requested */
  drain(&p);
  CHECK(find_event(&p, WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW, 10, ANY) == NULL);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_set_buffered_amount_low_threshold(ours, 0));
  transfer(1); /* from above 0 to 0 */
  take_event(&p, WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW, 10, ANY);
  CHECK(find_event(&p, WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW, 10, ANY) == NULL);

  /* Never above it: no edge, neither from raising the threshold nor from a message of exactly that size. */
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_set_buffered_amount_low_threshold(ours, MESSAGE));
  transfer(1);
  drain(&p);
  CHECK(find_event(&p, WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW, 10, ANY) == NULL);

  CHECK_STATUS(WRTC_OK, wrtc_data_channel_set_buffered_amount_low_threshold(ours, MESSAGE - 1));
  transfer(1);
  take_event(&p, WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW, 10, ANY);
  drain(&p);
  CHECK(find_event(&p, WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW, 10, ANY) == NULL);
  CHECK(find_event(&p, WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW, their_tag, ANY) == NULL);

  CHECK_STATUS(WRTC_OK, wrtc_data_channel_set_buffered_amount_low_threshold(ours, -1));
  transfer(1);
  drain(&p);
  CHECK(find_event(&p, WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW, 10, ANY) == NULL);
  end();
}

static void fill(void) {
  for (int i = 0; i < MANY; i++) CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(ours, buffer, MESSAGE, 0));
}

static void writable(void) {
  begin();
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(ours, 0));
  drain(&p); /* at once means before the call returned */
  CHECK(find_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY) != NULL);
  take_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY);

  const int64_t amounts[] = {MESSAGE, 0};
  for (int i = 0; i < 2; i++) {
    fill();
    CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(ours, amounts[i]));
    take_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY);
    CHECK(wrtc_data_channel_get_buffered_amount(ours) <= amounts[i]);
  }
  EVENTUALLY(wrtc_data_channel_get_buffered_amount(ours) == 0);
  drain(&p);
  CHECK(find_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY) == NULL); /* each request answered once */
  end();
}

/* Each request is answered, or replaced by the next one; the last is always answered. */
static void writable_again_and_again(void) {
  int answers = 0;
  begin();
  fill();
  for (int i = 0; i < 1000; i++) CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(ours, i % 2));
  EVENTUALLY(wrtc_data_channel_get_buffered_amount(ours) == 0);
  do {
    take_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY);
    answers++;
    drain(&p);
  } while (find_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY) != NULL);
  CHECK(answers <= 1000);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(ours, 0));
  take_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY);
  end();
}

/* Nothing more will be sent, so waiting for it ends. */
static void writable_when_closed(void) {
  begin();
  fill();
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(ours, 0));
  wrtc_peer_connection_close(p.a);
  take_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY);
  take_event(&p, WRTC_EVENT_CHANNEL_STATE, 10, WRTC_DATA_CHANNEL_STATE_CLOSED);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(ours, 0));
  take_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 10, ANY);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_set_buffered_amount_low_threshold(ours, 5));
  end();
}

/* Neither event arrives after the handle is destroyed, and a channel that never opened has nothing buffered. */
static void writable_without_a_connection(void) {
  wrtc_data_channel *early = NULL;
  begin();
  REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 11, TEXT("early"), NULL, &early) == WRTC_OK);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(early, 0));
  take_event(&p, WRTC_EVENT_CHANNEL_WRITABLE, 11, ANY);
  wrtc_data_channel_destroy(early);

  fill();
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(ours, 0));
  wrtc_data_channel_destroy(ours);
  ours = NULL;
  drain(&p);
  int events = events_of(&p, 10);
  take_event(&p, WRTC_EVENT_CHANNEL_STATE, their_tag, WRTC_DATA_CHANNEL_STATE_CLOSED);
  CHECK_EQ(events, events_of(&p, 10));
  CHECK_EQ(MANY, wrtc_data_channel_get_available(theirs));
  end();
}

static int64_t wall_clock(void) {
  struct timespec time;
  timespec_get(&time, TIME_UTC);
  return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void arrival_times(void) {
  enum { COUNT = 100 };
  wrtc_message_info info = {0, 0, 0};
  begin();
  int64_t last = wall_clock();
  for (int i = 0; i < COUNT; i++) CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(ours, buffer, 10, 0));
  EVENTUALLY(wrtc_data_channel_get_available(theirs) == COUNT);
  int64_t all_there = wall_clock();
  CHECK_STATUS(WRTC_BUFFER_TOO_SMALL, wrtc_data_channel_receive(theirs, NULL, 0, &info));
  CHECK(info.arrival_time >= last && info.arrival_time <= all_there);
  for (int i = 0; i < COUNT; i++) {
    CHECK_STATUS(WRTC_OK, wrtc_data_channel_receive(theirs, buffer, sizeof buffer, &info));
    CHECK(info.arrival_time >= last && info.arrival_time <= all_there);
    last = info.arrival_time;
  }
  end();
}

/* A flood on one channel does not delay another channel until the flood is over. */
static void turns(void) {
  enum { CHANNELS = 6, COUNT = 1000 };
  wrtc_data_channel *from[CHANNELS];
  wrtc_data_channel *to[CHANNELS];
  int64_t tags[CHANNELS];
  static int64_t arrivals[CHANNELS][COUNT];
  int64_t sent_last = 0;
  int before = 0; /* messages of others, after the last channel began to send and before its first message arrived */
  peers_begin(&p, NULL);
  for (int i = 0; i < CHANNELS; i++) open_channel(&p, 10 + i, "label", NULL, &from[i], &to[i], &tags[i]);
  for (int i = 0; i < CHANNELS; i++) {
    for (int j = 0; j < COUNT; j++) {
      CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(from[i], buffer, 64, 0));
      if (j == 0) sent_last = wall_clock();
    }
  }
  for (int i = 0; i < CHANNELS; i++) {
    for (int j = 0; j < COUNT; j++) {
      wrtc_message_info info = {0, -1, 2};
      CHECK_STATUS(WRTC_OK, receive_next(&p, to[i], tags[i], buffer, sizeof buffer, &info));
      arrivals[i][j] = info.arrival_time;
    }
  }
  for (int i = 0; i < CHANNELS - 1; i++)
    for (int j = 0; j < COUNT; j++) before += arrivals[i][j] > sent_last && arrivals[i][j] < arrivals[CHANNELS - 1][0];
  CHECK(before < 2 * COUNT); /* the first channel may finish before another one sends */
  for (int i = 0; i < CHANNELS; i++) {
    wrtc_data_channel_destroy(from[i]);
    wrtc_data_channel_destroy(to[i]);
  }
  check_answers(&p);
  peers_end(&p);
}

int main(void) {
  arguments();
  low_threshold();
  writable();
  writable_again_and_again();
  writable_when_closed();
  writable_without_a_connection();
  arrival_times();
  turns();
  return check_finish();
}
