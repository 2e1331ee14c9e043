/* A call with sound and pictures at a limit of threads: with as many of the engine's threads as the system gives it, both flow. */
#include <stdio.h>

#include "thread_limit.h"
#include "view.h"

enum { WIDTH = 320, HEIGHT = 240, BLOCK = 480, MOST = 32 };

typedef struct call_of_both {
  view v;
  wrtc_audio_source *source;
  wrtc_track *track;
  wrtc_rtp_transceiver *sender;
  wrtc_rtp_transceiver *receiver;
  wrtc_track *heard;
} call_of_both;

static uint8_t picture[WIDTH * HEIGHT * 3 / 2];

static int all_gone(void) {
  for (wrtc_object_kind kind = WRTC_OBJECT_KIND_RUNTIME; kind <= WRTC_OBJECT_KIND_VIDEO_FRAME; kind++)
    if (wrtc_live_objects(kind) != 0) return 0;
  return 1;
}

static void begin(call_of_both *c, const char *codec) {
  memset(c, 0, sizeof *c);
  view_create(&c->v, codec);
  REQUIRE(wrtc_audio_source_create(c->v.p.runtime, NULL, &c->source) == WRTC_OK);
  REQUIRE(wrtc_audio_source_create_track(c->source, NULL, 0, &c->track) == WRTC_OK);
}

static void connect(call_of_both *c) {
  const wrtc_string stream = string_of("stream");
  int64_t used = 0;
  REQUIRE(wrtc_peer_connection_add_track(c->v.p.a, 60, c->track, &stream, 1, &c->sender, &used) == WRTC_OK);
  view_connect(&c->v);
  const wrtc_event *const announced = take_event(&c->v.p, WRTC_EVENT_TRANSCEIVER, B, ANY);
  c->receiver = DETAILS(wrtc_transceiver_announced, announced)->transceiver;
  REQUIRE(wrtc_rtp_receiver_get_track(c->receiver, &c->heard) == WRTC_OK);
}

static void flow(call_of_both *c) {
  static int16_t loud[BLOCK];
  int16_t heard[BLOCK];
  int frames = 0, is_loud = 0;
  for (int i = 0; i < BLOCK; i++) loud[i] = (int16_t)(i / 24 % 2 == 0 ? 8000 : -8000);
  const wrtc_audio_reader_options options = {48000, 1, 1000};
  wrtc_audio_reader *ears = NULL;
  REQUIRE(wrtc_audio_reader_create(c->heard, &options, &ears) == WRTC_OK);
  wrtc_video_reader *const eyes = reader_of(c->v.seen, 2);
  const int64_t deadline = now_ms() + DEADLINE_MS;
  while ((frames < 5 || !is_loud) && now_ms() < deadline) {
    wrtc_video_frame *frame = NULL;
    const wrtc_video_memory memory = {picture, sizeof picture, 0, WRTC_VIDEO_FORMAT_I420};
    draw_pattern(picture, WIDTH, HEIGHT, frames);
    wrtc_video_source_send(c->v.source, &memory, WIDTH, HEIGHT, -1, 0);
    wrtc_audio_source_write(c->source, loud, WRTC_SAMPLE_FORMAT_INT16, BLOCK);
    pump(&c->v.p, 10);
    while (wrtc_audio_reader_read(ears, heard, WRTC_SAMPLE_FORMAT_INT16, BLOCK) > 0)
      for (int i = 0; i < BLOCK; i++) is_loud = is_loud || heard[i] > 4000;
    if (wrtc_video_reader_read(eyes, &frame, NULL, NULL) != WRTC_OK) continue;
    wrtc_video_frame_release(frame);
    frames++;
  }
  CHECK(frames >= 5);
  CHECK(is_loud);
  wrtc_audio_reader_destroy(ears);
  wrtc_video_reader_destroy(eyes);
}

static void end(call_of_both *c) {
  wrtc_track_destroy(c->heard);
  wrtc_track_destroy(c->track);
  wrtc_rtp_transceiver_destroy(c->receiver);
  wrtc_rtp_transceiver_destroy(c->sender);
  wrtc_audio_source_destroy(c->source);
  view_end(&c->v);
}

/* Returns how many threads were missing. */
static int call_with(int threads, const char *codec) {
  call_of_both c;
  begin(&c, codec);
  allow_threads(threads);
  connect(&c);
  flow(&c);
  end(&c);
  EVENTUALLY(all_gone());
  const int denied = threads_denied();
  printf("%s: with %d more threads, %d were refused\n", codec, threads, denied);
  allow_threads(UNLIMITED);
  return denied;
}

/* AV1's decoder needs threads of its own. Nothing is seen without them, and all is well as soon as there are some. */
static void threads_later(void) {
  call_of_both c;
  const wrtc_video_memory memory = {picture, sizeof picture, 0, WRTC_VIDEO_FORMAT_I420};
  begin(&c, "video/AV1");
  allow_threads(0);
  connect(&c);
  const int queues = threads_denied();
  for (const int64_t deadline = now_ms() + DEADLINE_MS; threads_denied() == queues && now_ms() < deadline; pump(&c.v.p, 10))
    wrtc_video_source_send(c.v.source, &memory, WIDTH, HEIGHT, -1, 0);
  CHECK(threads_denied() > queues);
  allow_threads(UNLIMITED);
  flow(&c);
  end(&c);
}

int main(void) {
#if defined(WRTC_TEST_LOG_THREADS)
  puts("skipped: in the sanitizer builds on Debian's engine each connection's event log has a thread that is not ours to start");
  return 77;
#endif
  int threads = 0;
  while (threads < MOST && call_with(threads, "video/VP8") > 0) threads++;
  CHECK(threads > 0 && threads < MOST);
  call_with(0, "video/VP9");
  if (!is_system_engine()) threads_later();
  return check_finish();
}
