#include "peers.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

void peers_begin(peers *p, const wrtc_peer_connection_options *options_b) {
  memset(p, 0, sizeof *p);
  REQUIRE(wrtc_runtime_create(&p->runtime) == WRTC_OK);
  REQUIRE(wrtc_queue_create(&p->queue) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(p->runtime, p->queue, A, NULL, &p->a) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(p->runtime, p->queue, B, options_b, &p->b) == WRTC_OK);
}

void peers_end(peers *p) {
  if (p->queue != NULL) drain(p);
  for (int i = 0; i < p->count; i++) {
    wrtc_event *event = &p->records[i]->event;
    if (event->type == WRTC_EVENT_DATA_CHANNEL && !p->records[i]->taken) wrtc_data_channel_destroy(event->channel);
    free((char *)event->text1.data);
    free((char *)event->text2.data);
    free((char *)event->text3.data);
    free(p->records[i]);
  }
  free(p->records);
  wrtc_peer_connection_destroy(p->a);
  wrtc_peer_connection_destroy(p->b);
  wrtc_queue_destroy(p->queue);
  wrtc_runtime_destroy(p->runtime);
  memset(p, 0, sizeof *p);
}

int64_t next_operation(peers *p) {
  REQUIRE(p->last_operation + 1 < MAX_OPERATIONS);
  return ++p->last_operation;
}

static wrtc_string copy_of(wrtc_string text) {
  char *copy = malloc((size_t)text.length + 1);
  REQUIRE(copy != NULL);
  if (text.length > 0) memcpy(copy, text.data, (size_t)text.length);
  copy[text.length] = 0;
  text.data = copy;
  return text;
}

static void keep(peers *p, const wrtc_event *event) {
  if (p->count == p->capacity) {
    p->capacity = p->capacity == 0 ? 64 : p->capacity * 2;
    p->records = realloc(p->records, (size_t)p->capacity * sizeof *p->records);
    REQUIRE(p->records != NULL);
  }
  record *kept = calloc(1, sizeof *kept);
  REQUIRE(kept != NULL);
  kept->event = *event;
  kept->event.text1 = copy_of(event->text1);
  kept->event.text2 = copy_of(event->text2);
  kept->event.text3 = copy_of(event->text3);
  p->records[p->count++] = kept;
}

int pump(peers *p, int32_t timeout_ms) {
  wrtc_event events[16];
  int count = wrtc_queue_poll(p->queue, events, 16, timeout_ms);
  CHECK(count >= 0 && count <= 16);
  for (int i = 0; i < count; i++) {
    keep(p, &events[i]);
    if (events[i].type == WRTC_EVENT_OPERATION_COMPLETED) {
      int64_t operation = events[i].operation;
      if (CHECK(operation > 0 && operation <= p->last_operation)) CHECK_EQ(1, ++p->answers[operation]);
    }
  }
  return count;
}

void drain(peers *p) {
  while (pump(p, 0) > 0) {
  }
}

static record *find_record(const peers *p, wrtc_event_type type, int64_t tag, int64_t operation, int32_t value) {
  for (int i = 0; i < p->count; i++) {
    record *r = p->records[i];
    if (r->taken || r->event.type != type) continue;
    if (operation > 0 ? r->event.operation == operation
                      : r->event.tag == tag && (value == ANY || r->event.value == value))
      return r;
  }
  return NULL;
}

static wrtc_event *take(peers *p, wrtc_event_type type, int64_t tag, int64_t operation, int32_t value) {
  int64_t deadline = now_ms() + DEADLINE_MS;
  for (;;) {
    record *r = find_record(p, type, tag, operation, value);
    if (r != NULL) {
      r->taken = 1;
      return &r->event;
    }
    int64_t left = deadline - now_ms();
    if (left <= 0) return NULL;
    pump(p, (int32_t)left);
  }
}

wrtc_event *take_event_at(peers *p, wrtc_event_type type, int64_t tag, int32_t value, const char *file, int line) {
  wrtc_event *event = take(p, type, tag, 0, value);
  if (event == NULL) {
    fprintf(stderr, "%s:%d: no event of type %d, tag %" PRId64 ", value %d\n", file, line, type, tag, value);
    exit(EXIT_FAILURE);
  }
  return event;
}

wrtc_event *take_completion_at(peers *p, int64_t operation, const char *file, int line) {
  wrtc_event *event = take(p, WRTC_EVENT_OPERATION_COMPLETED, 0, operation, ANY);
  if (event == NULL) {
    fprintf(stderr, "%s:%d: operation %" PRId64 " was never answered\n", file, line, operation);
    exit(EXIT_FAILURE);
  }
  return event;
}

wrtc_event *find_event(const peers *p, wrtc_event_type type, int64_t tag, int32_t value) {
  record *r = find_record(p, type, tag, 0, value);
  return r == NULL ? NULL : &r->event;
}

int events_of(const peers *p, int64_t tag) {
  int count = 0;
  for (int i = 0; i < p->count; i++) count += p->records[i]->event.tag == tag;
  return count;
}

static int all_answered(const peers *p) {
  for (int64_t i = 1; i <= p->last_operation; i++)
    if (p->answers[i] == 0) return 0;
  return 1;
}

void check_answers(peers *p) {
  int64_t deadline = now_ms() + DEADLINE_MS;
  while (!all_answered(p) && now_ms() < deadline) pump(p, 100);
  for (int64_t i = 1; i <= p->last_operation; i++) CHECK_EQ(1, p->answers[i]);
}

static void forward_candidates(peers *p, int64_t from, wrtc_peer_connection *to) {
  record *r;
  while ((r = find_record(p, WRTC_EVENT_ICE_CANDIDATE, from, 0, ANY)) != NULL) {
    const wrtc_event *e = &r->event;
    r->taken = 1;
    CHECK(e->text1.length > 0 && e->value >= 0);
    CHECK(e->text2.length > 10 && memcmp(e->text2.data, "candidate:", 10) == 0);
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_ice_candidate(to, next_operation(p), e->text1.data, e->text1.length,
                                                                 e->value, e->text2.data, e->text2.length));
  }
}

void forward_all(peers *p) {
  forward_candidates(p, A, p->b);
  forward_candidates(p, B, p->a);
}

static void describe(peers *p, wrtc_peer_connection *from, wrtc_peer_connection *to, wrtc_sdp_type type) {
  int64_t create = next_operation(p);
  CHECK_STATUS(WRTC_OK, type == WRTC_SDP_TYPE_OFFER ? wrtc_peer_connection_create_offer(from, create, 0)
                                                    : wrtc_peer_connection_create_answer(from, create));
  wrtc_event *description = take_completion(p, create);
  CHECK_EQ(WRTC_OK, description->status);
  CHECK_EQ(type, description->value);
  CHECK(strstr(description->text1.data, "m=application") != NULL);

  int64_t local = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_local_description(from, local, type, description->text1.data,
                                                                   description->text1.length));
  int64_t remote = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_remote_description(to, remote, type, description->text1.data,
                                                                    description->text1.length));
  CHECK_EQ(WRTC_OK, take_completion(p, local)->status);
  CHECK_EQ(WRTC_OK, take_completion(p, remote)->status);
}

void negotiate(peers *p) {
  describe(p, p->a, p->b, WRTC_SDP_TYPE_OFFER);
  describe(p, p->b, p->a, WRTC_SDP_TYPE_ANSWER);
}

void connect_peers(peers *p) {
  const int32_t connected = WRTC_PEER_CONNECTION_STATE_CONNECTED;
  int64_t deadline = now_ms() + DEADLINE_MS;
  negotiate(p);
  while (now_ms() < deadline && (find_event(p, WRTC_EVENT_CONNECTION_STATE, A, connected) == NULL ||
                                 find_event(p, WRTC_EVENT_CONNECTION_STATE, B, connected) == NULL)) {
    forward_all(p);
    pump(p, 100);
  }
  take_event(p, WRTC_EVENT_CONNECTION_STATE, A, connected);
  take_event(p, WRTC_EVENT_CONNECTION_STATE, B, connected);
  p->connected = 1;
}

void open_channel(peers *p, int64_t tag, const char *label, const wrtc_data_channel_options *options,
                  wrtc_data_channel **ours, wrtc_data_channel **theirs, int64_t *their_tag) {
  REQUIRE(wrtc_peer_connection_create_data_channel(p->a, tag, TEXT(label), options, ours) == WRTC_OK);
  if (!p->connected) connect_peers(p);
  take_event(p, WRTC_EVENT_CHANNEL_STATE, tag, WRTC_DATA_CHANNEL_STATE_OPEN);
  wrtc_event *event = take_event(p, WRTC_EVENT_DATA_CHANNEL, B, ANY);
  REQUIRE(event->channel != NULL);
  CHECK(event->operation < 0);
  *theirs = event->channel;
  if (their_tag != NULL) *their_tag = event->operation;
  take_event(p, WRTC_EVENT_CHANNEL_STATE, event->operation, WRTC_DATA_CHANNEL_STATE_OPEN);
}

wrtc_data_channel_options channel_defaults(void) {
  wrtc_data_channel_options options;
  memset(&options, 0, sizeof options);
  options.id = -1;
  options.max_retransmits = -1;
  options.max_packet_life_time = -1;
  options.priority = -1;
  return options;
}

wrtc_status receive_next(peers *p, wrtc_data_channel *channel, int64_t tag, uint8_t *buffer, int32_t capacity,
                         wrtc_message_info *info) {
  wrtc_status status = wrtc_data_channel_receive(channel, buffer, capacity, info);
  while (status == WRTC_EMPTY) {
    take_event(p, WRTC_EVENT_CHANNEL_READABLE, tag, ANY);
    status = wrtc_data_channel_receive(channel, buffer, capacity, info);
  }
  return status;
}
