/* Transforms of encoded pictures: loops, encryption, and every use in the wrong order. */
#include <stdio.h>
#include <stdlib.h>

#include "view.h"

enum { WIDTH = 320, HEIGHT = 180, PERIOD = 33, READABLE = 10 };

static const uint8_t key[32] = {1, 2, 3}, other_key[32] = {3, 2, 1};
static uint8_t picture[WIDTH * HEIGHT * 3 / 2];
static int64_t next;
static int number;

static wrtc_transform_status status_of(wrtc_transform *transform) {
  wrtc_transform_status status;
  REQUIRE(wrtc_transform_get_status(transform, &status) == WRTC_OK);
  return status;
}

static wrtc_transform *loop(void) {
  wrtc_transform *transform = NULL;
  REQUIRE(wrtc_transform_create(&transform) == WRTC_OK);
  return transform;
}

static wrtc_transform *encryption(const uint8_t *with) {
  wrtc_transform *transform = NULL;
  REQUIRE(wrtc_transform_create_aes_gcm(with, 32, &transform) == WRTC_OK);
  return transform;
}

/* Sends the next picture when it is time. */
static void step(view *v) {
  if (now_ms() >= next) {
    const wrtc_video_memory memory = {picture, sizeof picture, 0, WRTC_VIDEO_FORMAT_I420};
    draw_pattern(picture, WIDTH, HEIGHT, number++);
    wrtc_video_source_send(v->source, &memory, WIDTH, HEIGHT, -1, 0);
    next = now_ms() + PERIOD;
  }
  pump(&v->p, 1);
}

/* Turns the bits of all waiting frames that a packetizer does not look at, and writes the frames on. Turned twice they are as before. */
static void turn(wrtc_transform *transform) {
  wrtc_transform_frame *frame;
  wrtc_transform_frame_info info;
  while (wrtc_transform_read(transform, &frame, &info) == WRTC_OK) {
    CHECK(info.kind == WRTC_MEDIA_KIND_VIDEO && info.length > 0 && info.ssrc != 0 && info.payload_type > 0);
    for (int64_t i = READABLE; i < info.length; i++) info.data[i] ^= 0x5a;
    CHECK(wrtc_transform_frame_write(frame, info.data, info.length) == WRTC_OK);
  }
}

static int clear_pictures(wrtc_video_reader *reader) {
  wrtc_video_frame *frame;
  wrtc_video_frame_info info;
  wrtc_video_planes planes;
  int count = 0;
  while (wrtc_video_reader_read(reader, &frame, &info, &planes) == WRTC_OK) {
    if (info.width == WIDTH) {
      const int seen = number_of(planes.data_first, planes.stride_first);
      count += seen >= 0 && quality_of(planes.data_first, planes.stride_first, WIDTH, HEIGHT, seen) >= 26;
    }
    wrtc_video_frame_release(frame);
  }
  return count;
}

static void loops(void) {
  view v;
  int seen = 0;
  view_begin(&v, "video/VP8");
  wrtc_transform *to = loop(), *from = loop();
  REQUIRE(wrtc_rtp_sender_set_transform(v.sender, to) == WRTC_OK);
  REQUIRE(wrtc_rtp_receiver_set_transform(v.receiver, from) == WRTC_OK);
  wrtc_video_reader *reader = reader_of(v.seen, 4);
  EVENTUALLY((step(&v), turn(to), turn(from), seen += clear_pictures(reader), seen > 10));
  CHECK(status_of(to).passed > 10 && status_of(from).passed > 10 && status_of(from).failed == 0);

  /* Replaced while frames flow: what the former one still has is dropped. */
  wrtc_transform *second = loop();
  wrtc_transform_frame *late = NULL;
  wrtc_transform_frame_info info;
  EVENTUALLY((step(&v), turn(from), late != NULL || wrtc_transform_read(to, &late, &info) == WRTC_OK));
  CHECK(wrtc_rtp_sender_set_transform(v.sender, second) == WRTC_OK);
  const int64_t passed = status_of(to).passed;
  CHECK(status_of(to).ended == 1 && status_of(second).ended == 0);
  CHECK(late != NULL && wrtc_transform_frame_write(late, info.data, info.length) == WRTC_OK);
  CHECK_EQ(passed, status_of(to).passed);
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_rtp_sender_set_transform(v.sender, to)); /* has ended */
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_rtp_receiver_set_transform(v.receiver, second));
  CHECK(wrtc_rtp_sender_set_transform(v.sender, second) == WRTC_OK); /* as it is */
  seen = 0;
  EVENTUALLY((step(&v), turn(second), turn(from), seen += clear_pictures(reader), seen > 5));

  /* Taken away on both sides. */
  CHECK(wrtc_rtp_sender_set_transform(v.sender, NULL) == WRTC_OK && wrtc_rtp_receiver_set_transform(v.receiver, NULL) == WRTC_OK);
  seen = 0;
  EVENTUALLY((step(&v), seen += clear_pictures(reader), seen > 5));
  wrtc_transform_destroy(to);
  wrtc_transform_destroy(second);
  wrtc_transform_destroy(from);
  wrtc_video_reader_destroy(reader);
  view_end(&v);
}

/* A caller who never reads, and one who never gives back: both are bounded, and nothing gets through. */
static void never_written(void) {
  view v;
  wrtc_transform_frame *lent[WRTC_MAX_TRANSFORM_FRAMES], *more = NULL;
  int count = 0;
  view_begin(&v, "video/VP8");
  wrtc_transform *to = loop();
  REQUIRE(wrtc_rtp_sender_set_transform(v.sender, to) == WRTC_OK);
  wrtc_video_reader *reader = reader_of(v.seen, 1);
  EVENTUALLY((step(&v), status_of(to).dropped > 5));
  CHECK_EQ(WRTC_MAX_TRANSFORM_FRAMES, status_of(to).available);
  while (wrtc_transform_read(to, &more, NULL) == WRTC_OK && count < WRTC_MAX_TRANSFORM_FRAMES) lent[count++] = more;
  EVENTUALLY((step(&v), status_of(to).available > 0));
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_transform_read(to, &more, NULL));
  wrtc_transform_destroy(to); /* the lent frames stay valid */
  for (int i = 0; i < 10; i++) step(&v);
  CHECK_EQ(0, clear_pictures(reader));
  for (int i = 0; i < count; i++) {
    if (i % 2 == 0) {
      wrtc_transform_frame_release(lent[i]);
    } else {
      CHECK(wrtc_transform_frame_write(lent[i], key, sizeof key) == WRTC_OK);
    }
  }
  wrtc_video_reader_destroy(reader);
  view_end(&v);
}

static void encrypted(const char *codec) {
  view v;
  int seen = 0;
  view_begin(&v, codec);
  wrtc_transform *to = encryption(key), *wrong = encryption(other_key), *right = encryption(key);
  REQUIRE(wrtc_rtp_sender_set_transform(v.sender, to) == WRTC_OK);
  REQUIRE(wrtc_rtp_receiver_set_transform(v.receiver, wrong) == WRTC_OK);
  wrtc_video_reader *reader = reader_of(v.seen, 4);
  EVENTUALLY((step(&v), status_of(wrong).failed > 3));
  CHECK(clear_pictures(reader) == 0 && status_of(wrong).passed == 0 && status_of(to).failed == 0);
  CHECK(wrtc_rtp_receiver_set_transform(v.receiver, right) == WRTC_OK);
  EVENTUALLY((step(&v), seen += clear_pictures(reader), seen > 10));
  CHECK(status_of(right).failed == 0 && status_of(right).passed >= seen);
  /* Nothing gets past one that is destroyed. */
  wrtc_transform_destroy(right);
  int quiet = 0; /* since the last picture that had been passed before */
  EVENTUALLY((step(&v), quiet = clear_pictures(reader) == 0 ? quiet + 1 : 0, quiet > 100));
  wrtc_transform_destroy(to);
  wrtc_transform_destroy(wrong);
  wrtc_video_reader_destroy(reader);
  view_end(&v);
}

static void arguments(void) {
  view v;
  wrtc_transform *transform = NULL, *none = NULL;
  wrtc_transform_frame *frame = NULL;
  wrtc_transform_status status;
  CHECK_REFUSED(wrtc_transform_create(NULL));
  CHECK_REFUSED(wrtc_transform_create_aes_gcm(NULL, 16, &none));
  CHECK_REFUSED(wrtc_transform_create_aes_gcm(key, 16, NULL));
  CHECK_REFUSED(wrtc_transform_create_aes_gcm(key, 15, &none));
  CHECK_REFUSED(wrtc_transform_create_aes_gcm(key, -1, &none));
  CHECK(none == NULL);
  transform = loop();
  CHECK_REFUSED(wrtc_transform_read(NULL, &frame, NULL));
  CHECK_REFUSED(wrtc_transform_read(transform, NULL, NULL));
  CHECK_STATUS(WRTC_EMPTY, wrtc_transform_read(transform, &frame, NULL));
  CHECK_REFUSED(wrtc_transform_get_status(transform, NULL));
  CHECK_REFUSED(wrtc_transform_get_status(NULL, &status));
  CHECK_REFUSED(wrtc_transform_notify_readable(transform, NULL, 1));
  CHECK_REFUSED(wrtc_transform_frame_write(NULL, key, 1));
  CHECK_REFUSED(wrtc_rtp_sender_set_transform(NULL, transform));
  wrtc_transform_frame_release(NULL);
  wrtc_transform_destroy(NULL);
  none = encryption(key);
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_transform_read(none, &frame, NULL));
  wrtc_transform_destroy(none);
  view_begin(&v, "video/VP8");
  CHECK(wrtc_rtp_receiver_set_transform(v.sender, NULL) == WRTC_OK);
  CHECK(wrtc_rtp_receiver_set_transform(v.sender, transform) == WRTC_OK); /* of A, which receives nothing */
  CHECK(wrtc_rtp_sender_set_transform(v.receiver, none = loop()) == WRTC_OK);
  wrtc_peer_connection_close(v.p.a);
  EVENTUALLY((pump(&v.p, 1), status_of(transform).ended == 1));
  CHECK_STATUS(WRTC_CLOSED, wrtc_rtp_receiver_set_transform(v.sender, NULL));
  wrtc_transform_destroy(none);
  wrtc_transform_destroy(transform);
  view_end(&v);
}

/* Frames that are still to be packetized when their sender ends: the engine's queue for them is deleted by its own last task. */
static void closed_while_written(void) {
  enum { LENGTH = 1024 * 1024, FRAMES = 20 };
  uint8_t *data = calloc(1, LENGTH);
  REQUIRE(data != NULL);
  view v;
  view_begin(&v, "video/VP8");
  wrtc_transform *to = loop();
  REQUIRE(wrtc_rtp_sender_set_transform(v.sender, to) == WRTC_OK);
  EVENTUALLY((step(&v), status_of(to).available >= FRAMES));
  wrtc_transform_frame *frame;
  while (wrtc_transform_read(to, &frame, NULL) == WRTC_OK) CHECK(wrtc_transform_frame_write(frame, data, LENGTH) == WRTC_OK);
  wrtc_peer_connection_close(v.p.a);
  wrtc_transform_destroy(to);
  view_end(&v);
  free(data);
}

int main(void) {
  arguments();
  loops();
  for (int i = 0; i < 5; i++) closed_while_written();
  never_written();
  encrypted("video/VP8");
  encrypted("video/VP9");
  return check_finish();
}
