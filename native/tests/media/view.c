#include "view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void prefer(view *v, wrtc_rtp_transceiver *transceiver, const char *codec) {
  wrtc_rtp_parameters known;
  REQUIRE(wrtc_runtime_get_rtp_capabilities(v->p.runtime, WRTC_MEDIA_KIND_VIDEO, 1, &known) == WRTC_OK);
  for (int i = 0; i < known.codec_count; i++) {
    const wrtc_string type = known.codecs[i].mime_type;
    if (type.length != (int32_t)strlen(codec) || strncmp(type.data, codec, (size_t)type.length) != 0) continue;
    CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_set_codec_preferences(transceiver, &known.codecs[i], 1));
    return;
  }
  printf("%s is not among the capabilities\n", codec);
  REQUIRE(0);
}

/* codec: null for what the track prefers. */
static void add_track(view *v, const char *codec) {
  const wrtc_string stream = string_of("stream");
  int64_t used = 0;
  REQUIRE(wrtc_peer_connection_add_track(v->p.a, 50, v->track, &stream, 1, &v->sender, &used) == WRTC_OK);
  if (codec != NULL) prefer(v, v->sender, codec);
}

void view_create(view *v, const char *codec) {
  memset(v, 0, sizeof *v);
  peers_begin_media(&v->p);
  REQUIRE(wrtc_video_source_create(v->p.runtime, 0, &v->source) == WRTC_OK);
  REQUIRE(wrtc_video_source_create_track(v->source, NULL, 0, &v->track) == WRTC_OK);
  add_track(v, codec);
}

void view_connect(view *v) {
  connect_peers(&v->p);
  const wrtc_event *const announced = take_event(&v->p, WRTC_EVENT_TRANSCEIVER, B, ANY);
  v->receiver = DETAILS(wrtc_transceiver_announced, announced)->transceiver;
  REQUIRE(wrtc_rtp_receiver_get_track(v->receiver, &v->seen) == WRTC_OK);
}

void view_begin(view *v, const char *codec) {
  view_create(v, codec);
  view_connect(v);
}

void view_begin_encoded(view *v, wrtc_video_codec codec) {
  memset(v, 0, sizeof *v);
  peers_begin_media(&v->p);
  REQUIRE(wrtc_encoded_source_create(v->p.runtime, codec, -1, &v->encoded) == WRTC_OK);
  REQUIRE(wrtc_encoded_source_create_track(v->encoded, NULL, 0, &v->track) == WRTC_OK);
  add_track(v, NULL);
  view_connect(v);
}

void view_end(view *v) {
  wrtc_track_destroy(v->seen);
  wrtc_track_destroy(v->track);
  wrtc_rtp_transceiver_destroy(v->receiver);
  wrtc_rtp_transceiver_destroy(v->sender);
  wrtc_video_source_destroy(v->source);
  wrtc_encoded_source_destroy(v->encoded);
  peers_end(&v->p);
}

wrtc_video_reader *reader_of(wrtc_track *track, int32_t capacity) {
  wrtc_video_reader *reader = NULL;
  REQUIRE(wrtc_video_reader_create(track, capacity, 0, &reader) == WRTC_OK);
  return reader;
}

static uint8_t luma_at(int x, int y, int number) {
  if (y < PATTERN_BLOCK && x < PATTERN_BITS * PATTERN_BLOCK) return number >> x / PATTERN_BLOCK & 1 ? 220 : 30;
  const int along = (x + y + 4 * number) % 256;
  return (uint8_t)(50 + (along < 128 ? along : 255 - along));
}

void draw_pattern(uint8_t *i420, int width, int height, int number) {
  uint8_t *const u = i420 + width * height, *const v = u + (width / 2) * (height / 2);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) i420[y * width + x] = luma_at(x, y, number);
  memset(u, 100, (size_t)(width / 2) * (size_t)(height / 2));
  memset(v, 150, (size_t)(width / 2) * (size_t)(height / 2));
}

int number_of(const uint8_t *luma, int stride) {
  int number = 0;
  for (int bit = 0; bit < PATTERN_BITS; bit++) {
    int sum = 0;
    for (int y = 4; y < PATTERN_BLOCK - 4; y++)
      for (int x = 4; x < PATTERN_BLOCK - 4; x++) sum += luma[y * stride + bit * PATTERN_BLOCK + x];
    const int mean = sum / (PATTERN_BLOCK - 8) / (PATTERN_BLOCK - 8);
    if (mean > 80 && mean < 170) return -1;
    number |= (mean >= 170) << bit;
  }
  return number;
}

double quality_of(const uint8_t *luma, int stride, int width, int height, int number) {
  double sum = 0;
  for (int y = PATTERN_BLOCK; y < height; y++)
    for (int x = 0; x < width; x++) {
      const double difference = luma[y * stride + x] - luma_at(x, y, number);
      sum += difference * difference;
    }
  const double mean = sum / ((double)width * (height - PATTERN_BLOCK));
  return mean < 1e-3 ? 99 : 10 * log10(255 * 255 / mean);
}
