/* A stranger floods the port of a call with garbage: RTP and RTCP without keys, broken STUN and DTLS, empty and huge datagrams. The sound
 * of the call is heard as before. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "call.h"

enum { RATE = 48000, BLOCK = RATE / 20, FREQUENCY = 440, QUALITY = 20, WINDOWS = 10, DATAGRAMS = 20000, LARGEST = 1500 };

static uint32_t seed = 1;

static uint32_t next_random(uint32_t below) {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 8) % below;
}

/* Addresses over UDP that the connection has told its peer. */
static int find_ports(const call *c, int64_t tag, struct sockaddr_in *addresses, int most) {
  int count = 0;
  for (int i = 0; i < c->p.count && count < most; i++) {
    const wrtc_event *const event = &c->p.records[i]->event;
    char host[64];
    int port;
    if (event->type != WRTC_EVENT_ICE_CANDIDATE || event->tag != tag) continue;
    const char *const text = DETAILS(wrtc_local_candidate, event)->candidate.data;
    if (sscanf(text, "candidate:%*s %*d udp %*d %63s %d", host, &port) != 2) continue;
    memset(&addresses[count], 0, sizeof addresses[count]);
    addresses[count].sin_family = AF_INET;
    addresses[count].sin_port = htons((uint16_t)port);
    if (inet_pton(AF_INET, host, &addresses[count].sin_addr) == 1) count++;
  }
  return count;
}

/* Returns the length. The first byte says which protocol it is (RFC 7983). */
static size_t make_garbage(uint8_t *bytes) {
  static const uint8_t firsts[] = {0, 1, 2, 3, 20, 22, 63, 64, 79, 0x80, 0x90, 0xb0, 0xbf, 0xff};
  const size_t length = next_random(8) == 0 ? next_random(16) : next_random(LARGEST + 1);
  for (size_t i = 0; i < length; i++) bytes[i] = (uint8_t)next_random(256);
  if (length < 12) return length;
  bytes[0] = firsts[next_random(sizeof firsts)];
  if (bytes[0] == 0x80 || bytes[0] == 0x90) bytes[1] = next_random(2) ? 111 : (uint8_t)(200 + next_random(8)); /* Opus, or RTCP */
  if (bytes[0] < 4 && next_random(2)) {                                                                        /* STUN */
    static const uint8_t cookie[] = {0x21, 0x12, 0xa4, 0x42};
    bytes[2] = (uint8_t)((length - 20) >> 8);
    bytes[3] = (uint8_t)(length - 20);
    memcpy(bytes + 4, cookie, sizeof cookie);
  }
  return length;
}

static void flood(const struct sockaddr_in *addresses, int count, int socket_, int datagrams) {
  uint8_t bytes[LARGEST];
  for (int i = 0; i < datagrams; i++) {
    const size_t length = make_garbage(bytes);
    sendto(socket_, bytes, length, MSG_DONTWAIT, (const struct sockaddr *)&addresses[next_random((uint32_t)count)],
           sizeof *addresses);
  }
}

/* Plays a tone, and counts how many windows, one after the other, were heard clearly. */
static int hear(call *c, wrtc_audio_reader *reader, tone *t, int *good) {
  static float samples[BLOCK];
  static int filled;
  while (wrtc_audio_source_get_buffered(c->source) < RATE / 5) {
    float block[RATE / 100];
    for (int i = 0; i < RATE / 100; i++) block[i] = (float)next_of(t);
    wrtc_audio_source_write(c->source, block, WRTC_SAMPLE_FORMAT_FLOAT, RATE / 100);
  }
  for (int32_t read; (read = wrtc_audio_reader_read(reader, samples + filled, WRTC_SAMPLE_FORMAT_FLOAT, BLOCK - filled)) > 0;) {
    filled += read;
    if (filled < BLOCK) continue;
    filled = 0;
    *good = tone_quality(samples, BLOCK, 1, 0, FREQUENCY, RATE) >= QUALITY ? *good + 1 : 0;
  }
  return *good;
}

int main(void) {
  call c;
  tone t = {FREQUENCY, RATE, 0};
  struct sockaddr_in addresses[16];
  int before = 0, after = 0;
  call_begin(&c, NULL, 0);
  wrtc_audio_reader *const reader = call_reader(&c, RATE, 1, 1000);
  for (const int64_t deadline = now_ms() + DEADLINE_MS; hear(&c, reader, &t, &before) < WINDOWS && now_ms() < deadline;)
    pump(&c.p, 5);
  CHECK(before >= WINDOWS);

  int count = find_ports(&c, A, addresses, 8);
  count += find_ports(&c, B, addresses + count, 8);
  REQUIRE(count > 1);
  const int socket_ = socket(AF_INET, SOCK_DGRAM, 0);
  REQUIRE(socket_ >= 0);
  for (int i = 0; i < DATAGRAMS / 100; i++) {
    flood(addresses, count, socket_, 100);
    hear(&c, reader, &t, &before);
    pump(&c.p, 1);
  }
  for (const int64_t deadline = now_ms() + DEADLINE_MS; hear(&c, reader, &t, &after) < WINDOWS && now_ms() < deadline;)
    pump(&c.p, 5);
  CHECK(after >= WINDOWS);
  CHECK(find_event(&c.p, WRTC_EVENT_CONNECTION_STATE, B, WRTC_PEER_CONNECTION_STATE_FAILED) == NULL);

  close(socket_);
  wrtc_audio_reader_destroy(reader);
  call_end(&c);
  return check_finish();
}
