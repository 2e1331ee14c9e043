/* Polling, timeouts and wakes. */
#include <pthread.h>
#include <stdatomic.h>

#include "check.h"

static wrtc_queue *new_queue(void) {
  wrtc_queue *queue = NULL;
  REQUIRE(wrtc_queue_create(&queue) == WRTC_OK && queue != NULL);
  return queue;
}

static void arguments(void) {
  wrtc_queue *queue = new_queue();
  wrtc_event event;
  CHECK_REFUSED(wrtc_queue_poll(queue, &event, 0, 0));
  CHECK_REFUSED(wrtc_queue_poll(queue, &event, -1, 0));
  CHECK_REFUSED(wrtc_queue_poll(queue, NULL, 1, 0));
  CHECK_REFUSED(wrtc_queue_poll(queue, NULL, 0, -1));
  CHECK_REFUSED(wrtc_queue_poll(queue, &event, 1, -2));
  CHECK_EQ(0, wrtc_queue_poll(queue, &event, 1, 0));
  wrtc_queue_destroy(queue);
}

static void timeout(void) {
  wrtc_queue *queue = new_queue();
  wrtc_event event;
  int64_t start = now_ms();
  CHECK_EQ(0, wrtc_queue_poll(queue, &event, 1, 50));
  int64_t waited = now_ms() - start;
  CHECK(waited >= 50);
  CHECK(waited < DEADLINE_MS);
  wrtc_queue_destroy(queue);
}

static void wake_before_poll(void) {
  wrtc_queue *queue = new_queue();
  wrtc_event event;
  wrtc_queue_wake(queue);
  wrtc_queue_wake(queue);
  CHECK_EQ(0, wrtc_queue_poll(queue, &event, 1, -1));
  /* Two wakes before one poll are one wake: the next poll waits. */
  int64_t start = now_ms();
  CHECK_EQ(0, wrtc_queue_poll(queue, &event, 1, 20));
  CHECK(now_ms() - start >= 20);
  wrtc_queue_destroy(queue);
}

static void a_poll_that_does_not_wait_leaves_the_wake(void) {
  wrtc_queue *queue = new_queue();
  wrtc_event event;
  wrtc_queue_wake(queue);
  CHECK_EQ(0, wrtc_queue_poll(queue, &event, 1, 0));
  CHECK_EQ(0, wrtc_queue_poll(queue, &event, 1, -1));
  wrtc_queue_destroy(queue);
}

typedef struct poller {
  wrtc_queue *queue;
  int32_t result;
  atomic_int returned;
} poller;

static void *poll_for_ever(void *argument) {
  poller *self = argument;
  wrtc_event event;
  self->result = wrtc_queue_poll(self->queue, &event, 1, -1);
  atomic_store(&self->returned, 1);
  return NULL;
}

static void wake_from_another_thread(void) {
  poller other = {new_queue(), 0, 0};
  for (int i = 0; i < 200; i++) {
    pthread_t thread;
    REQUIRE(pthread_create(&thread, NULL, poll_for_ever, &other) == 0);
    wrtc_queue_wake(other.queue);
    pthread_join(thread, NULL);
    CHECK_EQ(0, other.result);
  }
  wrtc_queue_destroy(other.queue);
}

/* The second of the two is refused. */
static void second_poll(void) {
  poller other = {new_queue(), 0, 0};
  wrtc_event event;
  pthread_t thread;
  int64_t deadline = now_ms() + DEADLINE_MS;
  int32_t status = 0;
  REQUIRE(pthread_create(&thread, NULL, poll_for_ever, &other) == 0);
  while (status == 0 && !atomic_load(&other.returned) && now_ms() < deadline) status = wrtc_queue_poll(other.queue, &event, 1, 1);
  wrtc_queue_wake(other.queue);
  pthread_join(thread, NULL);
  CHECK(status == WRTC_INVALID_STATE || other.result == WRTC_INVALID_STATE);
  wrtc_queue_destroy(other.queue);
}

/* Two connections share a signaling thread, so when the second one's event is in the queue, the first one's is too. */
static void a_poll_that_finds_events_leaves_the_wake(void) {
  wrtc_queue *queues[2] = {new_queue(), new_queue()};
  wrtc_peer_connection *connections[2] = {NULL, NULL};
  wrtc_runtime *runtime = NULL;
  wrtc_event event;
  REQUIRE(wrtc_runtime_create(&runtime) == WRTC_OK);
  for (int i = 0; i < 2; i++) REQUIRE(wrtc_peer_connection_create(runtime, queues[i], 1, NULL, &connections[i]) == WRTC_OK);
  for (int i = 0; i < 2; i++)
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_local_description(connections[i], 7 + i, WRTC_SDP_TYPE_ROLLBACK, NULL, 0));
  CHECK_EQ(1, wrtc_queue_poll(queues[1], &event, 1, DEADLINE_MS));
  CHECK_EQ(WRTC_EVENT_OPERATION_COMPLETED, event.type);
  const wrtc_operation_completed *completed = event.details;
  CHECK_EQ(8, completed->operation);
  CHECK(completed->status != WRTC_OK && completed->error.length > 0); /* nothing to roll back */

  wrtc_queue_wake(queues[0]);
  CHECK_EQ(1, wrtc_queue_poll(queues[0], &event, 1, DEADLINE_MS));
  completed = event.details;
  CHECK_EQ(7, completed->operation);
  int64_t start = now_ms();
  CHECK_EQ(0, wrtc_queue_poll(queues[0], &event, 1, DEADLINE_MS));
  CHECK(now_ms() - start < DEADLINE_MS / 2);

  for (int i = 0; i < 2; i++) {
    wrtc_peer_connection_destroy(connections[i]);
    wrtc_queue_destroy(queues[i]);
  }
  wrtc_runtime_destroy(runtime);
}

int main(void) {
  arguments();
  timeout();
  wake_before_poll();
  a_poll_that_does_not_wait_leaves_the_wake();
  wake_from_another_thread();
  second_poll();
  a_poll_that_finds_events_leaves_the_wake();
  return check_finish();
}
