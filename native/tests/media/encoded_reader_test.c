/* Readers of encoded frames: bounded when nobody reads, lent across everything's end, opened and closed while frames flow; and a source whose
 * codec was not negotiated. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "view.h"

enum { WIDTH = 320, HEIGHT = 240, ROUNDS = 60 };

static uint8_t picture[WIDTH * HEIGHT * 3 / 2];

static void show(wrtc_video_source *source) {
  const wrtc_video_memory memory = {picture, sizeof picture, 0, WRTC_VIDEO_FORMAT_I420};
  wrtc_video_source_send(source, &memory, WIDTH, HEIGHT, -1, 0);
}

static wrtc_encoded_reader *encoded_reader_of(wrtc_track *track, wrtc_decode decode) {
  wrtc_encoded_reader *reader = NULL;
  REQUIRE(wrtc_encoded_reader_create(track, decode, &reader) == WRTC_OK);
  return reader;
}

static wrtc_encoded_frame *borrow(view *v, wrtc_encoded_reader *reader, wrtc_encoded_frame_info *info, const uint8_t **data,
                                  int64_t *length) {
  wrtc_encoded_frame *frame = NULL;
  EVENTUALLY(frame != NULL ||
             (show(v->source), pump(&v->p, 20), wrtc_encoded_reader_read(reader, &frame, info, data, length) == WRTC_OK));
  REQUIRE(frame != NULL);
  return frame;
}

/* Both begin with a key frame, also the one that comes later. Frames outlive everything. */
static void lending(void) {
  view v;
  wrtc_encoded_frame_info info;
  const uint8_t *data;
  int64_t length;
  wrtc_encoded_frame *frames[WRTC_MAX_LENT_ENCODED_FRAMES], *extra;
  wrtc_encoded_reader_status status;
  view_begin(&v, "video/VP8");
  CHECK_REFUSED(wrtc_encoded_reader_create(v.seen, (wrtc_decode)3, &(wrtc_encoded_reader *){NULL}));
  CHECK_REFUSED(wrtc_encoded_reader_create(v.track, WRTC_DECODE_NEVER, &(wrtc_encoded_reader *){NULL}));
  wrtc_encoded_reader *first = encoded_reader_of(v.seen, WRTC_DECODE_WHEN_READ);
  CHECK_STATUS(WRTC_OK, wrtc_encoded_reader_notify_readable(first, v.p.queue, 70));
  for (int i = 0; i < WRTC_MAX_LENT_ENCODED_FRAMES; i++) {
    frames[i] = borrow(&v, first, &info, &data, &length);
    CHECK(info.codec == WRTC_VIDEO_CODEC_VP8 && info.width == WIDTH && info.height == HEIGHT && info.is_discontinuity == 0);
    CHECK_EQ(i == 0 ? 1 : info.is_key_frame, info.is_key_frame);
    CHECK_EQ(info.is_key_frame, (data[0] & 1) == 0);
  }
  take_event(&v.p, WRTC_EVENT_READER_READABLE, 70, ANY);
  EVENTUALLY((show(v.source), pump(&v.p, 20), wrtc_encoded_reader_get_status(first, &status), status.available > 0));
  CHECK_EQ(WRTC_MAX_LENT_ENCODED_FRAMES, status.lent);
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_encoded_reader_read(first, &extra, &info, &data, &length));
  CHECK(extra == NULL);
  wrtc_encoded_reader *second = encoded_reader_of(v.seen, WRTC_DECODE_NEVER);
  wrtc_encoded_frame *late = borrow(&v, second, &info, &data, &length);
  CHECK(info.is_key_frame == 1 && (data[0] & 1) == 0);
  wrtc_encoded_reader_destroy(first);
  view_end(&v);
  EVENTUALLY((wrtc_encoded_reader_get_status(second, &status), status.ended == 1));
  wrtc_encoded_reader_destroy(second);
  CHECK_EQ(WRTC_MAX_LENT_ENCODED_FRAMES + 1, wrtc_live_objects(WRTC_OBJECT_KIND_ENCODED_FRAME));
  int64_t sum = 0;
  for (int64_t i = 0; i < length; i++) sum += data[i];
  CHECK(sum > 0);
  for (int i = 0; i < WRTC_MAX_LENT_ENCODED_FRAMES; i++) wrtc_encoded_frame_release(frames[i]);
  wrtc_encoded_frame_release(late);
}

/* Frames of 400 KiB in VP8, which nobody decodes, until more than 4 MiB were dropped. */
static void bounded(void) {
  view v;
  wrtc_encoded_reader_status status = {0};
  wrtc_encoded_frame *frame;
  wrtc_encoded_frame_info info;
  const uint8_t *data;
  int64_t length;
  static uint8_t key[400 * 1024] = {0x10, 0x01, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00};
  view_begin_encoded(&v, WRTC_VIDEO_CODEC_VP8);
  wrtc_encoded_reader *reader = encoded_reader_of(v.seen, WRTC_DECODE_NEVER);
  int64_t most = 0;
  int count = 0;
  const int64_t deadline = now_ms() + DEADLINE_MS;
  while (status.dropped < 12 && now_ms() < deadline) {
    key[0] = (uint8_t)(0x10 | (count++ % 4 != 0)); /* each fourth is a key frame */
    const wrtc_status sent = wrtc_encoded_source_send(v.encoded, key, sizeof key, 0, 0, -1, 0, 0);
    if (sent != WRTC_NOT_WANTED && sent != WRTC_SEND_BUFFER_FULL) CHECK_STATUS(WRTC_OK, sent);
    /* Not more than arrives: a slow system would lose a part of each. */
    const int64_t arrived = status.available + status.dropped, patience = now_ms() + 250;
    do {
      pump(&v.p, 10);
      CHECK_STATUS(WRTC_OK, wrtc_encoded_reader_get_status(reader, &status));
    } while (status.available + status.dropped == arrived && now_ms() < patience);
    CHECK(status.buffered <= WRTC_ENCODED_READER_LIMIT);
    if (status.buffered > most) most = status.buffered;
  }
  CHECK(status.dropped >= 12 && most > WRTC_ENCODED_READER_LIMIT / 2);
  REQUIRE(wrtc_encoded_reader_read(reader, &frame, &info, &data, &length) == WRTC_OK);
  CHECK(info.is_key_frame == 1 && info.is_discontinuity == 1 && length == (int64_t)sizeof key);
  wrtc_encoded_frame_release(frame);
  printf("%d frames were sent, %d dropped, %d bytes waited\n", count, (int)status.dropped, (int)most);
  wrtc_encoded_reader_destroy(reader);
  view_end(&v);
}

/* A's transceiver is kept to VP8; its source has frames of VP9. */
static void other_codec(void) {
  static const uint8_t vp9_key[] = {0x82, 0x49, 0x83, 0x42, 0x00, 0x13, 0xf0, 0x0e, 0xf0};
  view v;
  wrtc_encoded_source *source;
  wrtc_track *track;
  view_begin(&v, "video/VP8");
  REQUIRE(wrtc_encoded_source_create(v.p.runtime, WRTC_VIDEO_CODEC_VP9, WRTC_MAX_PLAYOUT_DELAY, &source) == WRTC_OK);
  REQUIRE(wrtc_encoded_source_create_track(source, NULL, 0, &track) == WRTC_OK);
  const int64_t operation = next_operation(&v.p);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_replace_track(v.sender, operation, track));
  CHECK_EQ(WRTC_OK, take_completion(&v.p, operation)->status);
  wrtc_status status = WRTC_OK;
  EVENTUALLY((pump(&v.p, 20), status = wrtc_encoded_source_send(source, vp9_key, sizeof vp9_key, 0, 0, -1, 0, 0)) ==
             WRTC_INVALID_STATE);
  wrtc_error error;
  wrtc_last_error(&error);
  CHECK(strstr(error.message.data, "VP8") != NULL && strstr(error.message.data, "VP9") != NULL);
  wrtc_track_destroy(track);
  wrtc_encoded_source_destroy(source);
  view_end(&v);
}

static void *use_readers(void *argument) {
  view *const v = argument;
  for (int i = 0; i < ROUNDS; i++) {
    wrtc_encoded_reader *const reader = encoded_reader_of(v->seen, (wrtc_decode)(i % 3));
    wrtc_video_reader *const pictures = reader_of(v->seen, 1);
    wrtc_encoded_frame *frame = NULL;
    wrtc_encoded_frame_info info;
    const uint8_t *data;
    int64_t length;
    CHECK_STATUS(WRTC_OK, wrtc_encoded_reader_notify_readable(reader, v->p.queue, 100));
    for (int tries = 0; tries < 10 && frame == NULL; tries++) {
      show(v->source);
      wrtc_encoded_reader_read(reader, &frame, &info, &data, &length);
      if (frame == NULL) take_a_breath();
    }
    if (i % 2) wrtc_encoded_reader_destroy(reader);
    wrtc_encoded_frame_release(frame);
    wrtc_video_reader_destroy(pictures);
    if (i % 2 == 0) wrtc_encoded_reader_destroy(reader);
  }
  return NULL;
}

static void many_threads(void) {
  view v;
  pthread_t threads[3];
  view_begin(&v, "video/VP8");
  for (int i = 0; i < 3; i++) REQUIRE(pthread_create(&threads[i], NULL, use_readers, &v) == 0);
  for (int i = 0; i < 20; i++) {
    const int64_t operation = next_operation(&v.p);
    CHECK_STATUS(WRTC_OK, wrtc_rtp_receiver_request_key_frame(v.receiver, operation));
    CHECK_EQ(WRTC_OK, take_completion(&v.p, operation)->status);
  }
  for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
  view_end(&v);
}

int main(void) {
  lending();
  bounded();
  other_codec();
  many_threads();
  return check_finish();
}
