/* A program of calls: each byte is a call, on handles that may be null, and the bytes after it are its arguments. Descriptions
 * and candidates pass from one connection to another unchanged, so that a program can connect two. */
#include <stdlib.h>
#include <string.h>

#include "session.h"

enum { CONNECTIONS = 3, CHANNELS = 6, MOST_CALLS = 200, BUFFER = 64 };

/* Above the tags of connections; each connection gets a new tag. */
enum { FIRST_CHANNEL_TAG = 2 * MOST_CALLS };

typedef struct kept {
  char *text;
  int32_t length;
  int32_t value;
} kept;

typedef struct operation {
  int64_t tag; /* of its connection */
  int answers;
} operation;

typedef struct program {
  input in;
  wrtc_queue *queue;
  wrtc_peer_connection *connections[CONNECTIONS];
  int64_t connection_tags[CONNECTIONS]; /* 0 if there is no connection */
  wrtc_data_channel *channels[CHANNELS];
  kept descriptions[CONNECTIONS]; /* the last description that each has created */
  kept candidates[CONNECTIONS];
  operation operations[MOST_CALLS + 1]; /* by their ids, from 1 */
  int64_t last_operation;
  int64_t last_connection_tag;
  int64_t last_channel_tag;
} program;

static void keep(kept *k, wrtc_string text, int32_t value) {
  free(k->text);
  k->text = malloc((size_t)text.length + 1);
  DEMAND(k->text != NULL);
  if (text.length > 0) memcpy(k->text, text.data, (size_t)text.length);
  k->length = text.length;
  k->value = value;
}

static int slot_of(const program *p, int64_t tag) {
  for (int i = 0; i < CONNECTIONS; i++)
    if (p->connection_tags[i] == tag) return i;
  return -1;
}

static void receive_event(program *p, const wrtc_event *event) {
  int is_connection = event->tag > 0 && event->tag < FIRST_CHANNEL_TAG;
  int connection = is_connection ? slot_of(p, event->tag) : -1;
  DEMAND(!is_connection || connection >= 0); /* otherwise it has been destroyed, and pushes no more events */
  if (event->type == WRTC_EVENT_OPERATION_COMPLETED) {
    const wrtc_operation_completed *completed = event->details;
    DEMAND(completed->operation > 0 && completed->operation <= p->last_operation);
    DEMAND(p->operations[completed->operation].tag == event->tag);
    DEMAND(++p->operations[completed->operation].answers == 1);
    if (is_connection && completed->sdp.length > 0) keep(&p->descriptions[connection], completed->sdp, completed->sdp_type);
  }
  if (event->type == WRTC_EVENT_DESCRIPTION && is_connection) {
    const wrtc_description_changed *description = event->details;
    if (description->sdp.length > 0 &&
        (description->which == WRTC_DESCRIPTION_CURRENT_LOCAL || description->which == WRTC_DESCRIPTION_PENDING_LOCAL))
      keep(&p->descriptions[connection], description->sdp, description->sdp_type);
  }
  if (event->type == WRTC_EVENT_ICE_CANDIDATE && is_connection) {
    const wrtc_local_candidate *candidate = event->details;
    keep(&p->candidates[connection], candidate->candidate, candidate->sdp_mline_index);
  }
  if (event->type == WRTC_EVENT_DATA_CHANNEL) {
    const wrtc_data_channel_announced *announced = event->details;
    wrtc_data_channel **slot = &p->channels[(uint64_t)-announced->tag % CHANNELS];
    wrtc_data_channel_destroy(*slot);
    *slot = announced->channel;
  }
}

static int poll_events(program *p, int32_t timeout_ms) {
  wrtc_event events[4];
  int count = wrtc_queue_poll(p->queue, events, 4, timeout_ms);
  DEMAND(count >= 0 && count <= 4);
  for (int i = 0; i < count; i++) receive_event(p, &events[i]);
  return count;
}

static void drain(program *p) {
  while (poll_events(p, 0) > 0) {
  }
}

/* Every accepted operation must be completed once. */
static void start(program *p, int slot, wrtc_status status) {
  if (status == WRTC_OK) p->operations[++p->last_operation].tag = p->connection_tags[slot];
}

static int64_t next_operation(const program *p) { return p->last_operation + 1; }

static void create_connection(program *p, int slot) {
  int64_t tag = ++p->last_connection_tag;
  DEMAND(wrtc_peer_connection_create(fuzz_runtime, p->queue, tag, NULL, &p->connections[slot]) == WRTC_OK);
  p->connection_tags[slot] = tag;
}

/* Operations under way may be completed or not. */
static void destroy_connection(program *p, int slot) {
  wrtc_peer_connection_destroy(p->connections[slot]);
  drain(p);
  p->connections[slot] = NULL;
  p->connection_tags[slot] = 0;
}

/* When close returns, everything is completed. */
static void close_connection(program *p, int slot) {
  wrtc_peer_connection_close(p->connections[slot]);
  drain(p);
  for (int64_t i = 1; i <= p->last_operation; i++)
    if (p->operations[i].tag == p->connection_tags[slot]) DEMAND(p->operations[i].answers == 1);
}

static void call_connection(program *p, uint8_t call, int slot, wrtc_peer_connection *c) {
  const kept *description = &p->descriptions[take_byte(&p->in) % CONNECTIONS];
  const kept *candidate = &p->candidates[take_byte(&p->in) % CONNECTIONS];
  wrtc_sdp_type type = (wrtc_sdp_type)description->value;
  int64_t operation = next_operation(p);
  switch (call) {
    case 0: start(p, slot, wrtc_peer_connection_create_offer(c, operation, take_byte(&p->in) & 1)); break;
    case 1: start(p, slot, wrtc_peer_connection_create_answer(c, operation)); break;
    case 2:
      start(p, slot, wrtc_peer_connection_set_local_description(c, operation, type, description->text, description->length));
      break;
    case 3:
      start(p, slot, wrtc_peer_connection_set_remote_description(c, operation, type, description->text, description->length));
      break;
    case 4: start(p, slot, wrtc_peer_connection_set_implicit_local_description(c, operation)); break;
    case 5: start(p, slot, wrtc_peer_connection_set_local_description(c, operation, WRTC_SDP_TYPE_ROLLBACK, NULL, 0)); break;
    case 6: start(p, slot, wrtc_peer_connection_set_remote_description(c, operation, WRTC_SDP_TYPE_ROLLBACK, NULL, 0)); break;
    case 7:
      start(p, slot, wrtc_peer_connection_add_ice_candidate(c, operation, "0", 1, 0, candidate->text, candidate->length));
      break;
    case 8:
      start(p, slot, wrtc_peer_connection_remove_ice_candidate(c, operation, "0", 1, 0, candidate->text, candidate->length));
      break;
    case 9: start(p, slot, wrtc_peer_connection_get_stats(c, operation)); break;
    case 10: start(p, slot, wrtc_peer_connection_start_event_log(c, operation, take_int(&p->in), take_int(&p->in))); break;
    case 11: start(p, slot, wrtc_peer_connection_stop_event_log(c, operation)); break;
    case 12: wrtc_peer_connection_restart_ice(c); break;
    case 13: wrtc_peer_connection_set_configuration(c, NULL); break;
    case 14: wrtc_peer_connection_close(c); break;
    case 15:
      if (c != NULL) destroy_connection(p, slot);
      break;
    default:
      start(p, slot,
            wrtc_peer_connection_set_remote_description(c, operation, WRTC_SDP_TYPE_OFFER, real_offer,
                                                        (int32_t)strlen(real_offer)));
  }
}

static void create_channel(program *p, wrtc_peer_connection *c, int slot) {
  wrtc_data_channel_options options;
  memset(&options, 0, sizeof options);
  uint8_t how = take_byte(&p->in);
  options.negotiated = how & 1;
  options.id = options.negotiated ? how >> 4 : -1;
  options.unordered = (how & 2) != 0;
  options.max_retransmits = how & 4 ? 0 : -1;
  options.max_packet_life_time = options.priority = -1;
  wrtc_data_channel *made;
  if (wrtc_peer_connection_create_data_channel(c, FIRST_CHANNEL_TAG + ++p->last_channel_tag, "fuzz", 4, &options, &made) !=
      WRTC_OK)
    return;
  wrtc_data_channel_destroy(p->channels[slot]);
  p->channels[slot] = made;
}

static void call_channel(program *p, uint8_t call, int slot, wrtc_data_channel *c) {
  uint8_t buffer[BUFFER] = {0};
  wrtc_message_info message;
  wrtc_data_channel_info info;
  uint8_t argument = take_byte(&p->in);
  switch (call) {
    case 0: create_channel(p, p->connections[argument % CONNECTIONS], slot); break;
    case 1: wrtc_data_channel_send(c, buffer, argument % BUFFER, argument & 1); break;
    case 2: wrtc_data_channel_receive(c, buffer, argument % BUFFER, &message); break;
    case 3: wrtc_data_channel_close(c); break;
    case 4:
      wrtc_data_channel_destroy(c);
      p->channels[slot] = NULL;
      break;
    case 5: wrtc_data_channel_notify_writable(c, (int8_t)argument); break;
    case 6: wrtc_data_channel_set_buffered_amount_low_threshold(c, (int8_t)argument); break;
    case 7: {
      for (int i = 0; i < argument; i++) wrtc_data_channel_send(c, buffer, BUFFER, 0);
      break;
    }
    default:
      wrtc_data_channel_get_info(c, &info);
      wrtc_data_channel_get_state(c);
      wrtc_data_channel_get_id(c);
      wrtc_data_channel_get_max_message_size(c);
      wrtc_data_channel_get_buffered_amount(c);
      wrtc_data_channel_get_available(c);
      wrtc_data_channel_get_next_size(c);
  }
}

static void call(program *p) {
  enum { KINDS = 4, CALLS_OF_CONNECTION = 17, CALLS_OF_CHANNEL = 9, LONGEST_POLL_MS = 20 };
  uint8_t code = take_byte(&p->in);
  uint8_t what = take_byte(&p->in);
  int connection = what % CONNECTIONS;
  int channel = what % CHANNELS;
  switch (code % KINDS) {
    case 0: call_connection(p, code / KINDS % CALLS_OF_CONNECTION, connection, p->connections[connection]); break;
    case 1: call_channel(p, code / KINDS % CALLS_OF_CHANNEL, channel, p->channels[channel]); break;
    case 2: poll_events(p, what % LONGEST_POLL_MS); break;
    default:
      if (p->connections[connection] == NULL) create_connection(p, connection);
  }
}

static void destroy_channels(program *p) {
  for (int i = 0; i < CHANNELS; i++) {
    wrtc_data_channel_destroy(p->channels[i]);
    p->channels[i] = NULL;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  program p;
  memset(&p, 0, sizeof p);
  p.in.data = data;
  p.in.size = size;
  DEMAND(wrtc_queue_create(&p.queue) == WRTC_OK);
  for (int i = 0; i < MOST_CALLS && p.in.size > 0; i++) call(&p);

  for (int i = 0; i < CONNECTIONS; i++)
    if (p.connections[i] != NULL) close_connection(&p, i);
  destroy_channels(&p);
  for (int i = 0; i < CONNECTIONS; i++) {
    if (p.connections[i] != NULL) destroy_connection(&p, i);
    free(p.descriptions[i].text);
    free(p.candidates[i].text);
  }
  drain(&p);
  destroy_channels(&p); /* opened by the other peer meanwhile */
  wrtc_queue_destroy(p.queue);
  demand_nothing_left();
  return 0;
}
