/* States of the transports, removed remote candidates, and sockets. */
#include "peers.h"

#if defined(__linux__)
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

static void states(void) {
  peers p;
  wrtc_data_channel *ours = NULL, *theirs = NULL;
  peers_begin(&p, NULL);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
  for (int64_t tag = A; tag <= B; tag++) {
    const wrtc_event *sctp = take_event(&p, WRTC_EVENT_SCTP_STATE, tag, WRTC_SCTP_TRANSPORT_STATE_CONNECTED);
    CHECK_EQ(262144, DETAILS(wrtc_sctp_transport, sctp)->max_message_size);
    CHECK(DETAILS(wrtc_sctp_transport, sctp)->max_channels > wrtc_max_stream_id());
    const wrtc_event *dtls = take_event(&p, WRTC_EVENT_DTLS_STATE, tag, WRTC_DTLS_TRANSPORT_STATE_CONNECTED);
    const wrtc_bytes certificate = DETAILS(wrtc_dtls_transport, dtls)->remote_certificate;
    CHECK(certificate.length > 100 && certificate.data[0] == 0x30); /* a DER sequence */
    CHECK_EQ(tag == A ? WRTC_ICE_ROLE_CONTROLLING : WRTC_ICE_ROLE_CONTROLLED, DETAILS(wrtc_dtls_transport, dtls)->ice_role);
  }
  /* No state is reported twice, and none goes back. */
  int last_sctp = -1, last_dtls = -1;
  for (int i = 0; i < p.count; i++) {
    const wrtc_event *event = &p.records[i]->event;
    if (event->tag != A) continue;
    if (event->type == WRTC_EVENT_SCTP_STATE) CHECK(event->state >= last_sctp);
    if (event->type == WRTC_EVENT_SCTP_STATE) last_sctp = event->state;
    if (event->type == WRTC_EVENT_DTLS_STATE) CHECK(event->state > last_dtls);
    if (event->type == WRTC_EVENT_DTLS_STATE) last_dtls = event->state;
  }
  /* The other side gets the end. Operations under way on a destroyed connection are never completed. */
  check_answers(&p);
  wrtc_peer_connection_destroy(p.a);
  p.a = NULL;
  drain(&p);
  int events = events_of(&p, A);
  take_event(&p, WRTC_EVENT_DTLS_STATE, B, WRTC_DTLS_TRANSPORT_STATE_CLOSED);
  take_event(&p, WRTC_EVENT_SCTP_STATE, B, WRTC_SCTP_TRANSPORT_STATE_CLOSED);
  CHECK_EQ(events, events_of(&p, A));
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  check_answers(&p);
  peers_end(&p);
}

/* The description that a side last reported; the copy is the test's. */
static char *last_description(const peers *p, int64_t tag, wrtc_description which) {
  static char none[] = "";
  char *last = none;
  for (int i = 0; i < p->count; i++) {
    const wrtc_event *event = &p->records[i]->event;
    if (event->type != WRTC_EVENT_DESCRIPTION || event->tag != tag) continue;
    const wrtc_description_changed *description = DETAILS(wrtc_description_changed, event);
    if (description->which == which) last = (char *)description->sdp.data;
  }
  return last;
}

/* The events of the transport are there before the state of the connection that is made of them. The answer has all candidates, so
 * that the signaling thread is idle when the handshake ends. */
static void order_of_states(int fails) {
  const int32_t dtls = fails ? WRTC_DTLS_TRANSPORT_STATE_FAILED : WRTC_DTLS_TRANSPORT_STATE_CONNECTED;
  const int32_t connection = fails ? WRTC_PEER_CONNECTION_STATE_FAILED : WRTC_PEER_CONNECTION_STATE_CONNECTED;
  static const char attribute[] = "a=fingerprint:sha-256 ";
  peers p;
  wrtc_data_channel *channel = NULL;
  peers_begin(&p, NULL);
  REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 10, TEXT("label"), NULL, &channel) == WRTC_OK);
  describe(&p, p.a, p.b, WRTC_SDP_TYPE_OFFER);
  take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, A, WRTC_ICE_GATHERING_STATE_COMPLETE);

  int64_t create = next_operation(&p), local = next_operation(&p), remote = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_answer(p.b, create));
  const wrtc_string sdp = take_completion(&p, create)->sdp;
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_local_description(p.b, local, WRTC_SDP_TYPE_ANSWER, sdp.data, sdp.length));
  take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, B, WRTC_ICE_GATHERING_STATE_COMPLETE);
  forward_all(&p);
  char *const answer = last_description(&p, B, WRTC_DESCRIPTION_CURRENT_LOCAL);
  char *const fingerprint = strstr(answer, attribute) + strlen(attribute);
  if (fails) *fingerprint = *fingerprint == 'A' ? 'B' : 'A';
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_remote_description(p.a, remote, WRTC_SDP_TYPE_ANSWER, TEXT(answer)));

  take_event(&p, WRTC_EVENT_CONNECTION_STATE, A, connection);
  int is_told = 0;
  for (int i = 0; i < p.count; i++) {
    const wrtc_event *event = &p.records[i]->event;
    if (event->tag != A) continue;
    if (event->type == WRTC_EVENT_DTLS_STATE && event->state == dtls) is_told = 1;
    if (event->type == WRTC_EVENT_CONNECTION_STATE && event->state == connection) break;
  }
  CHECK(is_told);
  wrtc_data_channel_destroy(channel);
  peers_end(&p);
}

static const char *const known = "candidate:1 1 udp 2122260223 127.0.0.1 50000 typ host generation 0";
static const char *const unknown = "candidate:2 1 udp 2122260222 127.0.0.1 50001 typ host generation 0";

static wrtc_status add(peers *p, const char *mid, int32_t index, const char *candidate) {
  int64_t operation = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_ice_candidate(p->b, operation, TEXT(mid), index, TEXT(candidate)));
  return take_completion(p, operation)->status;
}

static wrtc_status take_back(peers *p, const char *mid, int32_t index, const char *candidate) {
  int64_t operation = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_remove_ice_candidate(p->b, operation, TEXT(mid), index, TEXT(candidate)));
  const wrtc_operation_completed *completion = take_completion(p, operation);
  CHECK((completion->status == WRTC_OK) == (completion->error.length == 0));
  return completion->status;
}

static void remote_candidates(void) {
  peers p;
  wrtc_data_channel *channel = NULL;
  peers_begin(&p, NULL);
  CHECK(take_back(&p, "0", 0, known) != WRTC_OK); /* there is no remote description */
  REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 10, TEXT("label"), NULL, &channel) == WRTC_OK);
  negotiate(&p);
  CHECK(take_back(&p, "0", 0, unknown) != WRTC_OK);
  CHECK(take_back(&p, "no such section", 0, unknown) != WRTC_OK);
  CHECK(take_back(&p, "", 77, unknown) != WRTC_OK);

  const struct {
    const char *mid;
    int32_t index;
  } names[] = {{"0", 0}, {"0", -1}, {"", 0}};
  for (int i = 0; i < 3; i++) {
    CHECK_EQ(WRTC_OK, add(&p, names[i].mid, names[i].index, known));
    CHECK(strstr(last_description(&p, B, WRTC_DESCRIPTION_CURRENT_REMOTE), " 50000 typ host") != NULL);
    CHECK(take_back(&p, names[i].mid, names[i].index, unknown) != WRTC_OK);
    CHECK_EQ(WRTC_OK, take_back(&p, names[i].mid, names[i].index, known));
    CHECK(strstr(last_description(&p, B, WRTC_DESCRIPTION_CURRENT_REMOTE), " 50000 typ host") == NULL);
    CHECK(take_back(&p, names[i].mid, names[i].index, known) != WRTC_OK);
  }

  int64_t under_way = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_remove_ice_candidate(p.b, under_way, TEXT("0"), 0, TEXT(known)));
  wrtc_peer_connection_close(p.b);
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_remove_ice_candidate(p.b, 4000, TEXT("0"), 0, TEXT(known)));
  wrtc_data_channel_destroy(channel);
  check_answers(&p);
  peers_end(&p);
}

#if defined(__linux__)
static int receive_buffer(int socket_) {
  int size = 0;
  socklen_t length = sizeof size;
  return getsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, &length) == 0 ? size : -1;
}

static int is_bound_udp(int file) {
  int type = 0;
  struct sockaddr_in6 address; /* begins as one of IPv4 does */
  socklen_t type_length = sizeof type, address_length = sizeof address;
  return getsockopt(file, SOL_SOCKET, SO_TYPE, &type, &type_length) == 0 && type == SOCK_DGRAM &&
         getsockname(file, (struct sockaddr *)&address, &address_length) == 0 &&
         (address.sin6_family == AF_INET || address.sin6_family == AF_INET6) && address.sin6_port != 0;
}

/* As large as the system allows. On the engine with the library's sockets, that is beyond net.core.rmem_max. */
static void receive_buffers(void) {
  peers p;
  wrtc_data_channel *ours = NULL, *theirs = NULL;
  const int wanted = 8 * 1024 * 1024;
  int large = 0, probe = socket(AF_INET, SOCK_DGRAM, 0);
  if (is_system_engine() || setsockopt(probe, SOL_SOCKET, SO_RCVBUFFORCE, &wanted, sizeof wanted) != 0)
    CHECK_EQ(0, setsockopt(probe, SOL_SOCKET, SO_RCVBUF, &wanted, sizeof wanted));
  peers_begin(&p, NULL);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
  for (int file = 0; file < 1024; file++)
    if (is_bound_udp(file) && receive_buffer(file) == receive_buffer(probe)) large++;
  CHECK(large >= 2); /* one of each peer */
  close(probe);
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
}
#endif

int main(void) {
  states();
  for (int i = 0; i < 10; i++) order_of_states(i % 2);
  remote_candidates();
#if defined(__linux__)
  receive_buffers();
#endif
  return check_finish();
}
