#include "call.h"

#include <math.h>
#include <stdlib.h>

static wrtc_peer_connection_options with_media(void) {
  wrtc_peer_connection_options options;
  memset(&options, 0, sizeof options);
  options.media = 1;
  return options;
}

/* The SDP with parameters added to Opus: so many bits that a tone's quality says nothing about the codec. */
static char *with_parameters(wrtc_string sdp, int is_stereo) {
  static const char known[] = "useinbandfec=1", stereo[] = ";stereo=1;sprop-stereo=1;maxaveragebitrate=128000";
  const char *const added = is_stereo ? stereo : strrchr(stereo, ';');
  char *const text = malloc((size_t)sdp.length + sizeof stereo);
  REQUIRE(text != NULL);
  memcpy(text, sdp.data, (size_t)sdp.length + 1);
  char *const place = strstr(text, known);
  REQUIRE(place != NULL);
  const size_t end = (size_t)(place - text) + strlen(known);
  memmove(text + end + strlen(added), text + end, strlen(text + end) + 1);
  memcpy(text + end, added, strlen(added));
  return text;
}

static void describe_sound(peers *p, wrtc_peer_connection *from, wrtc_peer_connection *to, wrtc_sdp_type type, int is_stereo) {
  const int64_t create = next_operation(p);
  CHECK_STATUS(WRTC_OK, type == WRTC_SDP_TYPE_OFFER ? wrtc_peer_connection_create_offer(from, create, 0)
                                                    : wrtc_peer_connection_create_answer(from, create));
  const wrtc_operation_completed *const description = take_completion(p, create);
  REQUIRE(description->status == WRTC_OK);
  char *const sdp = with_parameters(description->sdp, is_stereo);
  const int64_t local = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_local_description(from, local, type, TEXT(sdp)));
  const int64_t remote = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_remote_description(to, remote, type, TEXT(sdp)));
  CHECK_EQ(WRTC_OK, take_completion(p, local)->status);
  CHECK_EQ(WRTC_OK, take_completion(p, remote)->status);
  free(sdp);
}

static void connect_both(peers *p) {
  const int32_t connected = WRTC_PEER_CONNECTION_STATE_CONNECTED;
  const int64_t deadline = now_ms() + DEADLINE_MS;
  while (now_ms() < deadline && (find_event(p, WRTC_EVENT_CONNECTION_STATE, A, connected) == NULL ||
                                 find_event(p, WRTC_EVENT_CONNECTION_STATE, B, connected) == NULL)) {
    forward_all(p);
    pump(p, 100);
  }
  take_event(p, WRTC_EVENT_CONNECTION_STATE, A, connected);
  take_event(p, WRTC_EVENT_CONNECTION_STATE, B, connected);
}

void call_begin(call *c, const wrtc_audio_source_options *options, int is_stereo) {
  const wrtc_peer_connection_options media = with_media();
  const wrtc_string stream = string_of("stream");
  int64_t used = 0;
  memset(c, 0, sizeof *c);
  REQUIRE(wrtc_runtime_create(&c->p.runtime) == WRTC_OK);
  REQUIRE(wrtc_queue_create(&c->p.queue) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(c->p.runtime, c->p.queue, A, &media, &c->p.a) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(c->p.runtime, c->p.queue, B, &media, &c->p.b) == WRTC_OK);
  REQUIRE(wrtc_audio_source_create(c->p.runtime, options, &c->source) == WRTC_OK);
  REQUIRE(wrtc_audio_source_create_track(c->source, NULL, 0, &c->track) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_add_track(c->p.a, 50, c->track, &stream, 1, &c->sender, &used) == WRTC_OK);
  describe_sound(&c->p, c->p.a, c->p.b, WRTC_SDP_TYPE_OFFER, is_stereo);
  const wrtc_event *const announced = take_event(&c->p, WRTC_EVENT_TRANSCEIVER, B, ANY);
  c->receiver = DETAILS(wrtc_transceiver_announced, announced)->transceiver;
  REQUIRE(wrtc_rtp_receiver_get_track(c->receiver, &c->heard) == WRTC_OK);
  describe_sound(&c->p, c->p.b, c->p.a, WRTC_SDP_TYPE_ANSWER, is_stereo);
  connect_both(&c->p);
}

void call_end(call *c) {
  wrtc_track_destroy(c->heard);
  wrtc_track_destroy(c->track);
  wrtc_rtp_transceiver_destroy(c->receiver);
  wrtc_rtp_transceiver_destroy(c->sender);
  wrtc_audio_source_destroy(c->source);
  peers_end(&c->p);
}

wrtc_audio_reader *call_reader(call *c, int32_t rate, int32_t channels, int32_t buffer) {
  const wrtc_audio_reader_options options = {rate, channels, buffer};
  wrtc_audio_reader *reader = NULL;
  REQUIRE(wrtc_audio_reader_create(c->heard, &options, &reader) == WRTC_OK);
  return reader;
}

static const double pi = 3.14159265358979323846;

double next_of(tone *t) { return 0.5 * sin(2 * pi * t->frequency * (double)t->position++ / t->rate); }

double power_of_tone(const float *samples, int count, int channels, int channel, double frequency, double rate) {
  const double factor = 2 * cos(2 * pi * frequency / rate);
  double last = 0, before = 0;
  for (int i = 0; i < count; i++) {
    const double next = samples[i * channels + channel] + factor * last - before;
    before = last;
    last = next;
  }
  return 2 * (last * last + before * before - factor * last * before) / count / count;
}

double power(const float *samples, int count, int channels, int channel) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += (double)samples[i * channels + channel] * samples[i * channels + channel];
  return sum / count;
}

double tone_quality(const float *samples, int count, int channels, int channel, double frequency, double rate) {
  const double tone = power_of_tone(samples, count, channels, channel, frequency, rate);
  const double all = power(samples, count, channels, channel);
  if (tone < 1e-4) return -100;
  return 10 * log10(tone / (all - tone > 1e-12 ? all - tone : 1e-12));
}
