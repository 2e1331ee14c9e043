#include "check.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#if defined(_WIN32)
#include <windows.h>
#endif

/* Atomic: some tests check on several threads. */
static atomic_int checks;
static atomic_int failures;

int check(int passed, const char *what, const char *file, int line) {
  atomic_fetch_add(&checks, 1);
  if (!passed) {
    atomic_fetch_add(&failures, 1);
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
  }
  return passed;
}

int check_equal(int64_t expected, int64_t actual, const char *what, const char *file, int line) {
  int passed = check(expected == actual, what, file, line);
  if (!passed) fprintf(stderr, "  expected %" PRId64 ", is %" PRId64 "\n", expected, actual);
  return passed;
}

int check_status(wrtc_status expected, int32_t actual, const char *what, const char *file, int line) {
  wrtc_error error;
  wrtc_last_error(&error);
  int passed = check_equal(expected, actual, what, file, line);
  if (!passed && actual < 0) fprintf(stderr, "  %.*s\n", (int)error.message.length, error.message.data);
  if (passed && expected < 0 && expected != WRTC_EMPTY && expected != WRTC_BUFFER_TOO_SMALL && expected != WRTC_NOT_WANTED)
    passed = check(error.status == expected && error.message.length > 0, "wrtc_last_error tells of it", file, line);
  return passed;
}

void check_give_up(void) {
  fprintf(stderr, "giving up\n");
  exit(EXIT_FAILURE);
}

wrtc_string string_of(const char *literal) {
  wrtc_string string = {literal, (int32_t)strlen(literal)};
  return string;
}

#if defined(_WIN32)
/* Of the clock that the library waits by; GetTickCount64 counts in steps of 16 ms. */
int64_t now_ms(void) {
  LARGE_INTEGER now, per_second;
  QueryPerformanceCounter(&now);
  QueryPerformanceFrequency(&per_second);
  return now.QuadPart / per_second.QuadPart * 1000 + now.QuadPart % per_second.QuadPart * 1000 / per_second.QuadPart;
}

void take_a_breath(void) { Sleep(1); }
#else
int64_t now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void take_a_breath(void) {
  const struct timespec pause = {0, 1000000};
  nanosleep(&pause, NULL);
}
#endif

int is_wine(void) {
#if defined(_WIN32)
  return GetProcAddress(GetModuleHandleA("ntdll.dll"), "wine_get_version") != NULL;
#else
  return 0;
#endif
}

int is_system_engine(void) {
  wrtc_string version;
  wrtc_engine_version(&version);
  return strstr(version.data, "(system") != NULL;
}

int check_finish(void) {
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_VIDEO_FRAME) == 0);
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_AUDIO_READER) == 0);
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_AUDIO_SOURCE) == 0);
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_VIDEO_SOURCE) == 0);
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_TRACK) == 0);
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_RTP_TRANSCEIVER) == 0);
  for (int kind = WRTC_OBJECT_KIND_RUNTIME; kind <= WRTC_OBJECT_KIND_TRANSFORM_FRAME; kind++)
    EVENTUALLY(wrtc_live_objects((wrtc_object_kind)kind) == 0);
  printf("%d checks, %d failed\n", atomic_load(&checks), atomic_load(&failures));
  return atomic_load(&failures) == 0 && atomic_load(&checks) > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
