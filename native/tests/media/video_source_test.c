/* A source and readers of its own track: formats, bounds, wants, wrong arguments. No connection is needed but for the wants. */
#include <stdio.h>
#include <stdlib.h>

#include "view.h"

static uint8_t bytes[64 * 64 * 4];

static void begin(peers *p, wrtc_video_source **source, wrtc_track **track) {
  peers_begin(p, NULL);
  REQUIRE(wrtc_video_source_create(p->runtime, 0, source) == WRTC_OK);
  REQUIRE(wrtc_video_source_create_track(*source, "cam", 3, track) == WRTC_OK);
}

static void end(peers *p, wrtc_video_source *source, wrtc_track *track) {
  wrtc_track_destroy(track);
  wrtc_video_source_destroy(source);
  peers_end(p);
}

static int is_active(const wrtc_video_source *source) {
  wrtc_video_wants wants;
  CHECK_STATUS(WRTC_OK, wrtc_video_source_get_wants(source, &wants));
  return wants.active;
}

/* A second picture in one millisecond is not wanted. */
static void send_one(wrtc_video_source *source, const wrtc_video_memory *memory, int size, int rotation) {
  wrtc_status status = WRTC_NOT_WANTED;
  EVENTUALLY(status == WRTC_OK || (status = wrtc_video_source_send(source, memory, size, size, -1, rotation)) == WRTC_OK);
}

static void wrong_arguments(void) {
  static const int wrong[][2] = {
      {0, 2},         {2, 0},        {-2, 2}, {3, 2}, {2, 5}, {16386, 2}, {2, 16386}, {16384, 16384}, {INT32_MAX, INT32_MAX},
      {INT32_MIN, 2}, {46342, 46342}};
  peers p;
  wrtc_video_source *source;
  wrtc_track *track;
  wrtc_video_buffer *buffer = NULL;
  wrtc_video_planes planes;
  wrtc_video_memory memory = {bytes, sizeof bytes, 0, WRTC_VIDEO_FORMAT_I420};
  begin(&p, &source, &track);
  wrtc_video_reader *reader = reader_of(track, 1);
  EVENTUALLY(is_active(source));
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    CHECK_REFUSED(wrtc_video_source_rent(source, WRTC_VIDEO_FORMAT_I420, wrong[i][0], wrong[i][1], &buffer, &planes));
    CHECK_REFUSED(wrtc_video_source_send(source, &memory, wrong[i][0], wrong[i][1], -1, 0));
  }
  CHECK_REFUSED(wrtc_video_source_rent(source, (wrtc_video_format)4, 2, 2, &buffer, &planes));
  CHECK_REFUSED(wrtc_video_source_rent(source, (wrtc_video_format)-1, 2, 2, &buffer, &planes));
  CHECK_REFUSED(wrtc_video_source_rent(NULL, WRTC_VIDEO_FORMAT_I420, 2, 2, &buffer, &planes));
  CHECK_REFUSED(wrtc_video_source_rent(source, WRTC_VIDEO_FORMAT_I420, 2, 2, NULL, &planes));
  CHECK_REFUSED(wrtc_video_source_rent(source, WRTC_VIDEO_FORMAT_I420, 2, 2, &buffer, NULL));
  CHECK_REFUSED(wrtc_video_source_send(source, NULL, 64, 64, -1, 0));
  CHECK_REFUSED(wrtc_video_source_send(source, &memory, 64, 64, -1, 45));
  const struct {
    wrtc_video_format format;
    int32_t stride, length;
  } exact[] = {{WRTC_VIDEO_FORMAT_I420, 0, 64 * 64 * 3 / 2}, {WRTC_VIDEO_FORMAT_I420, 65, 65 * 64 + 33 * 64},
               {WRTC_VIDEO_FORMAT_NV12, 0, 64 * 64 * 3 / 2}, {WRTC_VIDEO_FORMAT_NV12, 65, 65 * 64 + 66 * 32},
               {WRTC_VIDEO_FORMAT_BGRA, 0, 64 * 64 * 4},     {WRTC_VIDEO_FORMAT_RGBA, 0, 64 * 64 * 4}};
  for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
    uint8_t *const fitting = malloc((size_t)exact[i].length); /* so that a sanitizer sees a read behind it */
    memset(fitting, 90, (size_t)exact[i].length);
    memory = (wrtc_video_memory){fitting, exact[i].length - 1, exact[i].stride, exact[i].format};
    CHECK_STATUS(WRTC_BUFFER_TOO_SMALL, wrtc_video_source_send(source, &memory, 64, 64, -1, 0));
    memory.length = exact[i].length;
    send_one(source, &memory, 64, 0);
    memory.stride = 63;
    CHECK_REFUSED(wrtc_video_source_send(source, &memory, 64, 64, -1, 0));
    memory.stride = -64;
    CHECK_REFUSED(wrtc_video_source_send(source, &memory, 64, 64, -1, 0));
    memory.stride = INT32_MAX;
    CHECK_REFUSED(wrtc_video_source_send(source, &memory, 64, 64, -1, 0));
    free(fitting);
  }
  memory = (wrtc_video_memory){NULL, sizeof bytes, 0, WRTC_VIDEO_FORMAT_I420};
  CHECK_REFUSED(wrtc_video_source_send(source, &memory, 64, 64, -1, 0));
  wrtc_video_reader *none = reader;
  CHECK_REFUSED(wrtc_video_reader_create(track, 0, 0, &none));
  CHECK_REFUSED(wrtc_video_reader_create(track, 17, 0, &none));
  CHECK(none == NULL);
  wrtc_video_reader_destroy(reader);
  end(&p, source, track);
}

/* A picture of one color comes out in each format as it went in. */
static void formats(void) {
  peers p;
  wrtc_video_source *source;
  wrtc_track *track;
  begin(&p, &source, &track);
  wrtc_video_reader *reader = reader_of(track, 1);
  EVENTUALLY(is_active(source));
  for (int in = WRTC_VIDEO_FORMAT_I420; in <= WRTC_VIDEO_FORMAT_RGBA; in++) {
    for (int out = WRTC_VIDEO_FORMAT_I420; out <= WRTC_VIDEO_FORMAT_RGBA; out++) {
      static const uint8_t yuv[3] = {81, 90, 240}, rgb[3] = {254, 0, 0}; /* red, BT.601 */
      static const wrtc_video_memory to_bytes = {bytes, sizeof bytes, 0, WRTC_VIDEO_FORMAT_I420};
      wrtc_video_memory memory = to_bytes;
      const int red = in == WRTC_VIDEO_FORMAT_BGRA ? 2 : 0;
      memory.format = (wrtc_video_format)in;
      for (int i = 0; i < 32 * 32 * 4; i++) {
        if (in >= WRTC_VIDEO_FORMAT_BGRA) bytes[i] = i % 4 == red ? rgb[0] : 0;
        else if (i < 32 * 32) bytes[i] = yuv[0];
        else bytes[i] = in == WRTC_VIDEO_FORMAT_NV12 ? yuv[1 + i % 2] : yuv[1 + (i >= 32 * 32 * 5 / 4)];
      }
      send_one(source, &memory, 32, 90);
      wrtc_video_frame_info info;
      memset(bytes, 77, sizeof bytes);
      memory.format = (wrtc_video_format)out;
      CHECK_STATUS(WRTC_OK, wrtc_video_reader_copy_latest(reader, &memory, &info));
      CHECK(info.width == 32 && info.height == 32 && info.rotation == 90);
      const int red_out = out == WRTC_VIDEO_FORMAT_BGRA ? 2 : 0, all = 32 * 32;
      if (out >= WRTC_VIDEO_FORMAT_BGRA) {
        CHECK(bytes[40 + red_out] > 245 && bytes[41] < 12 && bytes[42 - red_out] < 12 && bytes[43] == 255 &&
              bytes[all * 4] == 77);
      } else {
        const uint8_t u = bytes[all], v = out == WRTC_VIDEO_FORMAT_NV12 ? bytes[all + 1] : bytes[all * 5 / 4];
        CHECK(abs(bytes[5] - yuv[0]) < 3 && abs(u - yuv[1]) < 3 && abs(v - yuv[2]) < 3 && bytes[all * 3 / 2] == 77);
      }
    }
  }
  wrtc_video_reader_destroy(reader);
  end(&p, source, track);
}

/* A rented picture is not copied on its way to a reader; no more than 16 are rented. */
static void rented(void) {
  peers p;
  wrtc_video_source *source;
  wrtc_track *track;
  wrtc_video_buffer *buffers[WRTC_MAX_RENTED_BUFFERS + 1] = {NULL};
  wrtc_video_planes planes, seen;
  wrtc_video_frame *frame;
  begin(&p, &source, &track);
  const int64_t conversions = wrtc_counter_value(WRTC_COUNTER_VIDEO_CONVERSIONS);
  CHECK_STATUS(WRTC_NOT_WANTED, wrtc_video_source_rent(source, WRTC_VIDEO_FORMAT_I420, 64, 64, &buffers[0], &planes));
  const wrtc_video_memory memory = {bytes, sizeof bytes, 0, WRTC_VIDEO_FORMAT_BGRA};
  CHECK_STATUS(WRTC_NOT_WANTED, wrtc_video_source_send(source, &memory, 64, 64, -1, 0));
  wrtc_video_reader *reader = reader_of(track, 16);
  EVENTUALLY(is_active(source));
  for (int i = 0; i < WRTC_MAX_RENTED_BUFFERS; i++) {
    const wrtc_video_format format = i % 2 ? WRTC_VIDEO_FORMAT_NV12 : WRTC_VIDEO_FORMAT_I420;
    CHECK_STATUS(WRTC_OK, wrtc_video_source_rent(source, format, 64, 64, &buffers[i], &planes));
  }
  CHECK_STATUS(WRTC_SEND_BUFFER_FULL, wrtc_video_source_rent(source, WRTC_VIDEO_FORMAT_RGBA, 2, 2, &buffers[16], &seen));
  CHECK_EQ(16, wrtc_live_objects(WRTC_OBJECT_KIND_VIDEO_BUFFER));
  CHECK_REFUSED(wrtc_video_buffer_send(buffers[15], 5, 91)); /* and still belongs to the caller */
  CHECK_STATUS(WRTC_OK, wrtc_video_buffer_send(buffers[15], 5, 0));
  CHECK_STATUS(WRTC_OK, wrtc_video_reader_read(reader, &frame, NULL, &seen));
  CHECK(seen.format == WRTC_VIDEO_FORMAT_NV12 && seen.data_first == planes.data_first);
  CHECK_EQ(conversions, wrtc_counter_value(WRTC_COUNTER_VIDEO_CONVERSIONS));
  /* The rest outlives everything. */
  wrtc_video_source_destroy(source);
  for (int i = 0; i < 10; i++) wrtc_video_buffer_release(buffers[i]);
  for (int i = 10; i < 15; i++) CHECK_STATUS(WRTC_NOT_WANTED, wrtc_video_buffer_send(buffers[i], -1, 0));
  wrtc_video_frame_release(frame);
  wrtc_video_reader_destroy(reader);
  end(&p, NULL, track);
}

static void wants(void) {
  view v;
  wrtc_video_wants known = {INT32_MAX, INT32_MAX, 0};
  view_begin(&v, "video/VP8");
  CHECK_STATUS(WRTC_OK, wrtc_video_source_notify_wants(v.source, v.p.queue, 70, &known));
  take_event(&v.p, WRTC_EVENT_SOURCE_WANTS, 70, ANY);
  CHECK(is_active(v.source));
  CHECK_STATUS(WRTC_OK, wrtc_video_source_get_wants(v.source, &known));
  const wrtc_video_memory memory = {bytes, sizeof bytes, 0, WRTC_VIDEO_FORMAT_BGRA};
  send_one(v.source, &memory, 64, 0);
  CHECK_STATUS(WRTC_OK, wrtc_track_set_enabled(v.track, 0));
  EVENTUALLY(!is_active(v.source));
  CHECK_STATUS(WRTC_NOT_WANTED, wrtc_video_source_send(v.source, &memory, 64, 64, -1, 0));
  CHECK_STATUS(WRTC_OK, wrtc_track_set_enabled(v.track, 1));
  EVENTUALLY(is_active(v.source));
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_remove_track(v.sender));
  EVENTUALLY(!is_active(v.source));
  CHECK_STATUS(WRTC_OK, wrtc_video_source_get_wants(v.source, &known));
  CHECK_STATUS(WRTC_OK, wrtc_video_source_notify_wants(v.source, v.p.queue, 71, &known));
  drain(&v.p);
  CHECK_EQ(0, events_of(&v.p, 71));
  wrtc_video_source_destroy(v.source);
  v.source = NULL;
  take_event(&v.p, WRTC_EVENT_SOURCE_WANTS, 71, ANY);
  view_end(&v);
}

int main(void) {
  wrong_arguments();
  formats();
  rented();
  wants();
  return check_finish();
}
