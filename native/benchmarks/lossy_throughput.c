/* The engine's throughput without managed code: two connections in this process, and a relay in the parent process. Arguments:
 * seconds before the measurement, seconds of it. For each loopback candidate of A or B it prints a line "A <port>", and reads a
 * line with the port that the other side has to use. At the end it prints a line of JSON. */
#include <stdio.h>
#include <stdlib.h>

#include "peers.h"

enum { MESSAGE = 16384, HIGH_WATER = 1 << 20, CANDIDATE = 512 };

static peers p;
static wrtc_data_channel *ours;
static wrtc_data_channel *theirs;
static uint8_t buffer[MESSAGE];

static int mapped_port(char side, int port) {
  int mapped = 0;
  printf("%c %d\n", side, port);
  fflush(stdout);
  REQUIRE(scanf("%d", &mapped) == 1);
  return mapped;
}

/* Gives the candidates to the other side, with the relay's ports. Candidates that the relay does not serve are dropped. */
static void forward_candidates(int64_t from, wrtc_peer_connection *to) {
  while (find_event(&p, WRTC_EVENT_ICE_CANDIDATE, from, ANY) != NULL) {
    const wrtc_local_candidate *candidate = DETAILS(wrtc_local_candidate, take_event(&p, WRTC_EVENT_ICE_CANDIDATE, from, ANY));
    const char *text = candidate->candidate.data;
    char protocol[8], address[64], mapped[CANDIDATE];
    int begin = 0, end = 0, port = 0;
    if (sscanf(text, "candidate:%*s %*s %7s %*s %n%63s %d%n", protocol, &begin, address, &port, &end) != 3) continue;
    if (strcmp(protocol, "udp") != 0 || strcmp(address, "127.0.0.1") != 0) continue;
    port = mapped_port(from == A ? 'A' : 'B', port);
    int length = snprintf(mapped, sizeof mapped, "%.*s127.0.0.1 %d%s", begin, text, port, text + end);
    REQUIRE(length > 0 && length < CANDIDATE);
    CHECK_STATUS(WRTC_OK,
                 wrtc_peer_connection_add_ice_candidate(to, next_operation(&p), candidate->sdp_mid.data,
                                                        candidate->sdp_mid.length, candidate->sdp_mline_index, mapped, length));
  }
}

static wrtc_data_channel *create_channel(wrtc_peer_connection *connection, int64_t tag) {
  wrtc_data_channel_options options = channel_defaults();
  wrtc_data_channel *channel = NULL;
  options.negotiated = 1;
  options.id = 0;
  REQUIRE(wrtc_peer_connection_create_data_channel(connection, tag, TEXT("channel"), &options, &channel) == WRTC_OK);
  return channel;
}

static int is_open(const wrtc_data_channel *channel) {
  return wrtc_data_channel_get_state(channel) == WRTC_DATA_CHANNEL_STATE_OPEN;
}

static void connect_through_relay(void) {
  int64_t deadline = now_ms() + DEADLINE_MS;
  ours = create_channel(p.a, 10);
  theirs = create_channel(p.b, 11);
  negotiate(&p);
  while (!is_open(ours) || !is_open(theirs)) {
    REQUIRE(now_ms() < deadline);
    forward_candidates(A, p.b);
    forward_candidates(B, p.a);
    pump(&p, 10);
  }
}

static int64_t receive_all(void) {
  wrtc_message_info info;
  int64_t bytes = 0;
  while (wrtc_data_channel_receive(theirs, buffer, sizeof buffer, &info) == WRTC_OK) bytes += info.length;
  return bytes;
}

static void send_until_full(void) {
  static const uint8_t message[MESSAGE];
  while (wrtc_data_channel_get_buffered_amount(ours) < HIGH_WATER)
    if (wrtc_data_channel_send(ours, message, MESSAGE, 0) != WRTC_OK) break;
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_notify_writable(ours, HIGH_WATER / 2));
}

/* Returns the bytes that arrive within the time. */
static int64_t carry(int64_t milliseconds) {
  wrtc_event events[16];
  int64_t bytes = 0, end = now_ms() + milliseconds;
  while (now_ms() < end) {
    send_until_full();
    bytes += receive_all();
    CHECK(wrtc_queue_poll(p.queue, events, 16, 10) >= 0);
  }
  return bytes;
}

int main(int argc, char **argv) {
  REQUIRE(argc == 3);
  peers_begin(&p, NULL);
  connect_through_relay();
  carry(1000 * atoi(argv[1]));
  int64_t begin = now_ms();
  int64_t bytes = carry(1000 * atoi(argv[2]));
  printf("{\"mb_per_s\": %f}\n", (double)bytes / (double)(now_ms() - begin) / 1000);
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
  return check_finish();
}
