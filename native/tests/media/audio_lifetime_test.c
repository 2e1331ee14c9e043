/* Sources, readers, tracks and connections are destroyed in any order, on any threads, while sound flows; and the clock's thread ends. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__linux__)
#include <dirent.h>
#endif

#include "call.h"

enum { ORDERS = 24, PARTS = 8, ROUNDS = 200 };

static int16_t second[48000];

/* How many threads of the process have this name; -1 where that cannot be told. */
static int threads_named(const char *name) {
#if defined(__linux__)
  DIR *const tasks = opendir("/proc/self/task");
  REQUIRE(tasks != NULL);
  int count = 0;
  for (struct dirent *task = readdir(tasks); task != NULL; task = readdir(tasks)) {
    char path[320], text[32] = "";
    snprintf(path, sizeof path, "/proc/self/task/%s/comm", task->d_name);
    FILE *const file = fopen(path, "r");
    if (file == NULL) continue;
    if (fgets(text, sizeof text, file) != NULL) count += strncmp(text, name, strlen(name)) == 0;
    fclose(file);
  }
  closedir(tasks);
  return count;
#else
  (void)name;
  return -1;
#endif
}

static int clocks(void) { return threads_named("wrtc audio"); }

static void await_sound(wrtc_audio_reader *reader) {
  wrtc_audio_reader_status status;
  EVENTUALLY((wrtc_audio_reader_get_status(reader, &status), status.available + status.dropped > 0));
}

static void destroy_part(call *c, wrtc_audio_reader **reader, int part) {
  switch (part) {
    case 0: wrtc_audio_reader_destroy(*reader); break;
    case 1:
      wrtc_audio_source_destroy(c->source);
      c->source = NULL;
      break;
    case 2:
      wrtc_track_destroy(c->track);
      c->track = NULL;
      break;
    case 3:
      wrtc_track_destroy(c->heard);
      c->heard = NULL;
      break;
    case 4:
      wrtc_rtp_transceiver_destroy(c->sender);
      c->sender = NULL;
      break;
    case 5:
      wrtc_rtp_transceiver_destroy(c->receiver);
      c->receiver = NULL;
      break;
    case 6:
      wrtc_peer_connection_destroy(c->p.a);
      c->p.a = NULL;
      break;
    default:
      wrtc_peer_connection_destroy(c->p.b);
      c->p.b = NULL;
      break;
  }
}

static void any_order(unsigned seed) {
  call c;
  int order[PARTS];
  call_begin(&c, NULL, 0);
  wrtc_audio_reader *reader = call_reader(&c, 16000, 1, 200);
  wrtc_audio_source_write(c.source, second, WRTC_SAMPLE_FORMAT_INT16, 48000);
  CHECK_STATUS(WRTC_OK, wrtc_audio_source_notify_writable(c.source, c.p.queue, 70, 100));
  CHECK_STATUS(WRTC_OK, wrtc_audio_reader_notify_readable(reader, c.p.queue, 71, 100));
  await_sound(reader);
  for (int i = 0; i < PARTS; i++) {
    seed = seed * 1103515245 + 12345;
    const int other = (int)(seed >> 16) % (i + 1);
    order[i] = order[other];
    order[other] = i;
  }
  for (int i = 0; i < PARTS; i++) destroy_part(&c, &reader, order[i]);
  call_end(&c);
}

/* No event of a reader after its destruction. */
static void no_events_afterwards(void) {
  call c;
  call_begin(&c, NULL, 0);
  for (int i = 0; i < 20; i++) {
    wrtc_audio_reader *reader = call_reader(&c, 48000, 1, 1000);
    CHECK_STATUS(WRTC_OK, wrtc_audio_reader_notify_readable(reader, c.p.queue, 100 + i, i == 0 ? 48000 : 480));
    if (i > 1) await_sound(reader);
    wrtc_audio_reader_destroy(reader);
    drain(&c.p);
    const int before = events_of(&c.p, 100 + i);
    wrtc_audio_reader *later = call_reader(&c, 48000, 1, 1000);
    await_sound(later);
    wrtc_audio_reader_destroy(later);
    drain(&c.p);
    CHECK_EQ(before, events_of(&c.p, 100 + i));
  }
  call_end(&c);
}

static void *use_readers(void *argument) {
  call *const c = argument;
  for (int i = 0; i < ROUNDS; i++) {
    wrtc_audio_reader *readers[3];
    for (int k = 0; k < 3; k++) readers[k] = call_reader(c, 8000 + 3333 * k, 1 + k % 2, 100);
    int16_t some[100];
    CHECK(wrtc_audio_reader_read(readers[1], some, WRTC_SAMPLE_FORMAT_INT16, 20) >= 0);
    if (i % 20 == 0) await_sound(readers[2]);
    for (int k = 0; k < 3; k++) wrtc_audio_reader_destroy(readers[(k + i) % 3]);
  }
  return NULL;
}

static void *use_sources(void *argument) {
  call *const c = argument;
  for (int i = 0; i < ROUNDS; i++) {
    wrtc_audio_source *source;
    wrtc_track *track;
    REQUIRE(wrtc_audio_source_create(c->p.runtime, NULL, &source) == WRTC_OK);
    REQUIRE(wrtc_audio_source_create_track(source, NULL, 0, &track) == WRTC_OK);
    CHECK_EQ(4800, wrtc_audio_source_write(source, second, WRTC_SAMPLE_FORMAT_INT16, 4800));
    if (i % 2) wrtc_track_destroy(track);
    wrtc_audio_source_destroy(source);
    if (i % 2 == 0) wrtc_track_destroy(track);
  }
  return NULL;
}

static void many_threads(void) {
  call c;
  pthread_t threads[4];
  call_begin(&c, NULL, 0);
  EVENTUALLY(threads_named("AudioEncoder") <= 0); /* encoders share a thread, which a connection with media starts at its call */
  if (clocks() >= 0) EVENTUALLY(threads_named("wrtc encoder") == 1); /* those of an earlier runtime end by themselves */
  for (int i = 0; i < 4; i++) REQUIRE(pthread_create(&threads[i], NULL, i % 2 ? use_sources : use_readers, &c) == 0);
  for (int i = 0; i < 4; i++) pthread_join(threads[i], NULL);
  call_end(&c);
}

/* One thread while something needs the clock, none otherwise, over and over. */
static void the_clocks_thread(void) {
  peers p;
  wrtc_audio_source *sources[3];
  peers_begin(&p, NULL);
  EVENTUALLY(clocks() <= 0); /* data only */
  for (int round = 0; round < 20; round++) {
    for (int i = 0; i < 3; i++) REQUIRE(wrtc_audio_source_create(p.runtime, NULL, &sources[i]) == WRTC_OK);
    if (round % 5 == 0 && clocks() >= 0) EVENTUALLY(clocks() == 1);
    for (int i = 0; i < 3; i++) wrtc_audio_source_destroy(sources[i]);
    if (round % 3 == 0) EVENTUALLY(clocks() <= 0);
  }
  EVENTUALLY(clocks() <= 0);
  peers_end(&p);
}

int main(void) {
  the_clocks_thread();
  for (unsigned i = 0; i < ORDERS; i++) any_order(i);
  no_events_afterwards();
  many_threads();
  EVENTUALLY(clocks() <= 0);
  return check_finish();
}
