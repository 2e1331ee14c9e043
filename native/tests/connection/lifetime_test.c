/* Destruction in every order, with and without work under way. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "peers.h"

typedef struct opened {
  peers p;
  wrtc_data_channel *ours;
  wrtc_data_channel *theirs;
  int64_t their_tag;
} opened;

static void open_pair(opened *o) {
  memset(o, 0, sizeof *o);
  peers_begin(&o->p, NULL);
  open_channel(&o->p, 10, "label", NULL, &o->ours, &o->theirs, &o->their_tag);
}

static void destroy_connections(peers *p) {
  wrtc_peer_connection_destroy(p->a);
  wrtc_peer_connection_destroy(p->b);
  p->a = p->b = NULL;
}

static void destroy_channels(opened *o) {
  wrtc_data_channel_destroy(o->ours);
  wrtc_data_channel_destroy(o->theirs);
}

static void destroy_queue(peers *p) {
  wrtc_queue_destroy(p->queue);
  p->queue = NULL;
}

static void destroy_runtime(peers *p) {
  wrtc_runtime_destroy(p->runtime);
  p->runtime = NULL;
}

/* The four kinds of handles in all 24 orders, data under way. */
static void every_order(void) {
  static const uint8_t payload[1000];
  for (int order = 0; order < 24; order++) {
    opened o;
    int left[4] = {0, 1, 2, 3};
    int code = order;
    open_pair(&o);
    for (int i = 0; i < 50; i++) CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(o.ours, payload, sizeof payload, 0));
    for (int count = 4; count > 0; count--) {
      int pick = code % count;
      code /= count;
      switch (left[pick]) {
        case 0: destroy_connections(&o.p); break;
        case 1: destroy_channels(&o); break;
        case 2: destroy_queue(&o.p); break;
        default: destroy_runtime(&o.p); break;
      }
      left[pick] = left[count - 1];
    }
    peers_end(&o.p);
  }
}

/* An object without its queue or connection continues as far as it can. Unsent messages are discarded. */
static void channel_outlives_all(void) {
  opened o;
  wrtc_data_channel_info info;
  uint8_t byte = 0;
  open_pair(&o);
  destroy_queue(&o.p);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(o.ours, &byte, 1, 0));
  destroy_connections(&o.p);
  destroy_runtime(&o.p);
  EVENTUALLY(wrtc_data_channel_get_state(o.ours) == WRTC_DATA_CHANNEL_STATE_CLOSED);
  CHECK_STATUS(WRTC_CLOSED, wrtc_data_channel_send(o.ours, &byte, 1, 0));
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_get_info(o.ours, &info));
  CHECK(info.label.length == 5 && memcmp(info.label.data, "label", 5) == 0);
  CHECK_EQ(0, wrtc_data_channel_get_buffered_amount(o.ours));
  wrtc_data_channel_close(o.ours);
  destroy_channels(&o);
  peers_end(&o.p);
}

/* An event that is never polled owns its channel. */
static void untaken_channel(void) {
  peers p;
  wrtc_data_channel *channel = NULL;
  peers_begin(&p, NULL);
  REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 10, TEXT("label"), NULL, &channel) == WRTC_OK);
  connect_peers(&p);
  take_event(&p, WRTC_EVENT_CHANNEL_STATE, 10, WRTC_DATA_CHANNEL_STATE_OPEN);
  for (int i = 0; i < 5; i++) {
    wrtc_data_channel *more = NULL;
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_data_channel(p.a, 11 + i, TEXT("more"), NULL, &more));
    take_event(&p, WRTC_EVENT_CHANNEL_STATE, 11 + i, WRTC_DATA_CHANNEL_STATE_OPEN);
    wrtc_data_channel_destroy(more);
  }
  destroy_queue(&p);
  wrtc_data_channel_destroy(channel);
  peers_end(&p);
}

static void after_close(void) {
  opened o;
  wrtc_data_channel *channel = NULL;
  open_pair(&o);
  wrtc_peer_connection *a = o.p.a;
  wrtc_peer_connection_close(a);
  wrtc_peer_connection_close(a);
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_create_offer(a, 1, 0));
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_create_answer(a, 1));
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_set_local_description(a, 1, WRTC_SDP_TYPE_ROLLBACK, NULL, 0));
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_set_remote_description(a, 1, WRTC_SDP_TYPE_ROLLBACK, NULL, 0));
  CHECK_STATUS(WRTC_CLOSED,
               wrtc_peer_connection_add_ice_candidate(a, 1, TEXT("0"), 0, TEXT("candidate:1 1 udp 1 127.0.0.1 5000 typ host")));
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_create_data_channel(a, 12, TEXT("label"), NULL, &channel));
  CHECK(channel == NULL);
  take_event(&o.p, WRTC_EVENT_CHANNEL_STATE, 10, WRTC_DATA_CHANNEL_STATE_CLOSED);
  take_event(&o.p, WRTC_EVENT_CHANNEL_STATE, o.their_tag, WRTC_DATA_CHANNEL_STATE_CLOSED);
  CHECK_EQ(WRTC_DATA_CHANNEL_STATE_CLOSED, wrtc_data_channel_get_state(o.ours));
  CHECK_STATUS(WRTC_CLOSED, wrtc_data_channel_send(o.ours, (const uint8_t *)"x", 1, 0));
  destroy_channels(&o);
  check_answers(&o.p);
  peers_end(&o.p);
}

/* Every operation is completed once, whether the close was faster or not. */
static void close_with_operations_under_way(void) {
  for (int round = 0; round < 20; round++) {
    peers p;
    wrtc_data_channel *channel = NULL;
    int64_t first;
    int closed = 0;
    peers_begin(&p, NULL);
    REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 10, TEXT("label"), NULL, &channel) == WRTC_OK);
    int64_t create = next_operation(&p);
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(p.a, create, 0));
    wrtc_string sdp = take_completion(&p, create)->sdp;

    first = p.last_operation + 1;
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(p.a, next_operation(&p), 0));
    CHECK_STATUS(WRTC_OK,
                 wrtc_peer_connection_set_local_description(p.a, next_operation(&p), WRTC_SDP_TYPE_OFFER, sdp.data, sdp.length));
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_ice_candidate(p.a, next_operation(&p), TEXT("0"), 0,
                                                                 TEXT("candidate:1 1 udp 1 127.0.0.1 5000 typ host")));
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_remote_description(p.a, next_operation(&p), WRTC_SDP_TYPE_ROLLBACK, NULL, 0));
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(p.a, next_operation(&p), 0));
    if (round % 2 == 1) pump(&p, 1);
    wrtc_peer_connection_close(p.a);
    check_answers(&p);
    for (int64_t i = first; i <= p.last_operation; i++) closed += take_completion(&p, i)->status == WRTC_CLOSED;
    CHECK(round % 2 == 1 || closed > 0);

    wrtc_data_channel_destroy(channel);
    peers_end(&p);
  }
}

static atomic_int waking;

/* Keeps the queue's lock busy, so that threads that push an event often have to wait. */
static void *wake(void *queue) {
  while (atomic_load(&waking)) wrtc_queue_wake(queue);
  return NULL;
}

/* When close returns, every operation is completed, whatever the engine was about to report: the connection may be destroyed
 * next, and pushes no events after that. */
static void answered_when_close_returns(void) {
  enum { ROUNDS = 1000 };
  wrtc_runtime *runtime;
  wrtc_queue *queue;
  pthread_t waker;
  REQUIRE(wrtc_runtime_create(&runtime) == WRTC_OK);
  REQUIRE(wrtc_queue_create(&queue) == WRTC_OK);
  atomic_store(&waking, 1);
  REQUIRE(pthread_create(&waker, NULL, wake, queue) == 0);
  for (int round = 0; round < ROUNDS; round++) {
    wrtc_peer_connection *connection;
    wrtc_event event;
    int answers = 0;
    REQUIRE(wrtc_peer_connection_create(runtime, queue, A, NULL, &connection) == WRTC_OK);
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_remote_description(connection, 1, WRTC_SDP_TYPE_ROLLBACK, NULL, 0));
    for (int i = 0; i < round % 8; i++) sched_yield();
    wrtc_peer_connection_close(connection);
    while (wrtc_queue_poll(queue, &event, 1, 0) == 1) answers += event.type == WRTC_EVENT_OPERATION_COMPLETED;
    CHECK_EQ(1, answers);
    wrtc_peer_connection_destroy(connection);
    while (wrtc_queue_poll(queue, &event, 1, 0) == 1) {
    }
  }
  atomic_store(&waking, 0);
  pthread_join(waker, NULL);
  wrtc_queue_destroy(queue);
  wrtc_runtime_destroy(runtime);
}

/* A destroyed object pushes no events: the remote end's events show that there was time for one. */
static void silence_after_destroy(void) {
  opened o;
  open_pair(&o);
  wrtc_data_channel_destroy(o.ours);
  drain(&o.p);
  int channel_events = events_of(&o.p, 10);
  take_event(&o.p, WRTC_EVENT_CHANNEL_STATE, o.their_tag, WRTC_DATA_CHANNEL_STATE_CLOSED);
  CHECK_EQ(channel_events, events_of(&o.p, 10));
  wrtc_data_channel_destroy(o.theirs);

  open_channel(&o.p, 11, "second", NULL, &o.ours, &o.theirs, &o.their_tag);
  /* It may be completed or not: destroy need not wait for it. */
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(o.p.a, next_operation(&o.p), 0));
  wrtc_peer_connection_destroy(o.p.a);
  o.p.a = NULL;
  drain(&o.p);
  int connection_events = events_of(&o.p, A);
  take_event(&o.p, WRTC_EVENT_CHANNEL_STATE, o.their_tag, WRTC_DATA_CHANNEL_STATE_CLOSED);
  CHECK_EQ(connection_events, events_of(&o.p, A));
  destroy_channels(&o);
  peers_end(&o.p);
}

static void in_the_middle_of_negotiation(void) {
  for (int step = 0; step < 12; step++) {
    peers p;
    wrtc_data_channel *channel = NULL;
    peers_begin(&p, NULL);
    REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 10, TEXT("label"), NULL, &channel) == WRTC_OK);
    if (step < 4) {
      CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(p.a, next_operation(&p), 0));
    } else {
      negotiate(&p);
    }
    for (int i = 0; i < step % 4; i++) pump(&p, 5);
    if (step % 2 == 0) destroy_queue(&p);
    if (step % 3 == 0) wrtc_data_channel_destroy(channel);
    destroy_connections(&p);
    if (step % 3 != 0) wrtc_data_channel_destroy(channel);
    peers_end(&p);
  }
}

/* A candidate waits behind an answer that fails, since there was no offer, and the connection is destroyed before the engine
 * reports it. */
static void destroy_with_candidate_waiting(void) {
  for (int round = 0; round < 50; round++) {
    peers p;
    peers_begin(&p, NULL);
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_answer(p.a, next_operation(&p)));
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_ice_candidate(p.a, next_operation(&p), TEXT("0"), 0,
                                                                 TEXT("candidate:1 1 udp 1 127.0.0.1 5000 typ host")));
    destroy_connections(&p);
    peers_end(&p);
  }
}

int main(void) {
  every_order();
  channel_outlives_all();
  untaken_channel();
  after_close();
  close_with_operations_under_way();
  answered_when_close_returns();
  silence_after_destroy();
  in_the_middle_of_negotiation();
  destroy_with_candidate_waiting();
  return check_finish();
}
