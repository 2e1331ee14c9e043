/* Buffers of sound: their limits, the events that tell of room and of samples, and the clock between them. */
#include <stdio.h>

#include "call.h"

enum { TAG = 70, RATE = 48000, STEP = RATE / 100 };

static int16_t samples[RATE * 2];

static void steps(wrtc_runtime *runtime, int count) {
  for (int i = 0; i < count; i++) CHECK_STATUS(WRTC_OK, wrtc_audio_clock_step(runtime));
}

/* A runtime whose clock only the test steps. */
static void begin_driven(peers *p) {
  memset(p, 0, sizeof *p);
  REQUIRE(wrtc_runtime_create(&p->runtime) == WRTC_OK);
  REQUIRE(wrtc_queue_create(&p->queue) == WRTC_OK);
  REQUIRE(wrtc_audio_clock_set_driven(p->runtime, 1) == WRTC_OK);
}

static wrtc_audio_source *source_of(peers *p, int32_t rate, int32_t channels, int32_t limit) {
  const wrtc_audio_source_options options = {rate, channels, limit};
  wrtc_audio_source *source = NULL;
  REQUIRE(wrtc_audio_source_create(p->runtime, &options, &source) == WRTC_OK);
  return source;
}

static void arguments(void) {
  static const wrtc_audio_source_options wrong[] = {{7999, 1, 1000},  {48001, 1, 1000},  {0, 1, 1000},   {48000, 0, 1000},
                                                    {48000, 3, 1000}, {48000, -1, 1000}, {48000, 1, 19}, {48000, 1, 600001}};
  peers p;
  begin_driven(&p);
  wrtc_audio_source *source = NULL;
  wrtc_track *track = NULL;
  wrtc_audio_reader *reader = NULL;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    CHECK_REFUSED(wrtc_audio_source_create(p.runtime, &wrong[i], &source));
    CHECK(source == NULL);
  }
  CHECK_REFUSED(wrtc_audio_source_create(NULL, NULL, &source));
  CHECK_REFUSED(wrtc_audio_source_create(p.runtime, NULL, NULL));
  REQUIRE(wrtc_audio_source_create(p.runtime, NULL, &source) == WRTC_OK);
  CHECK_REFUSED(wrtc_audio_source_write(source, NULL, WRTC_SAMPLE_FORMAT_INT16, 1));
  CHECK_REFUSED(wrtc_audio_source_write(source, samples, WRTC_SAMPLE_FORMAT_INT16, -1));
  CHECK_REFUSED(wrtc_audio_source_write(source, samples, (wrtc_sample_format)2, 1));
  CHECK_REFUSED(wrtc_audio_source_write(NULL, samples, WRTC_SAMPLE_FORMAT_INT16, 1));
  CHECK_EQ(0, wrtc_audio_source_write(source, NULL, WRTC_SAMPLE_FORMAT_INT16, 0));
  CHECK_REFUSED(wrtc_audio_source_notify_writable(source, p.queue, TAG, -1));
  CHECK_REFUSED(wrtc_audio_source_notify_writable(source, NULL, TAG, 0));
  CHECK_REFUSED(wrtc_audio_source_create_track(source, NULL, 1, &track));
  CHECK_EQ(-1, wrtc_audio_source_get_buffered(NULL));
  REQUIRE(wrtc_audio_source_create_track(source, TEXT("voice"), &track) == WRTC_OK);
  CHECK_REFUSED(wrtc_audio_reader_create(track, NULL, &reader)); /* a local track */
  CHECK_REFUSED(wrtc_audio_reader_create(NULL, NULL, &reader));
  CHECK(reader == NULL);
  CHECK_EQ(7, wrtc_audio_source_write(source, samples, WRTC_SAMPLE_FORMAT_INT16, 7));
  CHECK_REFUSED(wrtc_audio_clock_set_driven(NULL, 1));
  CHECK_REFUSED(wrtc_audio_clock_step(NULL));
  CHECK_STATUS(WRTC_OK, wrtc_audio_clock_set_driven(p.runtime, 0));
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_audio_clock_step(p.runtime));
  wrtc_audio_source_clear(NULL);
  wrtc_audio_source_destroy(NULL);
  wrtc_audio_reader_destroy(NULL);
  wrtc_track_destroy(track);
  wrtc_audio_source_destroy(source);
  peers_end(&p);
}

/* Each step takes 10 ms, of any rate, also while nobody sends it; and a full buffer takes no more. */
static void pace(int32_t rate, int32_t channels) {
  peers p;
  begin_driven(&p);
  wrtc_audio_source *source = source_of(&p, rate, channels, 1000);
  CHECK_EQ(rate - 5, wrtc_audio_source_write(source, samples, WRTC_SAMPLE_FORMAT_INT16, rate - 5));
  CHECK_EQ(5, wrtc_audio_source_write(source, samples, WRTC_SAMPLE_FORMAT_INT16, 100));
  CHECK_EQ(0, wrtc_audio_source_write(source, samples, WRTC_SAMPLE_FORMAT_INT16, 100));
  CHECK_EQ(rate, wrtc_audio_source_get_buffered(source));
  steps(p.runtime, 1);
  const int64_t taken = rate - wrtc_audio_source_get_buffered(source);
  CHECK(taken == rate / 100 || taken == rate / 100 + 1);
  steps(p.runtime, 49);
  CHECK_EQ(rate - rate / 2, wrtc_audio_source_get_buffered(source));
  wrtc_audio_source_clear(source);
  CHECK_EQ(0, wrtc_audio_source_get_buffered(source));
  steps(p.runtime, 2);
  wrtc_audio_source_destroy(source);
  peers_end(&p);
}

static void waits_for_room(void) {
  peers p;
  begin_driven(&p);
  wrtc_audio_source *source = source_of(&p, RATE, 1, 1000);
  CHECK_STATUS(WRTC_OK, wrtc_audio_source_notify_writable(source, p.queue, TAG, 0)); /* at once */
  take_event(&p, WRTC_EVENT_SOURCE_WRITABLE, TAG, ANY);
  wrtc_audio_source_write(source, samples, WRTC_SAMPLE_FORMAT_INT16, 10 * STEP);
  CHECK_STATUS(WRTC_OK, wrtc_audio_source_notify_writable(source, p.queue, TAG + 1, 9 * STEP)); /* replaced */
  CHECK_STATUS(WRTC_OK, wrtc_audio_source_notify_writable(source, p.queue, TAG, 5 * STEP));
  steps(p.runtime, 4);
  drain(&p);
  CHECK(find_event(&p, WRTC_EVENT_SOURCE_WRITABLE, TAG, ANY) == NULL);
  steps(p.runtime, 1);
  const wrtc_event *const event = take_event(&p, WRTC_EVENT_SOURCE_WRITABLE, TAG, ANY);
  CHECK_EQ(WRTC_OBJECT_KIND_AUDIO_SOURCE, event->about);
  steps(p.runtime, 5);
  drain(&p);
  CHECK(find_event(&p, WRTC_EVENT_SOURCE_WRITABLE, TAG, ANY) == NULL); /* one wait, one event */
  CHECK(find_event(&p, WRTC_EVENT_SOURCE_WRITABLE, TAG + 1, ANY) == NULL);
  for (int by_clear = 0; by_clear < 2; by_clear++) {
    wrtc_audio_source_write(source, samples, WRTC_SAMPLE_FORMAT_INT16, STEP);
    CHECK_STATUS(WRTC_OK, wrtc_audio_source_notify_writable(source, p.queue, TAG, 0));
    if (by_clear) wrtc_audio_source_clear(source);
    else wrtc_audio_source_destroy(source);
    take_event(&p, WRTC_EVENT_SOURCE_WRITABLE, TAG, ANY);
    if (!by_clear) source = source_of(&p, RATE, 1, 1000);
  }
  wrtc_audio_source_destroy(source);
  peers_end(&p);
}

static wrtc_audio_reader_status status_of(const wrtc_audio_reader *reader) {
  wrtc_audio_reader_status status;
  CHECK_STATUS(WRTC_OK, wrtc_audio_reader_get_status(reader, &status));
  return status;
}

/* A reader that nobody reads keeps the newest, counts the rest, and disturbs no other; its last samples outlive the track. */
static void unread(void) {
  call c;
  call_begin(&c, NULL, 0);
  wrtc_audio_reader *idle = call_reader(&c, 16000, 1, 50);
  wrtc_audio_reader *other = call_reader(&c, 48000, 2, 60000);
  EVENTUALLY(status_of(idle).dropped >= 16000);
  wrtc_audio_reader_status status = status_of(idle);
  CHECK(status.available <= 800 && status.available > 800 - 320);
  CHECK_EQ(0, status.dropped % 160);
  CHECK_EQ(0, status.delivered);
  CHECK(status_of(other).available >= 48000 && status_of(other).dropped == 0);
  CHECK_EQ(status.available, wrtc_audio_reader_read(idle, samples, WRTC_SAMPLE_FORMAT_INT16, (int32_t)status.available));
  CHECK_EQ(status.available, status_of(idle).delivered);
  CHECK_STATUS(WRTC_OK, wrtc_audio_reader_notify_readable(idle, c.p.queue, TAG, 400));
  take_event(&c.p, WRTC_EVENT_READER_READABLE, TAG, ANY);
  CHECK(status_of(idle).available >= 400);
  CHECK_STATUS(WRTC_OK, wrtc_audio_reader_notify_readable(idle, c.p.queue, TAG, 1000000)); /* as much as it holds */
  take_event(&c.p, WRTC_EVENT_READER_READABLE, TAG, ANY);
  CHECK_REFUSED(wrtc_audio_reader_notify_readable(idle, c.p.queue, TAG, 0));
  CHECK_REFUSED(wrtc_audio_reader_read(idle, NULL, WRTC_SAMPLE_FORMAT_INT16, 1));

  CHECK_EQ(0, status_of(other).ended);
  wrtc_peer_connection_close(c.p.b);
  EVENTUALLY(status_of(other).ended == 1);
  const int64_t left = status_of(other).available;
  CHECK(left >= 48000);
  while (wrtc_audio_reader_read(other, samples, WRTC_SAMPLE_FORMAT_INT16, 1000) > 0) {
  }
  CHECK_EQ(left, status_of(other).delivered);
  CHECK_STATUS(WRTC_OK, wrtc_audio_reader_notify_readable(other, c.p.queue, TAG + 1, 1));
  take_event(&c.p, WRTC_EVENT_READER_READABLE, TAG + 1, ANY); /* at once, since no more will come */
  wrtc_audio_reader *late = call_reader(&c, 48000, 1, 100);
  EVENTUALLY(status_of(late).ended == 1);
  wrtc_audio_reader_destroy(late);
  wrtc_audio_reader_destroy(idle);
  wrtc_audio_reader_destroy(other);
  call_end(&c);
}

static void write_tone(call *c, tone *t) {
  int16_t block[STEP];
  if (wrtc_audio_source_get_buffered(c->source) > RATE / 10) return;
  for (int i = 0; i < STEP; i++) block[i] = (int16_t)(next_of(t) * 32767);
  CHECK_EQ(STEP, wrtc_audio_source_write(c->source, block, WRTC_SAMPLE_FORMAT_INT16, STEP));
}

/* Silence while the source is dry, or its track or the heard one is disabled; and sound again. */
static void silence(void) {
  call c;
  tone t = {440, RATE, 0};
  call_begin(&c, NULL, 0);
  wrtc_audio_reader *reader = call_reader(&c, RATE, 1, 100);
  EVENTUALLY((write_tone(&c, &t), status_of(reader).level > 0.3));
  EVENTUALLY(status_of(reader).level < 0.001);
  EVENTUALLY((write_tone(&c, &t), status_of(reader).level > 0.3));
  wrtc_track *const tracks[] = {c.track, c.heard};
  for (int i = 0; i < 2; i++) {
    CHECK_STATUS(WRTC_OK, wrtc_track_set_enabled(tracks[i], 0));
    EVENTUALLY((write_tone(&c, &t), status_of(reader).level < 0.001));
    CHECK_STATUS(WRTC_OK, wrtc_track_set_enabled(tracks[i], 1));
    EVENTUALLY((write_tone(&c, &t), status_of(reader).level > 0.3));
  }
  wrtc_audio_reader_destroy(reader);
  call_end(&c);
}

int main(void) {
  arguments();
  pace(48000, 2);
  pace(44100, 1);
  pace(22050, 2);
  pace(8001, 1);
  waits_for_room();
  unread();
  silence();
  return check_finish();
}
