/* One SDP of the remote peer, or of a caller who changes its own. Whatever the result, the connection must accept a valid offer
 * afterwards, unless it has got a peer or the caller has changed its own description. */
#include "session.h"

enum { IS_LOCAL = 1, HAS_OFFERED = 2, ANSWERS = 4, HAS_MEDIA = 8 };

static int64_t operation;

/* True if the description is current or pending. */
static int set(wrtc_queue *queue, wrtc_peer_connection *connection, int is_local, wrtc_sdp_type type, wrtc_string sdp) {
  if (!is_local) return set_remote(queue, connection, ++operation, type, sdp) == WRTC_OK;
  ++operation;
  return finish(queue, operation,
                wrtc_peer_connection_set_local_description(connection, operation, type, sdp.data, sdp.length)) == WRTC_OK;
}

static void offer(wrtc_queue *queue, wrtc_peer_connection *connection) {
  ++operation;
  DEMAND(finish(queue, operation, wrtc_peer_connection_set_implicit_local_description(connection, operation)) == WRTC_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  input in = {data, size};
  uint8_t how = take_byte(&in);
  wrtc_sdp_type type = (wrtc_sdp_type)(take_byte(&in) % (WRTC_SDP_TYPE_ROLLBACK + 1));
  wrtc_string sdp = take_rest(&in);
  wrtc_queue *queue;
  wrtc_peer_connection *connection;
  wrtc_data_channel *channel;
  wrtc_rtp_transceiver *transceivers[2] = {NULL, NULL};
  const wrtc_peer_connection_options options = {.media = (how & HAS_MEDIA) != 0};
  DEMAND(wrtc_queue_create(&queue) == WRTC_OK);
  DEMAND(wrtc_peer_connection_create(fuzz_runtime, queue, 1, &options, &connection) == WRTC_OK);
  DEMAND(wrtc_peer_connection_create_data_channel(connection, 2, "fuzz", 4, NULL, &channel) == WRTC_OK);
  for (int kind = 0; options.media && kind < 2; kind++) {
    DEMAND(wrtc_peer_connection_add_transceiver(connection, 3 + kind, (wrtc_media_kind)kind, NULL, NULL, &transceivers[kind]) ==
           WRTC_OK);
  }
  if (how & HAS_OFFERED) offer(queue, connection);

  int accepted = set(queue, connection, how & IS_LOCAL, type, sdp);
  if (accepted && (how & ANSWERS)) {
    ++operation;
    finish(queue, operation, wrtc_peer_connection_create_answer(connection, operation));
  }
  /* An offer of the peer can be rolled back. Answers stay, and a description that the caller invented may end the connection. */
  int is_bound = (how & IS_LOCAL) || (accepted && (type == WRTC_SDP_TYPE_ANSWER || type == WRTC_SDP_TYPE_PRANSWER));
  if (!is_bound) {
    if (accepted && type == WRTC_SDP_TYPE_OFFER) DEMAND(set(queue, connection, 0, WRTC_SDP_TYPE_ROLLBACK, text_of("")));
    DEMAND(set_remote(queue, connection, ++operation, WRTC_SDP_TYPE_OFFER, text_of(real_offer)) == WRTC_OK);
  }

  for (int kind = 0; kind < 2; kind++) wrtc_rtp_transceiver_destroy(transceivers[kind]);
  wrtc_data_channel_destroy(channel);
  wrtc_peer_connection_destroy(connection);
  wrtc_queue_destroy(queue);
  demand_nothing_left();
  return 0;
}
