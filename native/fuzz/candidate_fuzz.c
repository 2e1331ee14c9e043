/* One candidate of the remote peer. If it can be parsed, it goes to a connection, which must accept a real candidate after it. */
#include "session.h"

enum { HAS_MID = 1, WITH_ANSWER = 2 };

static const char real_candidate[] = "candidate:1 1 udp 2122260223 127.0.0.1 20000 typ host generation 0 ufrag EsAw";

static void add(wrtc_string mid, int32_t index, wrtc_string candidate, int with_answer) {
  int64_t operation = 1;
  wrtc_queue *queue;
  wrtc_peer_connection *connection;
  DEMAND(wrtc_queue_create(&queue) == WRTC_OK);
  DEMAND(wrtc_peer_connection_create(fuzz_runtime, queue, 1, NULL, &connection) == WRTC_OK);
  DEMAND(set_remote(queue, connection, operation, WRTC_SDP_TYPE_OFFER, text_of(real_offer)) == WRTC_OK);
  if (with_answer) {
    operation++;
    DEMAND(finish(queue, operation, wrtc_peer_connection_set_implicit_local_description(connection, operation)) == WRTC_OK);
  }

  operation++;
  finish(queue, operation,
         wrtc_peer_connection_add_ice_candidate(connection, operation, mid.data, mid.length, index, candidate.data,
                                                candidate.length));
  operation++;
  finish(queue, operation,
         wrtc_peer_connection_remove_ice_candidate(connection, operation, mid.data, mid.length, index, candidate.data,
                                                   candidate.length));
  operation++;
  DEMAND(finish(queue, operation,
                wrtc_peer_connection_add_ice_candidate(connection, operation, "0", 1, 0, real_candidate,
                                                       (int32_t)sizeof real_candidate - 1)) == WRTC_OK);
  wrtc_peer_connection_destroy(connection);
  wrtc_queue_destroy(queue);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  input in = {data, size};
  uint8_t how = take_byte(&in);
  int32_t index = (int8_t)take_byte(&in);
  wrtc_string mid = {NULL, 0};
  if (how & HAS_MID) mid = take_text(&in);
  wrtc_string candidate = take_rest(&in);

  if (wrtc_ice_candidate_check(mid.data, mid.length, index, candidate.data, candidate.length) == WRTC_OK) {
    add(mid, index, candidate, how & WITH_ANSWER);
    demand_nothing_left();
  }
  return 0;
}
