#include "session.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "network.h"

/* Only a hang takes that long, however busy the machine is. */
enum { DEADLINE_MS = 300000 };

wrtc_runtime *fuzz_runtime;

const char real_offer[] =
    "v=0\r\n"
    "o=- 4611731400430051336 2 IN IP4 127.0.0.1\r\n"
    "s=-\r\n"
    "t=0 0\r\n"
    "a=group:BUNDLE 0\r\n"
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"
    "c=IN IP4 0.0.0.0\r\n"
    "a=ice-ufrag:EsAw\r\n"
    "a=ice-pwd:P2uYro0UCOQ4zxjKXaWCBui1\r\n"
    "a=ice-options:trickle\r\n"
    "a=fingerprint:sha-256 D2:FA:0E:C3:22:59:5E:14:95:69:92:3D:13:B4:84:24:2C:C2:A2:C0:3E:FD:34:8E:5E:EA:6F:AF:52:CE:E6:0F\r\n"
    "a=setup:actpass\r\n"
    "a=mid:0\r\n"
    "a=sctp-port:5000\r\n"
    "a=max-message-size:262144\r\n";

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  leave_network();
  DEMAND(wrtc_runtime_create(&fuzz_runtime) == WRTC_OK);
  return 0;
}

_Noreturn void fail(const char *what, const char *file, int line) {
  fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
  abort();
}

uint8_t take_byte(input *in) {
  if (in->size == 0) return 0;
  in->size--;
  return *in->data++;
}

int32_t take_int(input *in) {
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) value |= (uint32_t)take_byte(in) << (8 * i);
  return (int32_t)value;
}

static wrtc_string take(input *in, size_t length) {
  if (length > in->size) length = in->size;
  wrtc_string text = {(const char *)in->data, (int32_t)length};
  in->data += length;
  in->size -= length;
  return text;
}

wrtc_string take_text(input *in) { return take(in, take_byte(in)); }

wrtc_string take_rest(input *in) { return take(in, in->size); }

wrtc_string text_of(const char *literal) {
  wrtc_string text = {literal, (int32_t)strlen(literal)};
  return text;
}

static int64_t now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

wrtc_status finish(wrtc_queue *queue, int64_t operation, wrtc_status started) {
  if (started != WRTC_OK) {
    wrtc_error error;
    wrtc_last_error(&error);
    DEMAND(error.status == started && error.message.length > 0);
    return started;
  }
  int64_t deadline = now_ms() + DEADLINE_MS;
  for (;;) {
    wrtc_event event;
    DEMAND(now_ms() < deadline);
    if (wrtc_queue_poll(queue, &event, 1, 100) != 1) continue;
    if (event.type == WRTC_EVENT_DATA_CHANNEL) {
      const wrtc_data_channel_announced *announced = event.details;
      wrtc_data_channel_destroy(announced->channel);
    }
    if (event.type == WRTC_EVENT_TRANSCEIVER) {
      const wrtc_transceiver_announced *announced = event.details;
      wrtc_rtp_transceiver_destroy(announced->transceiver);
    }
    if (event.type == WRTC_EVENT_OPERATION_COMPLETED) {
      const wrtc_operation_completed *completed = event.details;
      DEMAND(completed->operation == operation);
      return completed->status;
    }
  }
}

wrtc_status set_remote(wrtc_queue *queue, wrtc_peer_connection *connection, int64_t operation, wrtc_sdp_type type,
                       wrtc_string sdp) {
  return finish(queue, operation, wrtc_peer_connection_set_remote_description(connection, operation, type, sdp.data, sdp.length));
}

void demand_nothing_left(void) {
  static const wrtc_object_kind kinds[] = {WRTC_OBJECT_KIND_DATA_CHANNEL, WRTC_OBJECT_KIND_RTP_TRANSCEIVER,
                                           WRTC_OBJECT_KIND_PEER_CONNECTION, WRTC_OBJECT_KIND_QUEUE};
  int64_t deadline = now_ms() + DEADLINE_MS;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    while (wrtc_live_objects(kinds[i]) != 0) {
      const struct timespec pause = {0, 100000};
      DEMAND(now_ms() < deadline);
      nanosleep(&pause, NULL);
    }
  }
}
