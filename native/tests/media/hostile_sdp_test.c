/* Descriptions of a peer with sound and pictures, damaged: each is refused or taken, and never ends the process. The connection takes
 * the undamaged one after each that it refused. */
#include <stdio.h>
#include <stdlib.h>

#include "peers.h"

enum { ROUNDS = 300, MOST = 65536 };

static uint32_t seed = 1;

static uint32_t next_random(uint32_t below) {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 8) % below;
}

static const char *const lines[] = {
    "a=mid:0",
    "a=mid:",
    "a=mid:no such section, and very long: 0123456789012345678901234567890123456789012345678901234567890123456789",
    "a=group:BUNDLE 0 1 2 3 4",
    "a=group:BUNDLE missing",
    "a=group:BUNDLE 0 0 0",
    "a=group:LS 0 1",
    "a=extmap:0 urn:ietf:params:rtp-hdrext:sdes:mid",
    "a=extmap:15 urn:ietf:params:rtp-hdrext:sdes:mid",
    "a=extmap:999 urn:ietf:params:rtp-hdrext:sdes:mid",
    "a=extmap:-1 urn:ietf:params:rtp-hdrext:sdes:mid",
    "a=extmap:1 urn:ietf:params:rtp-hdrext:encrypt urn:ietf:params:rtp-hdrext:toffset",
    "a=rtpmap:96 opus/48000/2",
    "a=rtpmap:111 VP8/90000",
    "a=rtpmap:127 opus/0/0",
    "a=rtpmap:300 opus/48000/2",
    "a=rtpmap:111 opus/2147483648/99999",
    "a=fmtp:97 apt=97",
    "a=fmtp:98 apt=4294967296",
    "a=fmtp:111 minptime=-1;maxptime=0;stereo=99;maxaveragebitrate=-5;ptime=2147483647",
    "a=fmtp:63 111/111/111/111/111/111/111/111/111/111/111/111/111/111/111/111/111/111",
    "a=rtcp-fb:* nack pli",
    "a=rtcp-fb:999 transport-cc",
    "a=ssrc:0 cname:none",
    "a=ssrc:4294967295 cname:x",
    "a=ssrc:1 msid:- -",
    "a=ssrc-group:FID 1",
    "a=ssrc-group:FID 1 1",
    "a=ssrc-group:SIM 1 2 3 4 5 6 7 8 9",
    "a=rid:a send pt=999",
    "a=rid:a recv max-br=-1;depend=a",
    "a=rid:~ send",
    "a=simulcast:send a;b;c;d;e;f;g;h;i;j",
    "a=simulcast:send missing recv missing",
    "a=simulcast:recv ~a;~a,a;;;",
    "a=msid:",
    "a=msid:a b c d",
    "a=sendonly",
    "a=inactive",
    "a=maxptime:-1",
    "a=ptime:0",
    "a=framerate:nan",
    "a=rtcp-mux-only",
    "a=rtcp:99999 IN IP4 256.0.0.1",
    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA",
    "b=AS:-1",
    "b=TIAS:99999999999999999999",
    "a=bundle-only",
    "m=audio 0 UDP/TLS/RTP/SAVPF",
    "m=audio 9 UDP/TLS/RTP/SAVPF 0 0 0 0",
    "m=video 9 RTP/AVP 96",
    "m=text 9 UDP/TLS/RTP/SAVPF 96",
    "m=audio 65536 UDP/TLS/RTP/SAVPF 111",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "a=\xff\xfe\x80 invalid UTF-8",
    "\xed\xa0\x80=x",
    "=",
    "a=",
};

static const char *line_at(const char *sdp, uint32_t which) {
  const char *at = sdp;
  while (which-- > 0) {
    const char *end = strchr(at, '\n');
    if (end == NULL || end[1] == 0) break;
    at = end + 1;
  }
  return at;
}

static uint32_t lines_of(const char *sdp) {
  uint32_t count = 0;
  for (; *sdp != 0; sdp++) count += *sdp == '\n';
  return count;
}

static void insert(char *sdp, size_t at, const char *text, size_t length) {
  if (strlen(sdp) + length + 3 > MOST) return;
  memmove(sdp + at + length + 2, sdp + at, strlen(sdp + at) + 1);
  memcpy(sdp + at, text, length);
  memcpy(sdp + at + length, "\r\n", 2);
}

/* One change. */
static void damage(char *sdp) {
  const char *const line = line_at(sdp, next_random(lines_of(sdp) + 1));
  const char *const end = strchr(line, '\n') != NULL ? strchr(line, '\n') + 1 : line + strlen(line);
  const size_t at = (size_t)(line - sdp), length = (size_t)(end - line);
  switch (next_random(8)) {
    case 0: memmove(sdp + at, sdp + at + length, strlen(sdp + at + length) + 1); break; /* gone */
    case 1:                                                                             /* truncated */
      if (length > 3) memmove(sdp + at + length / 2, sdp + at + length - 2, strlen(sdp + at + length - 2) + 1);
      break;
    case 2: { /* twice */
      char copy[4096];
      if (length < 2 || length >= sizeof copy) break;
      memcpy(copy, line, length);
      insert(sdp, at, copy, length - 2);
      break;
    }
    case 3: sdp[at + next_random((uint32_t)length + 1)] = (char)next_random(256); break; /* also the end, by a NUL */
    case 4:                                                                              /* a number */
      for (size_t i = at; i < at + length; i++)
        if (sdp[i] >= '0' && sdp[i] <= '9' && next_random(3) == 0) sdp[i] = (char)('0' + next_random(10));
      break;
    default: {
      const char *const added = lines[next_random(sizeof lines / sizeof *lines)];
      insert(sdp, at, added, strlen(added));
    }
  }
}

static void make_offerer(wrtc_peer_connection *connection) {
  const char *rids[] = {"a", "b", "c"};
  wrtc_rtp_encoding encodings[3];
  wrtc_rtp_transceiver_init init;
  wrtc_rtp_transceiver *audio = NULL, *video = NULL;
  wrtc_data_channel *channel = NULL;
  memset(&init, 0, sizeof init);
  memset(encodings, 0, sizeof encodings);
  for (int i = 0; i < 3; i++) {
    encodings[i].rid = string_of(rids[i]);
    encodings[i].max_framerate = encodings[i].scale_resolution_down_by = -1;
    encodings[i].max_bitrate = encodings[i].priority = encodings[i].network_priority = -1;
    encodings[i].active = 1;
  }
  init.encodings = encodings;
  init.encoding_count = 3;
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(connection, 10, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &audio));
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(connection, 11, WRTC_MEDIA_KIND_VIDEO, NULL, &init, &video));
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_data_channel(connection, 12, TEXT("label"), NULL, &channel));
  wrtc_rtp_transceiver_destroy(audio);
  wrtc_rtp_transceiver_destroy(video);
  wrtc_data_channel_destroy(channel);
}

static char *created(peers *p, wrtc_status (*create)(peers *, int64_t)) {
  const int64_t operation = next_operation(p);
  CHECK_STATUS(WRTC_OK, create(p, operation));
  return strdup(take_completion(p, operation)->sdp.data);
}

static wrtc_status create_offer(peers *p, int64_t operation) { return wrtc_peer_connection_create_offer(p->a, operation, 0); }
static wrtc_status create_answer(peers *p, int64_t operation) { return wrtc_peer_connection_create_answer(p->b, operation); }

static int finish(peers *p, int64_t operation, wrtc_status status) {
  return (status == WRTC_OK ? take_completion(p, operation)->status : status) == WRTC_OK;
}

static int set_remote(peers *p, wrtc_peer_connection *connection, wrtc_sdp_type type, const char *sdp, size_t length) {
  const int64_t operation = next_operation(p);
  return finish(p, operation, wrtc_peer_connection_set_remote_description(connection, operation, type, sdp, (int32_t)length));
}

static int set_local(peers *p, wrtc_peer_connection *connection, wrtc_sdp_type type, const char *sdp) {
  const int64_t operation = next_operation(p);
  return finish(p, operation, wrtc_peer_connection_set_local_description(connection, operation, type, TEXT(sdp)));
}

static int answer_implicitly(peers *p) {
  const int64_t operation = next_operation(p);
  return finish(p, operation, wrtc_peer_connection_set_implicit_local_description(p->b, operation));
}

/* Handles of transceivers that an offer has made. */
static void take_transceivers(peers *p) {
  wrtc_event *announced;
  while ((announced = find_event(p, WRTC_EVENT_TRANSCEIVER, ANY, ANY)) != NULL) {
    announced = take_event(p, WRTC_EVENT_TRANSCEIVER, announced->tag, ANY);
    wrtc_rtp_transceiver_destroy(DETAILS(wrtc_transceiver_announced, announced)->transceiver);
  }
}

/* Sets it, damaged. After a refusal the undamaged one is taken. */
static int takes_damaged(peers *p, wrtc_peer_connection *connection, wrtc_sdp_type type, const char *good) {
  static char sdp[MOST];
  const size_t length = strlen(good);
  strcpy(sdp, good);
  for (uint32_t changes = 1 + next_random(4); changes > 0; changes--) damage(sdp);
  /* With the NUL and what is behind it, if there is one. */
  if (set_remote(p, connection, type, sdp, strlen(sdp) < length / 2 ? length : strlen(sdp))) return 1;
  if (!CHECK(set_remote(p, connection, type, good, length))) fprintf(stderr, "It was refused after this one:\n%s\n", sdp);
  return 0;
}

static void begin_round(peers *p) {
  const wrtc_peer_connection_options options = {.media = 1};
  REQUIRE(wrtc_peer_connection_create(p->runtime, p->queue, A, &options, &p->a) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(p->runtime, p->queue, B, &options, &p->b) == WRTC_OK);
  make_offerer(p->a);
}

static void end_round(peers *p) {
  drain(p);
  take_transceivers(p);
  wrtc_peer_connection_destroy(p->a);
  wrtc_peer_connection_destroy(p->b);
  p->a = p->b = NULL;
}

static int takes_damaged_offer(peers *p) {
  char *const offer = created(p, create_offer);
  const int taken = takes_damaged(p, p->b, WRTC_SDP_TYPE_OFFER, offer);
  const int answered = answer_implicitly(p);
  CHECK(answered);
  free(offer);
  return taken;
}

static int takes_damaged_answer(peers *p) {
  char *const offer = created(p, create_offer);
  CHECK(set_local(p, p->a, WRTC_SDP_TYPE_OFFER, offer));
  CHECK(set_remote(p, p->b, WRTC_SDP_TYPE_OFFER, offer, strlen(offer)));
  char *const answer = created(p, create_answer);
  const int taken = takes_damaged(p, p->a, WRTC_SDP_TYPE_ANSWER, answer);
  free(offer);
  free(answer);
  return taken;
}

/* The engine finds that an id has another meaning than before when it has applied most of the offer. */
static void refused_while_applied(peers *p) {
  static char sdp[MOST];
  static const char extension[] = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
  begin_round(p);
  char *const offer = created(p, create_offer);
  CHECK(set_remote(p, p->b, WRTC_SDP_TYPE_OFFER, offer, strlen(offer)));
  CHECK(answer_implicitly(p));
  drain(p);
  while (find_event(p, WRTC_EVENT_SIGNALING_STATE, B, ANY) != NULL) take_event(p, WRTC_EVENT_SIGNALING_STATE, B, ANY);

  strcpy(sdp, offer);
  REQUIRE(strstr(sdp, extension) != NULL);
  memcpy(strstr(sdp, extension), "urn:other:param", 15);
  CHECK(!set_remote(p, p->b, WRTC_SDP_TYPE_OFFER, sdp, strlen(sdp)));
  take_event(p, WRTC_EVENT_SIGNALING_STATE, B, WRTC_SIGNALING_STATE_HAVE_REMOTE_OFFER);
  take_event(p, WRTC_EVENT_SIGNALING_STATE, B, WRTC_SIGNALING_STATE_STABLE);
  CHECK(set_remote(p, p->b, WRTC_SDP_TYPE_OFFER, offer, strlen(offer)));
  CHECK(answer_implicitly(p));
  free(offer);
  end_round(p);
}

static void try_often(peers *p, int (*takes)(peers *)) {
  int taken = 0;
  for (int i = 0; i < ROUNDS; i++) {
    begin_round(p);
    taken += takes(p);
    end_round(p);
  }
  CHECK(taken > ROUNDS / 10);
  CHECK(taken < ROUNDS - ROUNDS / 10);
}

int main(void) {
  peers p;
  peers_begin_media(&p);
  end_round(&p);
  refused_while_applied(&p);
  try_often(&p, takes_damaged_offer);
  try_often(&p, takes_damaged_answer);
  peers_end(&p);
  return check_finish();
}
