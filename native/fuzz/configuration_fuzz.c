/* Options of a connection, changed once, and of a channel on it: any number in any member, servers and certificates of any text. */
#include <string.h>

#include "session.h"

enum { MOST_SERVERS = 4, MOST_CERTIFICATES = 2 };

typedef struct configuration {
  wrtc_peer_connection_options options;
  wrtc_ice_server servers[MOST_SERVERS];
  wrtc_certificate certificates[MOST_CERTIFICATES];
} configuration;

/* Mostly a number that may be in range, sometimes any. */
static int32_t take_number(input *in) {
  int8_t first = (int8_t)take_byte(in);
  return first == INT8_MIN ? take_int(in) : first;
}

static wrtc_string take_long_text(input *in) {
  wrtc_string text = take_text(in);
  if (text.length == UINT8_MAX) text.length += take_text(in).length + 1; /* the length byte is a part of it */
  return text;
}

static void take_configuration(input *in, configuration *c) {
  memset(c, 0, sizeof *c);
  wrtc_peer_connection_options *o = &c->options;
  o->ice_transport_policy = (wrtc_ice_transport_policy)take_number(in);
  o->bundle_policy = (wrtc_bundle_policy)take_number(in);
  o->ice_candidate_pool_size = take_number(in);
  o->min_port = take_number(in);
  o->max_port = take_number(in);
  int32_t *timing = (int32_t *)&o->ice_timing;
  for (size_t i = 0; i < sizeof o->ice_timing / sizeof *timing; i++) timing[i] = take_number(in);
  uint8_t flags = take_byte(in);
  o->exclude_loopback = flags & 1;
  o->exclude_link_local = flags & 2;
  o->exclude_ipv6 = flags & 4;
  o->exclude_tcp = flags & 8;
  o->gather_continually = flags & 16;
  o->close_channels_when_failed = flags & 32;
  o->connect_timeout = flags & 64 ? -1 : flags & 128 ? 1 : 0;
  o->receive_limit = take_number(in);
  o->ice_server_count = take_byte(in) % (MOST_SERVERS + 1);
  for (int32_t i = 0; i < o->ice_server_count; i++) {
    c->servers[i].url = take_text(in);
    c->servers[i].username = take_text(in);
    c->servers[i].credential = take_text(in);
  }
  o->ice_servers = c->servers;
  o->certificate_count = take_byte(in) % (MOST_CERTIFICATES + 1);
  for (int32_t i = 0; i < o->certificate_count; i++) {
    c->certificates[i].private_key = take_long_text(in);
    c->certificates[i].certificate = take_long_text(in);
  }
  o->certificates = c->certificates;
}

static void create_channel(input *in, wrtc_peer_connection *connection) {
  wrtc_data_channel_options options;
  memset(&options, 0, sizeof options);
  options.id = take_number(in);
  options.max_retransmits = take_number(in);
  options.max_packet_life_time = take_number(in);
  options.priority = take_number(in);
  options.negotiated = take_byte(in) & 1;
  options.unordered = take_byte(in) & 1;
  options.protocol = take_text(in);
  wrtc_string label = take_text(in);
  wrtc_data_channel *channel;
  if (wrtc_peer_connection_create_data_channel(connection, 2, label.data, label.length, &options, &channel) != WRTC_OK) return;
  wrtc_data_channel_info info;
  DEMAND(wrtc_data_channel_get_info(channel, &info) == WRTC_OK);
  DEMAND(info.label.length == label.length && memcmp(info.label.data, label.data, (size_t)label.length) == 0);
  wrtc_data_channel_destroy(channel);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  input in = {data, size};
  configuration c;
  wrtc_queue *queue;
  wrtc_peer_connection *connection;
  DEMAND(wrtc_queue_create(&queue) == WRTC_OK);
  take_configuration(&in, &c);
  if (wrtc_peer_connection_create(fuzz_runtime, queue, 1, &c.options, &connection) == WRTC_OK) {
    create_channel(&in, connection);
    take_configuration(&in, &c);
    wrtc_peer_connection_set_configuration(connection, &c.options);
    create_channel(&in, connection);
    DEMAND(set_remote(queue, connection, 1, WRTC_SDP_TYPE_OFFER, text_of(real_offer)) == WRTC_OK);
    wrtc_peer_connection_destroy(connection);
  }
  wrtc_queue_destroy(queue);
  demand_nothing_left();
  return 0;
}
