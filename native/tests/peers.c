#include "peers.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "event_copy.h"

const void *details_of(const wrtc_event *event) {
  REQUIRE(event->details != NULL);
  return event->details;
}

void peers_begin(peers *p, const wrtc_peer_connection_options *options_b) { peers_begin_with(p, NULL, options_b); }

void peers_begin_media(peers *p) {
  wrtc_peer_connection_options options;
  memset(&options, 0, sizeof options);
  options.media = 1;
  peers_begin_with(p, &options, &options);
}

void peers_begin_with(peers *p, const wrtc_peer_connection_options *options_a, const wrtc_peer_connection_options *options_b) {
  memset(p, 0, sizeof *p);
  REQUIRE(wrtc_runtime_create(&p->runtime) == WRTC_OK);
  REQUIRE(wrtc_queue_create(&p->queue) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(p->runtime, p->queue, A, options_a, &p->a) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(p->runtime, p->queue, B, options_b, &p->b) == WRTC_OK);
}

void peers_end(peers *p) {
  if (p->queue != NULL) drain(p);
  for (int i = 0; i < p->count; i++) {
    wrtc_event *event = &p->records[i]->event;
    if (event->type == WRTC_EVENT_DATA_CHANNEL && !p->records[i]->taken)
      wrtc_data_channel_destroy(DETAILS(wrtc_data_channel_announced, event)->channel);
    if (event->type == WRTC_EVENT_TRANSCEIVER && !p->records[i]->taken)
      wrtc_rtp_transceiver_destroy(DETAILS(wrtc_transceiver_announced, event)->transceiver);
    free_details(event);
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

static void keep(peers *p, const wrtc_event *event) {
  if (p->count == p->capacity) {
    p->capacity = p->capacity == 0 ? 64 : p->capacity * 2;
    p->records = realloc(p->records, (size_t)p->capacity * sizeof *p->records);
    REQUIRE(p->records != NULL);
  }
  record *kept = calloc(1, sizeof *kept);
  REQUIRE(kept != NULL);
  kept->event = *event;
  copy_details(&kept->event);
  p->records[p->count++] = kept;
}

int pump(peers *p, int32_t timeout_ms) {
  wrtc_event events[16];
  int count = wrtc_queue_poll(p->queue, events, 16, timeout_ms);
  CHECK(count >= 0 && count <= 16);
  for (int i = 0; i < count; i++) {
    keep(p, &events[i]);
    if (events[i].type == WRTC_EVENT_OPERATION_COMPLETED) {
      int64_t operation = DETAILS(wrtc_operation_completed, &events[i])->operation;
      if (CHECK(operation > 0 && operation <= p->last_operation)) CHECK_EQ(1, ++p->answers[operation]);
    }
  }
  return count;
}

void drain(peers *p) {
  while (pump(p, 0) > 0) {
  }
}

static int32_t value_of(const wrtc_event *event) {
  return event->type == WRTC_EVENT_DESCRIPTION ? (int32_t)DETAILS(wrtc_description_changed, event)->which : event->state;
}

static record *find_record(const peers *p, wrtc_event_type type, int64_t tag, int64_t operation, int32_t value) {
  for (int i = 0; i < p->count; i++) {
    record *r = p->records[i];
    if (r->taken || r->event.type != type) continue;
    if (operation > 0 ? DETAILS(wrtc_operation_completed, &r->event)->operation == operation
                      : r->event.tag == tag && (value == ANY || value_of(&r->event) == value))
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

const wrtc_operation_completed *take_completion_at(peers *p, int64_t operation, const char *file, int line) {
  wrtc_event *event = take(p, WRTC_EVENT_OPERATION_COMPLETED, 0, operation, ANY);
  if (event == NULL) {
    fprintf(stderr, "%s:%d: operation %" PRId64 " was never answered\n", file, line, operation);
    exit(EXIT_FAILURE);
  }
  return DETAILS(wrtc_operation_completed, event);
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
    const wrtc_local_candidate *c = DETAILS(wrtc_local_candidate, &r->event);
    r->taken = 1;
    CHECK(c->sdp_mid.length > 0 && c->sdp_mline_index >= 0);
    CHECK(c->candidate.length > 10 && memcmp(c->candidate.data, "candidate:", 10) == 0);
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_ice_candidate(to, next_operation(p), c->sdp_mid.data, c->sdp_mid.length,
                                                                 c->sdp_mline_index, c->candidate.data, c->candidate.length));
  }
}

void forward_all(peers *p) {
  forward_candidates(p, A, p->b);
  forward_candidates(p, B, p->a);
}

void describe(peers *p, wrtc_peer_connection *from, wrtc_peer_connection *to, wrtc_sdp_type type) {
  int64_t create = next_operation(p);
  CHECK_STATUS(WRTC_OK, type == WRTC_SDP_TYPE_OFFER ? wrtc_peer_connection_create_offer(from, create, 0)
                                                    : wrtc_peer_connection_create_answer(from, create));
  const wrtc_operation_completed *description = take_completion(p, create);
  CHECK_EQ(WRTC_OK, description->status);
  CHECK_EQ(type, description->sdp_type);
  CHECK(strstr(description->sdp.data, "\nm=") != NULL);

  int64_t local = next_operation(p);
  CHECK_STATUS(WRTC_OK,
               wrtc_peer_connection_set_local_description(from, local, type, description->sdp.data, description->sdp.length));
  int64_t remote = next_operation(p);
  CHECK_STATUS(WRTC_OK,
               wrtc_peer_connection_set_remote_description(to, remote, type, description->sdp.data, description->sdp.length));
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

void open_channel(peers *p, int64_t tag, const char *label, const wrtc_data_channel_options *options, wrtc_data_channel **ours,
                  wrtc_data_channel **theirs, int64_t *their_tag) {
  REQUIRE(wrtc_peer_connection_create_data_channel(p->a, tag, TEXT(label), options, ours) == WRTC_OK);
  if (!p->connected) connect_peers(p);
  take_event(p, WRTC_EVENT_CHANNEL_STATE, tag, WRTC_DATA_CHANNEL_STATE_OPEN);
  wrtc_event *event = take_event(p, WRTC_EVENT_DATA_CHANNEL, B, ANY);
  const wrtc_data_channel_announced *announced = DETAILS(wrtc_data_channel_announced, event);
  REQUIRE(announced->channel != NULL);
  CHECK(announced->tag < 0);
  *theirs = announced->channel;
  if (their_tag != NULL) *their_tag = announced->tag;
  take_event(p, WRTC_EVENT_CHANNEL_STATE, announced->tag, WRTC_DATA_CHANNEL_STATE_OPEN);
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
