/* libwebrtc's log on its way to a queue. */
#include "peers.h"

enum { MOST_LINES = 1024 };

static wrtc_runtime *runtime;

static wrtc_queue *new_queue(void) {
  wrtc_queue *queue = NULL;
  REQUIRE(wrtc_queue_create(&queue) == WRTC_OK);
  return queue;
}

/* The start and the end of a connection log many lines. A wrong operation makes sure that they are written. */
static void cause_lines(wrtc_queue *queue) {
  wrtc_peer_connection *connection = NULL;
  wrtc_data_channel *channel = NULL;
  wrtc_peer_connection_options options;
  REQUIRE(wrtc_peer_connection_create(runtime, queue, 1, NULL, &connection) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create_data_channel(connection, 10, TEXT("label"), NULL, &channel) == WRTC_OK);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_implicit_local_description(connection, 7));
  memset(&options, 0, sizeof options);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_configuration(connection, &options)); /* waits its turn */
  wrtc_peer_connection_destroy(connection);
  wrtc_data_channel_destroy(channel);
}

typedef struct lines {
  int count;
  int most_severe;
  int least_severe;
  int64_t dropped;
  int others;
} lines;

static lines take_lines(wrtc_queue *queue) {
  static wrtc_event events[64];
  lines seen = {0, -1, 99, 0, 0};
  int32_t count;
  while ((count = wrtc_queue_poll(queue, events, 64, 0)) > 0) {
    for (int32_t i = 0; i < count; i++) {
      const wrtc_event *event = &events[i];
      seen.others += event->type != WRTC_EVENT_LOG;
      if (event->type != WRTC_EVENT_LOG) continue;
      const wrtc_log_line *line = event->details;
      CHECK_EQ(0, event->tag);
      CHECK_EQ(WRTC_OBJECT_KIND_RUNTIME, event->about);
      CHECK(line->text.length == 0 || line->text.data[line->text.length - 1] != '\n');
      seen.count++;
      seen.dropped += line->dropped;
      if ((int)line->severity > seen.most_severe) seen.most_severe = line->severity;
      if ((int)line->severity < seen.least_severe) seen.least_severe = line->severity;
    }
  }
  return seen;
}

static void arguments(void) {
  wrtc_queue *queue = new_queue();
  CHECK_REFUSED(wrtc_log_to_queue(queue, (wrtc_log_severity)-1));
  CHECK_REFUSED(wrtc_log_to_queue(queue, (wrtc_log_severity)5));
  CHECK_REFUSED(wrtc_log_to_queue(NULL, (wrtc_log_severity)5));
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(NULL, WRTC_LOG_SEVERITY_VERBOSE));
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(NULL, WRTC_LOG_SEVERITY_NONE));
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(queue, WRTC_LOG_SEVERITY_NONE));
  cause_lines(queue);
  CHECK_EQ(0, take_lines(queue).count);
  wrtc_queue_destroy(queue);
}

static void severities(void) {
  wrtc_queue *queue = new_queue();
  wrtc_queue *other = new_queue();
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(queue, WRTC_LOG_SEVERITY_VERBOSE));
  cause_lines(other);
  lines seen = take_lines(queue);
  CHECK(seen.count > 0 && seen.others == 0 && seen.dropped == 0);
  CHECK(seen.least_severe >= WRTC_LOG_SEVERITY_VERBOSE && seen.most_severe <= WRTC_LOG_SEVERITY_ERROR);

  /* The same queue twice is one log. */
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(queue, WRTC_LOG_SEVERITY_WARNING));
  take_lines(queue);
  cause_lines(other);
  seen = take_lines(queue);
  CHECK(seen.count == 0 || seen.least_severe >= WRTC_LOG_SEVERITY_WARNING);

  /* Another queue takes over. */
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(other, WRTC_LOG_SEVERITY_VERBOSE));
  take_lines(queue);
  cause_lines(queue);
  CHECK_EQ(0, take_lines(queue).count);
  CHECK(take_lines(other).count > 0);

  /* The earlier queue has no log to end. */
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(queue, WRTC_LOG_SEVERITY_NONE));
  cause_lines(queue);
  CHECK(take_lines(other).count > 0);
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(other, WRTC_LOG_SEVERITY_NONE));
  take_lines(other);
  cause_lines(other);
  CHECK_EQ(0, take_lines(other).count);

  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(NULL, WRTC_LOG_SEVERITY_VERBOSE));
  take_lines(other);
  cause_lines(other);
  CHECK_EQ(0, take_lines(other).count);
  wrtc_queue_destroy(queue);
  wrtc_queue_destroy(other);
}

static int32_t dropped_before(const wrtc_event *event) { return ((const wrtc_log_line *)event->details)->dropped; }

/* Lines that nobody takes are bounded; other events are not affected. */
static void bound(void) {
  wrtc_queue *queue = new_queue();
  wrtc_queue *other = new_queue();
  wrtc_event event;
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(queue, WRTC_LOG_SEVERITY_VERBOSE));
  for (int i = 0; i < 200; i++) cause_lines(other);
  wrtc_peer_connection *connection = NULL;
  REQUIRE(wrtc_peer_connection_create(runtime, queue, 1, NULL, &connection) == WRTC_OK);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(connection, 7, 0));

  int count = 0;
  do {
    REQUIRE(wrtc_queue_poll(queue, &event, 1, DEADLINE_MS) == 1);
    count += event.type == WRTC_EVENT_LOG;
    if (count <= MOST_LINES && event.type == WRTC_EVENT_LOG) CHECK_EQ(0, dropped_before(&event));
  } while (event.type == WRTC_EVENT_LOG && count <= MOST_LINES);
  CHECK(count >= MOST_LINES); /* more are logged while these are polled */
  while (event.type != WRTC_EVENT_LOG) {
    cause_lines(other);
    REQUIRE(wrtc_queue_poll(queue, &event, 1, DEADLINE_MS) == 1);
  }
  CHECK(dropped_before(&event) > 0);
  wrtc_peer_connection_destroy(connection);
  CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(NULL, WRTC_LOG_SEVERITY_NONE));
  wrtc_queue_destroy(queue);
  wrtc_queue_destroy(other);
}

static void destroyed_while_it_logs(void) {
  wrtc_queue *other = new_queue();
  for (int i = 0; i < 20; i++) {
    wrtc_queue *queue = new_queue();
    wrtc_peer_connection *connection = NULL;
    CHECK_STATUS(WRTC_OK, wrtc_log_to_queue(queue, WRTC_LOG_SEVERITY_VERBOSE));
    REQUIRE(wrtc_peer_connection_create(runtime, other, 1, NULL, &connection) == WRTC_OK);
    for (int j = 0; j < 10; j++) CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(connection, 7 + j, 0));
    wrtc_queue_destroy(queue); /* while its lines are being written */
    wrtc_peer_connection_destroy(connection);
  }
  wrtc_queue_destroy(other);
  /* The log keeps no queue alive. */
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_QUEUE) == 0);
}

int main(void) {
  REQUIRE(wrtc_runtime_create(&runtime) == WRTC_OK);
  arguments();
  severities();
  bound();
  destroyed_while_it_logs();
  wrtc_runtime_destroy(runtime); /* the log continues without a queue */
  return check_finish();
}
