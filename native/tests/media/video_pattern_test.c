/* A moving pattern through two connections: it arrives in order, soon, and as it was; in each codec, and in sizes that change. */
#ifndef _WIN32
#include <dlfcn.h>
#endif
#include <stdio.h>
#include <stdlib.h>

#include "view.h"

enum { WIDTH = 640, HEIGHT = 360, PERIOD = 33, GOOD = 45, QUALITY = 30, LARGEST = 1280 * 720 };

static uint8_t picture[LARGEST * 3 / 2];
static int64_t sent_at[1 << 16];
static int latencies[1 << 16];

static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void send_number(view *v, int number) {
  wrtc_video_buffer *buffer = NULL;
  wrtc_video_planes planes;
  if (wrtc_video_source_rent(v->source, WRTC_VIDEO_FORMAT_I420, WIDTH, HEIGHT, &buffer, &planes) != WRTC_OK) return;
  CHECK(planes.stride_first == WIDTH && planes.data_second == planes.data_first + WIDTH * HEIGHT);
  draw_pattern(planes.data_first, WIDTH, HEIGHT, number);
  sent_at[number] = now_ms();
  const wrtc_status status = wrtc_video_buffer_send(buffer, sent_at[number] * 1000 + 12345, 0);
  CHECK(status == WRTC_OK || status == WRTC_NOT_WANTED);
}

/* Watches frames that wait, and returns how many one after the other were good. */
static int watch(wrtc_video_reader *reader, int *last, int *good, int *count) {
  wrtc_video_frame *frame;
  wrtc_video_frame_info info;
  wrtc_video_planes planes;
  while (wrtc_video_reader_read(reader, &frame, &info, &planes) == WRTC_OK) {
    if (info.width == WIDTH && info.height == HEIGHT) {
      CHECK(planes.width == WIDTH && planes.format == WRTC_VIDEO_FORMAT_I420 && info.rotation == 0);
      const int number = number_of(planes.data_first, planes.stride_first);
      CHECK(number > *last);
      *last = number;
      latencies[(*count)++] = (int)(now_ms() - sent_at[number > 0 ? number : 0]);
      const double quality = quality_of(planes.data_first, planes.stride_first, WIDTH, HEIGHT, number);
      *good = quality >= QUALITY ? *good + 1 : 0;
    }
    wrtc_video_frame_release(frame);
  }
  return *good;
}

static void pattern(const char *codec) {
  view v;
  int last = -1, good = 0, count = 0, number = 0;
  view_begin(&v, codec);
  wrtc_video_reader *reader = reader_of(v.seen, 8);
  const int64_t deadline = now_ms() + DEADLINE_MS;
  int64_t next = now_ms();
  while (now_ms() < deadline && number < 65535 && watch(reader, &last, &good, &count) < GOOD) {
    if (now_ms() >= next) {
      send_number(&v, number++);
      next += PERIOD;
    }
    pump(&v.p, 1);
  }
  CHECK(good >= GOOD);
  qsort(latencies, (size_t)count, sizeof *latencies, compare);
  if (count > 0)
    printf("%s: %d of %d pictures, latency %d ms, at most %d\n", codec, count, number, latencies[count / 2],
           latencies[count - 1]);
  wrtc_video_reader_destroy(reader);
  view_end(&v);
}

static wrtc_status send_size(view *v, int width, int height) {
  const wrtc_video_memory memory = {picture, sizeof picture, 0, WRTC_VIDEO_FORMAT_I420};
  return wrtc_video_source_send(v->source, &memory, width, height, -1, 0);
}

/* Another size with each picture; then each of them until it is seen. */
static void sizes(const char *codec, int smallest) {
  static const int widths[] = {2, 4, 16, 30, 176, 320, 640, 2, 1280}, heights[] = {2, 2, 16, 600, 144, 240, 360, 300, 720};
  enum { COUNT = sizeof widths / sizeof *widths };
  view v;
  wrtc_video_wants wants;
  memset(picture, 128, sizeof picture);
  view_begin(&v, codec);
  wrtc_video_reader *reader = reader_of(v.seen, 1);
  EVENTUALLY((pump(&v.p, 0), wrtc_video_source_get_wants(v.source, &wants), wants.active));
  for (int i = 0; i < 50; i++) {
    const wrtc_status status = send_size(&v, widths[i % COUNT], heights[i % COUNT]);
    CHECK(status == WRTC_OK || status == WRTC_NOT_WANTED);
    pump(&v.p, 4);
  }
  for (int i = COUNT - 1; i >= 0; i--) {
    if (widths[i] < smallest || heights[i] < smallest) continue;
    const int64_t deadline = now_ms() + DEADLINE_MS;
    wrtc_video_frame *frame;
    wrtc_video_frame_info info = {0};
    int is_seen = 0;
    while (!is_seen && now_ms() < deadline) {
      send_size(&v, widths[i], heights[i]);
      pump(&v.p, 20);
      if (wrtc_video_reader_read(reader, &frame, &info, NULL) != WRTC_OK) continue;
      /* The encoder makes large pictures smaller at first. */
      is_seen = info.width * heights[i] == info.height * widths[i] && (widths[i] < 640 ? info.width == widths[i] : 1);
      wrtc_video_frame_release(frame);
    }
    if (!is_seen) printf("%dx%d is seen as %dx%d\n", widths[i], heights[i], info.width, info.height);
    CHECK(is_seen);
  }
  wrtc_video_reader_destroy(reader);
  view_end(&v);
}

/* The upstream engine codes H.264 only where OpenH264 is installed. */
static int has_h264(void) {
#ifdef _WIN32
  return 0;
#else
  return is_system_engine() || dlopen("libopenh264.so.7", RTLD_NOW) != NULL;
#endif
}

int main(void) {
  pattern("video/VP8");
  pattern("video/VP9");
  if (!is_system_engine()) pattern("video/AV1"); /* Debian's engine has none */
  sizes("video/VP8", 2);
  if (has_h264()) {
    pattern("video/H264");
    sizes("video/H264", 16); /* OpenH264's smallest */
  } else {
    printf("OpenH264 is not installed: no H.264\n");
  }
  return check_finish();
}
