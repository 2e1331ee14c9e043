/* Assertions, and the check that every test program ends with. */
#ifndef WEBRTCNATIVE_TESTS_CHECK_H_
#define WEBRTCNATIVE_TESTS_CHECK_H_

#include <stdint.h>
#include <string.h>

#include "webrtcnative.h"

/* How long a condition may take. A passing test does not wait for it, so it is chosen for a machine ten times slower than any,
 * with a sanitizer. */
enum { DEADLINE_MS = 300000 };

/* A failed check is printed and counted, and the test continues; the value says whether that makes sense. */
#define CHECK(condition) check((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define CHECK_EQ(expected, actual) check_equal((expected), (actual), #actual, __FILE__, __LINE__)

/* Checks the status, and that a failure has left its text (WRTC_EMPTY, WRTC_BUFFER_TOO_SMALL and
 * WRTC_NOT_WANTED are no failures). */
#define CHECK_STATUS(expected, call) check_status((expected), (call), #call, __FILE__, __LINE__)
#define CHECK_REFUSED(call) CHECK_STATUS(WRTC_INVALID_PARAMETER, call)

/* For checks after which continuing would only crash. */
#define REQUIRE(condition) ((void)(CHECK(condition) || (check_give_up(), 0)))

/* The two arguments for a string in this interface. */
#define TEXT(literal) (literal), (int32_t)strlen(literal)

int check(int passed, const char *what, const char *file, int line);
int check_equal(int64_t expected, int64_t actual, const char *what, const char *file, int line);
int check_status(wrtc_status expected, int32_t actual, const char *what, const char *file, int line);
void check_give_up(void);

/* Debian's engine differs in a few things that the tests have to know. */
int is_system_engine(void);
/* So does wine, in which the tests of Windows' library are run. */
int is_wine(void);

wrtc_string string_of(const char *literal);
int64_t now_ms(void);

/* For conditions without an event: checks again and again until the condition holds or the deadline passes. It is not asked once
 * more after it held: a thread that was only starting may undo it for a moment. */
#define EVENTUALLY(condition)                                         \
  do {                                                                \
    const int64_t deadline_ = now_ms() + DEADLINE_MS;                 \
    int holds_;                                                       \
    while (!(holds_ = (condition) ? 1 : 0) && now_ms() < deadline_) { \
      take_a_breath();                                                \
    }                                                                 \
    check(holds_, #condition, __FILE__, __LINE__);                    \
  } while (0)

void take_a_breath(void);

/* Last statement of main: waits until all objects are gone; the result is the exit code. */
int check_finish(void);

#endif
