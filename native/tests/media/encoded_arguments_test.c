/* Sources and readers of encoded frames: wrong arguments, garbage, frames of another codec, and what is wanted of a source. */
#include <stdio.h>
#include <stdlib.h>

#include "view.h"

static const uint8_t vp8_key[] = {0x10, 0x01, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00, 0, 0, 0, 0, 0, 0, 0, 0};
static const uint8_t vp8_delta[] = {0x11, 0x01, 0x00, 1, 2, 3, 4, 5, 6, 7, 8, 9};
static const uint8_t vp9_key[] = {0x82, 0x49, 0x83, 0x42, 0x00, 0x13, 0xf0, 0x0e, 0xf0};
static const uint8_t vp9_delta[] = {0x86, 0, 0, 0};
static const uint8_t h264_sps[] = {0,    0,    0, 1, 0x67, 0x42, 0xc0, 0x1f, 0x8c, 0x8d, 0x40, 0x50, 0x1e, 0xd0, 0x0f, 0x08,
                                   0x84, 0x6a, 0, 0, 0,    1,    0x68, 0xce, 0x3c, 0x80, 0,    0,    1,    0x65, 0x88, 0x80};
static const uint8_t h264_idr[] = {0, 0, 0, 1, 0x65, 0x88, 0x80};
static const uint8_t h264_slice[] = {0, 0, 1, 0x41, 0x9a};
static const uint8_t av1_key[] = {0x12, 0x00, 0x0a, 0x04, 0, 0, 0, 0, 0x32, 0x02, 0x10, 0x00};
static const uint8_t av1_delta[] = {0x12, 0x00, 0x32, 0x02, 0x30, 0x00};

#define SEND(source, bytes) wrtc_encoded_source_send(source, bytes, sizeof bytes, 0, 0, -1, 0, 0)

static wrtc_encoded_source *source_of(wrtc_runtime *runtime, wrtc_video_codec codec) {
  wrtc_encoded_source *source = NULL;
  CHECK_STATUS(WRTC_OK, wrtc_encoded_source_create(runtime, codec, -1, &source));
  return source;
}

static void creation(wrtc_runtime *runtime) {
  wrtc_encoded_source *source = NULL;
  CHECK_REFUSED(wrtc_encoded_source_create(NULL, WRTC_VIDEO_CODEC_VP8, -1, &source));
  CHECK_REFUSED(wrtc_encoded_source_create(runtime, WRTC_VIDEO_CODEC_VP8, -1, NULL));
  CHECK_REFUSED(wrtc_encoded_source_create(runtime, (wrtc_video_codec)4, -1, &source));
  CHECK_REFUSED(wrtc_encoded_source_create(runtime, (wrtc_video_codec)-1, -1, &source));
  CHECK_REFUSED(wrtc_encoded_source_create(runtime, WRTC_VIDEO_CODEC_VP8, -2, &source));
  CHECK_REFUSED(wrtc_encoded_source_create(runtime, WRTC_VIDEO_CODEC_VP8, WRTC_MAX_PLAYOUT_DELAY + 1, &source));
  CHECK(source == NULL);
  if (is_system_engine()) CHECK_REFUSED(wrtc_encoded_source_create(runtime, WRTC_VIDEO_CODEC_AV1, -1, &source));
  wrtc_encoded_source_destroy(NULL);
  wrtc_encoded_reader_destroy(NULL);
  wrtc_encoded_frame_release(NULL);
}

static void arguments(wrtc_runtime *runtime) {
  wrtc_encoded_source *const source = source_of(runtime, WRTC_VIDEO_CODEC_VP8);
  wrtc_encoded_reader *reader = NULL;
  wrtc_video_reader *pictures = NULL;
  wrtc_encoded_wants wants = {0};
  wrtc_track *track = NULL;
  CHECK_REFUSED(wrtc_encoded_source_send(NULL, vp8_key, sizeof vp8_key, 0, 0, -1, 0, 0));
  CHECK_REFUSED(wrtc_encoded_source_send(source, NULL, 5, 0, 0, -1, 0, 0));
  CHECK_REFUSED(wrtc_encoded_source_send(source, vp8_key, 0, 0, 0, -1, 0, 0));
  CHECK_REFUSED(wrtc_encoded_source_send(source, vp8_key, -1, 0, 0, -1, 0, 0));
  CHECK_REFUSED(wrtc_encoded_source_send(source, vp8_key, sizeof vp8_key, -1, 0, -1, 0, 0));
  CHECK_REFUSED(wrtc_encoded_source_send(source, vp8_key, sizeof vp8_key, 0, 16385, -1, 0, 0));
  CHECK_REFUSED(wrtc_encoded_source_send(source, vp8_key, sizeof vp8_key, 0, 0, -1, 45, 0));
  CHECK_REFUSED(wrtc_encoded_source_get_wants(source, NULL));
  CHECK_REFUSED(wrtc_encoded_source_get_wants(NULL, &wants));
  CHECK_REFUSED(wrtc_encoded_source_notify_wants(source, NULL, 1, &wants));
  CHECK_REFUSED(wrtc_encoded_source_create_track(source, TEXT("no id"), &track));
  CHECK_STATUS(WRTC_OK, wrtc_encoded_source_create_track(source, TEXT("film"), &track));
  CHECK_REFUSED(wrtc_encoded_reader_create(track, WRTC_DECODE_WHEN_READ, &reader)); /* not a remote one */
  CHECK_REFUSED(wrtc_encoded_reader_create(NULL, WRTC_DECODE_WHEN_READ, &reader));
  CHECK_REFUSED(wrtc_encoded_reader_create(track, WRTC_DECODE_WHEN_READ, NULL));
  CHECK_REFUSED(wrtc_video_reader_create(track, 1, 0, &pictures)); /* nothing decodes it */
  CHECK(reader == NULL && pictures == NULL);
  CHECK_REFUSED(wrtc_rtp_receiver_request_key_frame(NULL, 1));
  CHECK_STATUS(WRTC_NOT_WANTED, SEND(source, vp8_key));
  CHECK_STATUS(WRTC_NOT_WANTED, SEND(source, vp8_delta));
  CHECK_STATUS(WRTC_OK, wrtc_encoded_source_get_wants(source, &wants));
  CHECK(wants.active == 0 && wants.bitrate == 0 && wants.key_frame_requests == 0);
  uint8_t *const huge = calloc(1, WRTC_MAX_ENCODED_FRAME + 1);
  REQUIRE(huge != NULL);
  memcpy(huge, vp8_key, sizeof vp8_key);
  CHECK_STATUS(WRTC_MESSAGE_TOO_LARGE, wrtc_encoded_source_send(source, huge, WRTC_MAX_ENCODED_FRAME + 1, 0, 0, -1, 0, 0));
  CHECK_STATUS(WRTC_NOT_WANTED, wrtc_encoded_source_send(source, huge, WRTC_MAX_ENCODED_FRAME, 0, 0, -1, 0, 0));
  free(huge);
  wrtc_track_destroy(track);
  wrtc_encoded_source_destroy(source);
}

/* Each is told from a frame of another codec as far as its first bytes say. */
static void other_codecs(wrtc_runtime *runtime) {
  wrtc_encoded_source *const vp8 = source_of(runtime, WRTC_VIDEO_CODEC_VP8), *const vp9 =
                                                                                 source_of(runtime, WRTC_VIDEO_CODEC_VP9);
  wrtc_encoded_source *const h264 = source_of(runtime, WRTC_VIDEO_CODEC_H264);
  CHECK_REFUSED(SEND(vp8, vp9_key));
  CHECK_REFUSED(SEND(vp8, h264_sps));
  CHECK_REFUSED(wrtc_encoded_source_send(vp8, vp8_key, 2, 0, 0, -1, 0, 0));
  CHECK_REFUSED(wrtc_encoded_source_send(vp8, vp8_key, 9, 0, 0, -1, 0, 0));
  CHECK_REFUSED(SEND(vp8, vp8_delta)); /* no size before the first key frame */
  CHECK_STATUS(WRTC_NOT_WANTED, SEND(vp8, vp8_key));
  CHECK_STATUS(WRTC_NOT_WANTED, SEND(vp8, vp8_delta));
  CHECK_REFUSED(SEND(vp9, vp8_key));
  CHECK_REFUSED(SEND(vp9, h264_sps));
  CHECK_REFUSED(wrtc_encoded_source_send(vp9, vp9_key, 3, 0, 0, -1, 0, 0));
  CHECK_STATUS(WRTC_NOT_WANTED, SEND(vp9, vp9_key));
  CHECK_STATUS(WRTC_NOT_WANTED, SEND(vp9, vp9_delta));
  CHECK_REFUSED(SEND(h264, vp8_key));
  CHECK_REFUSED(SEND(h264, vp9_key));
  CHECK_REFUSED(SEND(h264, h264_idr)); /* no SPS and PPS yet */
  CHECK_STATUS(WRTC_NOT_WANTED, wrtc_encoded_source_send(h264, h264_sps, sizeof h264_sps, 640, 480, -1, 0, 0));
  CHECK_STATUS(WRTC_NOT_WANTED, SEND(h264, h264_idr)); /* with those of before */
  CHECK_STATUS(WRTC_NOT_WANTED, SEND(h264, h264_slice));
  wrtc_encoded_source_destroy(vp8);
  wrtc_encoded_source_destroy(vp9);
  wrtc_encoded_source_destroy(h264);
  if (is_system_engine()) return;
  wrtc_encoded_source *const av1 = source_of(runtime, WRTC_VIDEO_CODEC_AV1);
  CHECK_REFUSED(SEND(av1, av1_key)); /* a sequence header too short to tell its size */
  CHECK_REFUSED(SEND(av1, vp9_key));
  CHECK_REFUSED(wrtc_encoded_source_send(av1, av1_key, 7, 640, 480, -1, 0, 0));
  CHECK_STATUS(WRTC_NOT_WANTED, wrtc_encoded_source_send(av1, av1_key, sizeof av1_key, 640, 480, -1, 0, 0));
  CHECK_STATUS(WRTC_NOT_WANTED, SEND(av1, av1_delta));
  wrtc_encoded_source_destroy(av1);
}

/* Random bytes, and frames with random changes, are refused or sent; nothing else happens. */
static void garbage(void) {
  static const struct {
    const uint8_t *bytes;
    int length;
    wrtc_video_codec codec;
  } frames[] = {{vp8_key, sizeof vp8_key, WRTC_VIDEO_CODEC_VP8},
                {vp9_key, sizeof vp9_key, WRTC_VIDEO_CODEC_VP9},
                {h264_sps, sizeof h264_sps, WRTC_VIDEO_CODEC_H264},
                {av1_key, sizeof av1_key, WRTC_VIDEO_CODEC_AV1}};
  unsigned seed = 1;
  for (int kind = 0; kind < (is_system_engine() ? 3 : 4); kind++) {
    view v;
    uint8_t bytes[64];
    int sent = 0, unwanted = 0;
    view_begin_encoded(&v, frames[kind].codec);
    wrtc_encoded_wants wants;
    EVENTUALLY((pump(&v.p, 1), wrtc_encoded_source_get_wants(v.encoded, &wants), wants.active && wants.needs_key_frame));
    for (int i = 0; i < 3000; i++) {
      int length = frames[kind].length;
      for (int k = 0; k < (int)sizeof bytes; k++) bytes[k] = (uint8_t)((seed = seed * 1103515245 + 12345) >> 16);
      if (i % 2) {
        const int at = (int)(bytes[0] % length);
        const uint8_t change = bytes[1];
        memcpy(bytes, frames[kind].bytes, (size_t)length);
        bytes[at] ^= change;
      } else {
        length = 1 + bytes[0] % 63;
      }
      /* Memory of its own, so that a sanitizer sees a read beyond it. */
      uint8_t *const exact = malloc((size_t)length);
      REQUIRE(exact != NULL);
      memcpy(exact, bytes, (size_t)length);
      const wrtc_status status = wrtc_encoded_source_send(v.encoded, exact, length, 320, 240, -1, 0, 0);
      CHECK(status == WRTC_OK || status == WRTC_NOT_WANTED || status == WRTC_INVALID_PARAMETER ||
            status == WRTC_SEND_BUFFER_FULL);
      sent += status == WRTC_OK;
      unwanted += status == WRTC_NOT_WANTED;
      free(exact);
      pump(&v.p, status == WRTC_SEND_BUFFER_FULL ? 2 : 0);
    }
    printf("%s: %d of 3000 damaged frames were sent, %d not wanted\n", "codec", sent, unwanted);
    CHECK(sent > 0);
    EVENTUALLY((pump(&v.p, 5),
                wrtc_encoded_source_send(v.encoded, frames[kind].bytes, frames[kind].length, 320, 240, -1, 0, 0)) == WRTC_OK);
    view_end(&v);
  }
}

int main(void) {
  wrtc_runtime *runtime = NULL;
  REQUIRE(wrtc_runtime_create(&runtime) == WRTC_OK);
  creation(runtime);
  arguments(runtime);
  other_codecs(runtime);
  wrtc_runtime_destroy(runtime);
  garbage();
  return check_finish();
}
