/* Sources, readers, frames, tracks and connections are destroyed in any order, on any threads, while pictures flow. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "view.h"

enum { ORDERS = 16, PARTS = 8, ROUNDS = 100 };

static uint8_t bytes[320 * 240 * 4];

static wrtc_status show(wrtc_video_source *source) {
  const wrtc_video_memory memory = {bytes, sizeof bytes, 0, WRTC_VIDEO_FORMAT_BGRA};
  return wrtc_video_source_send(source, &memory, 320, 240, -1, 0);
}

static int dropped_by(const wrtc_video_reader *reader) {
  wrtc_video_reader_status status;
  CHECK_STATUS(WRTC_OK, wrtc_video_reader_get_status(reader, &status));
  CHECK(status.available <= 2);
  return (int)status.dropped;
}

static wrtc_video_frame *borrow(view *v, wrtc_video_reader *reader, wrtc_video_planes *planes) {
  wrtc_video_frame *frame = NULL;
  EVENTUALLY(frame != NULL || (show(v->source), pump(&v->p, 5), wrtc_video_reader_read(reader, &frame, NULL, planes) == WRTC_OK));
  REQUIRE(frame != NULL);
  return frame;
}

static void destroy_part(view *v, wrtc_video_reader **reader, int part) {
  switch (part) {
    case 0: wrtc_video_reader_destroy(*reader); break;
    case 1:
      wrtc_video_source_destroy(v->source);
      v->source = NULL;
      break;
    case 2:
      wrtc_track_destroy(v->track);
      v->track = NULL;
      break;
    case 3:
      wrtc_track_destroy(v->seen);
      v->seen = NULL;
      break;
    case 4:
      wrtc_rtp_transceiver_destroy(v->sender);
      v->sender = NULL;
      break;
    case 5:
      wrtc_rtp_transceiver_destroy(v->receiver);
      v->receiver = NULL;
      break;
    case 6:
      wrtc_peer_connection_destroy(v->p.a);
      v->p.a = NULL;
      break;
    default:
      wrtc_peer_connection_destroy(v->p.b);
      v->p.b = NULL;
      break;
  }
}

/* Frames are lent meanwhile, and readable to the end. */
static void any_order(unsigned seed) {
  view v;
  int order[PARTS];
  wrtc_video_planes planes;
  view_begin(&v, "video/VP8");
  wrtc_video_reader *reader = reader_of(v.seen, 2);
  wrtc_video_frame *const frame = borrow(&v, reader, &planes);
  const wrtc_video_wants known = {0, 0, 0};
  CHECK_STATUS(WRTC_OK, wrtc_video_source_notify_wants(v.source, v.p.queue, 70, &known));
  CHECK_STATUS(WRTC_OK, wrtc_video_reader_notify_readable(reader, v.p.queue, 71));
  for (int i = 0; i < PARTS; i++) {
    seed = seed * 1103515245 + 12345;
    const int other = (int)(seed >> 16) % (i + 1);
    order[i] = order[other];
    order[other] = i;
  }
  for (int i = 0; i < PARTS; i++) {
    if (v.source != NULL) show(v.source);
    destroy_part(&v, &reader, order[i]);
  }
  view_end(&v);
  int sum = 0;
  for (int y = 0; y < planes.height; y++) sum += planes.data_first[y * planes.stride_first + planes.width - 1];
  CHECK(sum > 0);
  CHECK_EQ(1, wrtc_live_objects(WRTC_OBJECT_KIND_VIDEO_FRAME));
  wrtc_video_frame_release(frame);
}

/* 16 frames are lent and no more; a reader that never reads keeps two. */
static void bounds(void) {
  view v;
  wrtc_video_frame *frames[WRTC_MAX_LENT_FRAMES], *extra;
  wrtc_video_planes planes;
  view_begin(&v, "video/VP8");
  wrtc_video_reader *reader = reader_of(v.seen, 1), *idle = reader_of(v.seen, 2);
  for (int i = 0; i < WRTC_MAX_LENT_FRAMES; i++) frames[i] = borrow(&v, reader, &planes);
  wrtc_video_reader_status status;
  EVENTUALLY((show(v.source), pump(&v.p, 5), wrtc_video_reader_get_status(reader, &status), status.available == 1));
  CHECK_EQ(16, status.lent);
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_video_reader_read(reader, &extra, NULL, NULL));
  CHECK(extra == NULL);
  wrtc_video_frame_info info;
  wrtc_video_memory memory = {bytes, 100, 0, WRTC_VIDEO_FORMAT_BGRA};
  CHECK_STATUS(WRTC_BUFFER_TOO_SMALL, wrtc_video_reader_copy_latest(reader, &memory, &info));
  CHECK(info.width == 320 && info.height == 240);
  memory.length = sizeof bytes;
  CHECK_STATUS(WRTC_OK, wrtc_video_reader_copy_latest(reader, &memory, NULL)); /* lends nothing */
  EVENTUALLY((show(v.source), pump(&v.p, 5), dropped_by(idle) > 10));
  for (int i = 0; i < WRTC_MAX_LENT_FRAMES; i++) wrtc_video_frame_release(frames[i]);
  wrtc_peer_connection_destroy(v.p.b);
  v.p.b = NULL;
  EVENTUALLY((wrtc_video_reader_get_status(reader, &status), status.ended == 1));
  wrtc_video_reader_destroy(reader);
  wrtc_video_reader_destroy(idle);
  view_end(&v);
}

static void *use_readers(void *argument) {
  view *const v = argument;
  for (int i = 0; i < ROUNDS; i++) {
    wrtc_video_reader *readers[3];
    for (int k = 0; k < 3; k++) readers[k] = reader_of(k == 1 ? v->track : v->seen, 1 + k);
    CHECK_STATUS(WRTC_OK, wrtc_video_reader_notify_readable(readers[1], v->p.queue, 100));
    wrtc_video_frame *frame = NULL;
    for (int tries = 0; tries < 20 && frame == NULL; tries++) {
      show(v->source);
      wrtc_video_reader_read(readers[1], &frame, NULL, NULL);
      if (frame == NULL) take_a_breath();
    }
    for (int k = 0; k < 3; k++) wrtc_video_reader_destroy(readers[(k + i) % 3]);
    wrtc_video_frame_release(frame);
  }
  return NULL;
}

static void *use_sources(void *argument) {
  view *const v = argument;
  for (int i = 0; i < ROUNDS; i++) {
    wrtc_video_source *source;
    wrtc_track *track;
    REQUIRE(wrtc_video_source_create(v->p.runtime, 1, &source) == WRTC_OK);
    REQUIRE(wrtc_video_source_create_track(source, NULL, 0, &track) == WRTC_OK);
    wrtc_video_reader *reader = reader_of(track, 1);
    show(source);
    CHECK_STATUS(WRTC_OK, wrtc_track_set_enabled(v->track, i % 2));
    if (i % 2) wrtc_track_destroy(track);
    wrtc_video_source_destroy(source);
    if (i % 2 == 0) wrtc_track_destroy(track);
    wrtc_video_reader_destroy(reader);
  }
  return NULL;
}

static void many_threads(void) {
  view v;
  pthread_t threads[4];
  view_begin(&v, "video/VP8");
  for (int i = 0; i < 4; i++) REQUIRE(pthread_create(&threads[i], NULL, i % 2 ? use_sources : use_readers, &v) == 0);
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  view_end(&v);
}

int main(void) {
  for (unsigned i = 0; i < ORDERS; i++) any_order(i);
  bounds();
  many_threads();
  return check_finish();
}
