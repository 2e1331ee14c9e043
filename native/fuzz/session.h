/* What the targets share: the input taken apart, and operations that are waited for. */
#ifndef WEBRTCNATIVE_FUZZ_SESSION_H_
#define WEBRTCNATIVE_FUZZ_SESSION_H_

#include <stddef.h>
#include <stdint.h>

#include "webrtcnative.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the process as a crash does, so that libFuzzer keeps the input. */
#define DEMAND(condition) ((condition) ? (void)0 : fail(#condition, __FILE__, __LINE__))
_Noreturn void fail(const char *what, const char *file, int line);

/* The input, from its beginning to its end; zeroes after that. */
typedef struct input {
  const uint8_t *data;
  size_t size;
} input;

uint8_t take_byte(input *in);
int32_t take_int(input *in);     /* four bytes */
wrtc_string take_text(input *in); /* a length byte and as many bytes */
wrtc_string take_rest(input *in);

/* libwebrtc's threads are there once, everything else for one input. */
extern wrtc_runtime *fuzz_runtime;

/* An offer that is in order. */
extern const char real_offer[];

/* Waits for the completion of an operation that a call has started, and drops other events; WRTC_CLOSED, ... as it was
 * completed, or the status of the call itself where that failed. */
wrtc_status finish(wrtc_queue *queue, int64_t operation, wrtc_status started);

/* set_remote_description, waited for. */
wrtc_status set_remote(wrtc_queue *queue, wrtc_peer_connection *connection, int64_t operation, wrtc_sdp_type type, wrtc_string sdp);

wrtc_string text_of(const char *literal);

/* Nothing that the input has made may be left, once the engine's threads are done with it. */
void demand_nothing_left(void);

#endif
