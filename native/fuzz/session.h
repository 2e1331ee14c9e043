/* Shared by the targets: reading the input, and waiting for operations. */
#ifndef WEBRTCNATIVE_FUZZ_SESSION_H_
#define WEBRTCNATIVE_FUZZ_SESSION_H_

#include <stddef.h>
#include <stdint.h>

#include "webrtcnative.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Aborts the process, so that libFuzzer keeps the input. */
#define DEMAND(condition) ((condition) ? (void)0 : fail(#condition, __FILE__, __LINE__))
_Noreturn void fail(const char *what, const char *file, int line);

/* The input, from its beginning to its end; zeroes after that. */
typedef struct input {
  const uint8_t *data;
  size_t size;
} input;

uint8_t take_byte(input *in);
int32_t take_int(input *in);      /* four bytes */
wrtc_string take_text(input *in); /* a length byte and as many bytes */
wrtc_string take_rest(input *in);

/* libwebrtc's threads live for the whole process, everything else for one input. */
extern wrtc_runtime *fuzz_runtime;

/* A valid offer. */
extern const char real_offer[];

/* Waits for the completion of an operation that a call has started, and drops other events. Returns the status of the
 * completion, WRTC_CLOSED for example, or of the call itself if that failed. */
wrtc_status finish(wrtc_queue *queue, int64_t operation, wrtc_status started);

/* set_remote_description, and waits for it. */
wrtc_status set_remote(wrtc_queue *queue, wrtc_peer_connection *connection, int64_t operation, wrtc_sdp_type type,
                       wrtc_string sdp);

wrtc_string text_of(const char *literal);

/* Checks that no object of this input is left, once the engine's threads have finished with it. */
void demand_nothing_left(void);

#endif
