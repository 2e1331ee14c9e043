/* Many threads on one connection and its channels, and destruction while they run. A handle may not be used during or after its
 * own destroy, but all objects underneath may be destroyed at any time. */
#include <pthread.h>
#include <stdatomic.h>

#include "peers.h"

enum { CHANNELS = 4, THREADS = 6, ROUNDS = 4 };

typedef struct arena {
  peers p;
  wrtc_data_channel *channels[2 * CHANNELS]; /* A's, then B's */
  atomic_int stop;
  atomic_int stop_connection; /* before the connections' handles are destroyed */
  atomic_llong sent;
  atomic_llong received;
} arena;

static int is_a_send_result(wrtc_status status) {
  return status == WRTC_OK || status == WRTC_CLOSED || status == WRTC_NOT_OPEN || status == WRTC_SEND_BUFFER_FULL;
}

static void *use_channels(void *argument) {
  arena *self = argument;
  uint8_t buffer[4096] = {0};
  wrtc_message_info message;
  for (unsigned i = 0; !atomic_load(&self->stop); i++) {
    wrtc_data_channel *channel = self->channels[i % (2 * CHANNELS)];
    wrtc_status status = wrtc_data_channel_send(channel, buffer, (int32_t)(i * 37 % sizeof buffer), i % 2);
    if (!is_a_send_result(status)) CHECK_EQ(WRTC_OK, status);
    if (status == WRTC_OK) atomic_fetch_add(&self->sent, 1);
    /* Several threads read one channel: sizes may change between the calls, but no message may be lost or doubled. */
    while ((status = wrtc_data_channel_receive(channel, buffer, sizeof buffer, &message)) == WRTC_OK)
      atomic_fetch_add(&self->received, 1);
    CHECK(status == WRTC_EMPTY || status == WRTC_CLOSED);
    CHECK(wrtc_data_channel_get_buffered_amount(channel) >= 0);
    CHECK(wrtc_data_channel_get_state(channel) >= 0);
    CHECK(wrtc_data_channel_get_available(channel) >= 0);
    CHECK(wrtc_data_channel_get_next_size(channel) >= -1);
    /* The engine has one thread to send and receive on, and needs a turn on a machine with two processors. */
    if (wrtc_data_channel_get_buffered_amount(channel) > 65536) take_a_breath();
  }
  return NULL;
}

static void *use_connection(void *argument) {
  arena *self = argument;
  for (int i = 0; !atomic_load(&self->stop_connection); i++) {
    wrtc_data_channel *channel = NULL;
    wrtc_status status = wrtc_peer_connection_create_data_channel(self->p.a, 1000 + i, TEXT("passing"), NULL, &channel);
    /* The number of streams is limited, and a stream is free again only when both sides have reset it. */
    CHECK(status == WRTC_OK || status == WRTC_CLOSED || status == WRTC_ENGINE_FAILURE);
    if (i % 3 == 0) wrtc_data_channel_close(channel);
    wrtc_data_channel_destroy(channel);
    status = wrtc_peer_connection_create_offer(self->p.a, i + 1, 0);
    CHECK(status == WRTC_OK || status == WRTC_CLOSED);
  }
  return NULL;
}

/* Polls, on one thread; destroys the channels that B is offered at once. */
static void *use_queue(void *argument) {
  arena *self = argument;
  wrtc_event events[16];
  while (!atomic_load(&self->stop)) {
    int32_t count = wrtc_queue_poll(self->p.queue, events, 16, 50);
    CHECK(count >= 0);
    for (int32_t i = 0; i < count; i++)
      if (events[i].type == WRTC_EVENT_DATA_CHANNEL)
        wrtc_data_channel_destroy(((const wrtc_data_channel_announced *)events[i].details)->channel);
  }
  return NULL;
}

static void run(int round) {
  static arena self;
  pthread_t users[THREADS];
  pthread_t connector;
  pthread_t poller;
  memset(&self, 0, sizeof self);
  peers_begin(&self.p, NULL);
  for (int i = 0; i < CHANNELS; i++)
    open_channel(&self.p, 10 + i, "stress", NULL, &self.channels[i], &self.channels[CHANNELS + i], NULL);

  for (int i = 0; i < THREADS; i++) REQUIRE(pthread_create(&users[i], NULL, use_channels, &self) == 0);
  REQUIRE(pthread_create(&connector, NULL, use_connection, &self) == 0);
  REQUIRE(pthread_create(&poller, NULL, use_queue, &self) == 0);

  int64_t deadline = now_ms() + DEADLINE_MS;
  while (atomic_load(&self.received) < 2000 && now_ms() < deadline) take_a_breath();
  CHECK(atomic_load(&self.received) >= 2000);

  if (round % 2 == 1) wrtc_data_channel_close(self.channels[0]);
  if (round >= 2) wrtc_peer_connection_close(self.p.a);
  atomic_store(&self.stop_connection, 1);
  pthread_join(connector, NULL);
  if (round % 2 == 0) {
    wrtc_runtime_destroy(self.p.runtime);
    self.p.runtime = NULL;
  }
  wrtc_peer_connection_destroy(self.p.a);
  wrtc_peer_connection_destroy(self.p.b);
  self.p.a = self.p.b = NULL;
  for (int i = 0; i < 2 * CHANNELS; i++)
    EVENTUALLY(wrtc_data_channel_get_state(self.channels[i]) == WRTC_DATA_CHANNEL_STATE_CLOSED);

  atomic_store(&self.stop, 1);
  for (int i = 0; i < THREADS; i++) pthread_join(users[i], NULL);
  pthread_join(poller, NULL);
  CHECK(atomic_load(&self.received) <= atomic_load(&self.sent));
  for (int i = 0; i < 2 * CHANNELS; i++) {
    CHECK_EQ(WRTC_CLOSED, wrtc_data_channel_send(self.channels[i], NULL, 0, 0));
    wrtc_data_channel_destroy(self.channels[i]);
  }
  /* The operation ids of this test are its own, so the check of operations does not apply. */
  wrtc_queue_destroy(self.p.queue);
  self.p.queue = NULL;
  peers_end(&self.p);
}

int main(void) {
  for (int round = 0; round < ROUNDS; round++) run(round);
  return check_finish();
}
