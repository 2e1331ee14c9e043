/* Statistics and the RTC event log. */
#include <stdio.h>

#include "peers.h"

static peers p;
static wrtc_data_channel *ours;
static wrtc_data_channel *theirs;

static wrtc_string stats(wrtc_peer_connection *connection) {
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_get_stats(connection, operation));
  const wrtc_operation_completed *completion = take_completion(&p, operation);
  CHECK_EQ(WRTC_OK, completion->status);
  CHECK(completion->stats.length > 2);
  CHECK(completion->stats.data[0] == '[' && completion->stats.data[completion->stats.length - 1] == ']');
  return completion->stats;
}

static void statistics(void) {
  peers_begin(&p, NULL);
  wrtc_string new_ones = stats(p.a);
  CHECK(strstr(new_ones.data, "\"peer-connection\"") != NULL);
  CHECK(strstr(new_ones.data, "\"candidate-pair\"") == NULL);

  /* The remote peer chooses this text, and must not break the array with it. */
  open_channel(&p, 10, "q\"},{\\\n", NULL, &ours, &theirs, NULL);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(ours, (const uint8_t *)"hello", 5, 1));
  EVENTUALLY(wrtc_data_channel_get_available(theirs) == 1);
  wrtc_string later = stats(p.b);
  CHECK(strstr(later.data, "\"peer-connection\"") != NULL);
  CHECK(strstr(later.data, "\"candidate-pair\"") != NULL);
  CHECK(strstr(later.data, "\"data-channel\"") != NULL);
  CHECK(strstr(later.data, "\"transport\"") != NULL);
  CHECK(strstr(later.data, "\"q\\\"},{\\\\\\u000a\"") != NULL);

  /* Many at a time: libwebrtc answers them together. */
  for (int i = 0; i < 50; i++) CHECK_STATUS(WRTC_OK, wrtc_peer_connection_get_stats(p.a, next_operation(&p)));
  wrtc_peer_connection_close(p.a);
  check_answers(&p);
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_get_stats(p.a, 4000));

  /* And one of a connection that is destroyed meanwhile. */
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_get_stats(p.b, 4000));
  wrtc_peer_connection_destroy(p.b);
  p.b = NULL;
  drain(&p);
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
}

static const wrtc_operation_completed *start(int32_t period, int64_t limit) {
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_start_event_log(p.a, operation, period, limit));
  return take_completion(&p, operation);
}

static const wrtc_operation_completed *stop(void) {
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_stop_event_log(p.a, operation));
  return take_completion(&p, operation);
}

/* Bytes of the log so far, and whether any came after an event. */
static int64_t logged(const wrtc_operation_completed *stopped) {
  int64_t bytes = 0;
  int is_over = 0;
  for (int i = 0; i < p.count; i++) {
    const wrtc_event *event = &p.records[i]->event;
    is_over |= stopped != NULL && event->details == stopped;
    if (event->type != WRTC_EVENT_EVENT_LOG) continue;
    CHECK_EQ(A, event->tag);
    CHECK(DETAILS(wrtc_event_log, event)->bytes.length > 0);
    CHECK(!is_over);
    bytes += DETAILS(wrtc_event_log, event)->bytes.length;
  }
  return bytes;
}

/* An engine built without protobuf has no log, and reports that. */
static int has_event_log(void) {
  peers_begin(&p, NULL);
  const wrtc_operation_completed *started = start(10, 1 << 20);
  const int has = started->status == WRTC_OK;
  if (!has) {
    CHECK_EQ(WRTC_ENGINE_FAILURE, started->status);
    CHECK_EQ(WRTC_ERROR_TYPE_UNSUPPORTED_OPERATION, started->error_type);
    CHECK_EQ(WRTC_ERROR_TYPE_UNSUPPORTED_OPERATION, start(10, 1)->error_type);
    printf("no event log in this engine: it is not tested\n");
  }
  CHECK_EQ(WRTC_OK, stop()->status);
  wrtc_peer_connection_close(p.a);
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_start_event_log(p.a, 4000, 1, 1));
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_stop_event_log(p.a, 4000));
  check_answers(&p);
  peers_end(&p);
  return has;
}

static void event_log_arguments(void) {
  peers_begin(&p, NULL);
  CHECK_REFUSED(wrtc_peer_connection_start_event_log(p.a, 4000, 0, 1));
  CHECK_REFUSED(wrtc_peer_connection_start_event_log(p.a, 4000, 60001, 1));
  CHECK_REFUSED(wrtc_peer_connection_start_event_log(p.a, 4000, -1, 1));
  CHECK_REFUSED(wrtc_peer_connection_start_event_log(p.a, 4000, 1, 0));
  CHECK_REFUSED(wrtc_peer_connection_start_event_log(p.a, 4000, 1, -1));
  CHECK_EQ(WRTC_OK, stop()->status); /* nothing to stop */
  check_answers(&p);
  peers_end(&p);
}

static void event_log(void) {
  peers_begin(&p, NULL);
  CHECK_EQ(WRTC_OK, start(10, 1 << 20)->status);
  const wrtc_operation_completed *second = start(10, 1 << 20);
  CHECK_EQ(WRTC_INVALID_STATE, second->status);
  CHECK(second->error.length > 0);
  take_event(&p, WRTC_EVENT_EVENT_LOG, A, ANY);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
  const wrtc_operation_completed *stopped = stop();
  CHECK_EQ(WRTC_OK, stopped->status);
  stats(p.a); /* time for events that should not arrive */
  CHECK(logged(stopped) > 0);
  CHECK_EQ(WRTC_OK, stop()->status);

  /* Once more, in a file of its own. */
  CHECK_EQ(WRTC_OK, start(60000, INT64_MAX)->status);
  int64_t before = logged(NULL);
  stopped = stop();
  CHECK_EQ(WRTC_OK, stopped->status);
  drain(&p);
  CHECK(logged(stopped) > before);
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  check_answers(&p);
  peers_end(&p);
}

/* The write over the limit is the last one. */
static void event_log_limit(void) {
  peers_begin(&p, NULL);
  CHECK_EQ(WRTC_OK, start(1, 1)->status);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
  wrtc_event *only = take_event(&p, WRTC_EVENT_EVENT_LOG, A, ANY);
  const wrtc_operation_completed *stopped = stop();
  CHECK_EQ(WRTC_OK, stopped->status);
  CHECK_EQ(DETAILS(wrtc_event_log, only)->bytes.length, logged(stopped));
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  check_answers(&p);
  peers_end(&p);
}

static void event_log_and_close(void) {
  for (int round = 0; round < 4; round++) {
    peers_begin(&p, NULL);
    CHECK_EQ(WRTC_OK, start(1, 1 << 20)->status);
    open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
    if (round == 1) CHECK_STATUS(WRTC_OK, wrtc_peer_connection_stop_event_log(p.a, next_operation(&p)));
    if (round < 3) wrtc_peer_connection_close(p.a);
    if (round < 3) CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_start_event_log(p.a, 4000, 1, 1));
    if (round < 3) CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_stop_event_log(p.a, 4000));
    check_answers(&p);
    wrtc_peer_connection_destroy(p.a); /* in round 3 while it logs */
    p.a = NULL;
    drain(&p);
    int events = events_of(&p, A);
    take_event(&p, WRTC_EVENT_CHANNEL_STATE, 10, WRTC_DATA_CHANNEL_STATE_CLOSED);
    stats(p.b);
    CHECK_EQ(events, events_of(&p, A));
    wrtc_data_channel_destroy(ours);
    wrtc_data_channel_destroy(theirs);
    peers_end(&p);
  }
}

int main(void) {
  statistics();
  event_log_arguments();
  if (has_event_log()) {
    event_log();
    event_log_limit();
    event_log_and_close();
  }
  return check_finish();
}
