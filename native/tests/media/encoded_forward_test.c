/* A server without coders: A sends a pattern, the server reads B's encoded frames and passes them to a second pair, whose last peer decodes them.
 * In each codec; with gaps, with a key frame request that goes all the way back, and with a reader of pictures at the server for a while. */
#include <stdio.h>
#include <stdlib.h>

#include "view.h"

enum { WIDTH = 640, HEIGHT = 360, PERIOD = 33, GOOD = 30, QUALITY = 28, LAST = 1 << 19 };

typedef struct chain {
  view from, to;
  wrtc_encoded_reader *reader; /* the server's */
  wrtc_video_reader *shown;
  int number, last, good, forwarded, rejected, skip; /* skip: frames that the server loses */
  uint8_t is_gap;
  int64_t next, requests;
} chain;

static uint8_t picture[WIDTH * HEIGHT * 3 / 2];

static void chain_begin(chain *c, const char *name, wrtc_video_codec codec) {
  memset(c, 0, sizeof *c);
  c->last = -1;
  view_begin(&c->from, name);
  view_begin_encoded(&c->to, codec);
  CHECK_STATUS(WRTC_OK, wrtc_encoded_reader_create(c->from.seen, WRTC_DECODE_WHEN_READ, &c->reader));
  c->shown = reader_of(c->to.seen, 8);
  c->next = now_ms();
}

static void chain_end(chain *c) {
  wrtc_encoded_reader_destroy(c->reader);
  wrtc_video_reader_destroy(c->shown);
  view_end(&c->from);
  view_end(&c->to);
}

static void send_next(chain *c) {
  const wrtc_video_memory memory = {picture, sizeof picture, 0, WRTC_VIDEO_FORMAT_I420};
  if (now_ms() < c->next || c->number == LAST) return;
  draw_pattern(picture, WIDTH, HEIGHT, c->number++);
  const wrtc_status status = wrtc_video_source_send(c->from.source, &memory, WIDTH, HEIGHT, -1, 0);
  CHECK(status == WRTC_OK || status == WRTC_NOT_WANTED);
  c->next += PERIOD;
}

static void forward(chain *c) {
  wrtc_encoded_frame *frame;
  wrtc_encoded_frame_info info;
  const uint8_t *data;
  int64_t length;
  while (wrtc_encoded_reader_read(c->reader, &frame, &info, &data, &length) == WRTC_OK) {
    CHECK(info.width > 0 && info.height > 0 && length > 0);
    if (c->skip > 0) {
      c->skip--;
      c->is_gap = 1;
    } else {
      const wrtc_status status = wrtc_encoded_source_send(c->to.encoded, data, length, info.width, info.height, info.timestamp,
                                                          info.rotation, c->is_gap);
      c->is_gap = 0;
      if (status != WRTC_OK && status != WRTC_NOT_WANTED) CHECK_STATUS(WRTC_SEND_BUFFER_FULL, status);
      c->forwarded += status == WRTC_OK;
      c->rejected += status == WRTC_SEND_BUFFER_FULL;
    }
    wrtc_encoded_frame_release(frame);
  }
  wrtc_encoded_wants wants;
  CHECK_STATUS(WRTC_OK, wrtc_encoded_source_get_wants(c->to.encoded, &wants));
  if (wants.key_frame_requests != c->requests) {
    c->requests = wants.key_frame_requests;
    CHECK_STATUS(WRTC_OK, wrtc_rtp_receiver_request_key_frame(c->from.receiver, next_operation(&c->from.p)));
  }
}

static void watch(chain *c) {
  wrtc_video_frame *frame;
  wrtc_video_frame_info info;
  wrtc_video_planes planes;
  while (wrtc_video_reader_read(c->shown, &frame, &info, &planes) == WRTC_OK) {
    if (info.width == WIDTH) {
      const int number = number_of(planes.data_first, planes.stride_first);
      CHECK(number > c->last);
      c->last = number;
      c->good = quality_of(planes.data_first, planes.stride_first, WIDTH, HEIGHT, number) >= QUALITY ? c->good + 1 : 0;
    }
    wrtc_video_frame_release(frame);
  }
}

/* Until so many good pictures came one after the other. */
static void run(chain *c, int good) {
  const int64_t deadline = now_ms() + DEADLINE_MS;
  c->good = 0;
  while (c->good < good && now_ms() < deadline) {
    send_next(c);
    forward(c);
    watch(c);
    pump(&c->from.p, 1);
    pump(&c->to.p, 1);
  }
  CHECK(c->good >= good);
}

static void forwarded(const char *name, wrtc_video_codec codec) {
  chain c;
  chain_begin(&c, name, codec);
  const int64_t decoded = wrtc_counter_value(WRTC_COUNTER_VIDEO_FRAMES_DECODED);
  run(&c, GOOD);
  /* Of two streams one is decoded: the first frame of the other may be, before its decoder knows whose it is. */
  const int64_t both = wrtc_counter_value(WRTC_COUNTER_VIDEO_FRAMES_DECODED) - decoded;
  CHECK(both <= c.forwarded + 2);
  wrtc_encoded_wants wants;
  CHECK_STATUS(WRTC_OK, wrtc_encoded_source_get_wants(c.to.encoded, &wants));
  CHECK(wants.active == 1 && wants.needs_key_frame == 0 && wants.bitrate > 0 && wants.framerate > 0);

  /* The server loses frames: the picture that follows is a whole one, after a request that goes back to A. */
  const int64_t before = wants.key_frame_requests;
  c.skip = 3;
  run(&c, GOOD);
  CHECK_STATUS(WRTC_OK, wrtc_encoded_source_get_wants(c.to.encoded, &wants));
  CHECK(wants.key_frame_requests > before);

  /* Pictures are wanted at the server too, from a key frame on. */
  wrtc_video_reader *here = reader_of(c.from.seen, 1);
  const int64_t deadline = now_ms() + DEADLINE_MS;
  wrtc_video_frame *frame = NULL;
  while (frame == NULL && now_ms() < deadline) {
    run(&c, 1);
    wrtc_video_reader_read(here, &frame, NULL, NULL);
  }
  CHECK(frame != NULL);
  wrtc_video_frame_release(frame);
  wrtc_video_reader_destroy(here);
  run(&c, GOOD);
  printf("%s: %d frames forwarded, %d rejected, %d requests, target %d kbit/s\n", name, c.forwarded, c.rejected, (int)c.requests,
         (int)(wants.bitrate / 1000));
  chain_end(&c);
}

int main(void) {
  forwarded("video/VP8", WRTC_VIDEO_CODEC_VP8);
  forwarded("video/VP9", WRTC_VIDEO_CODEC_VP9);
  if (is_system_engine()) {
    forwarded("video/H264", WRTC_VIDEO_CODEC_H264); /* only this engine encodes it */
  } else {
    forwarded("video/AV1", WRTC_VIDEO_CODEC_AV1);
  }
  return check_finish();
}
