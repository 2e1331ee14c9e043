/* What is known of the end of a closing: by an event, and for the end of a process. */
#include "peers.h"

typedef struct opened {
  peers p;
  wrtc_data_channel *ours;
  wrtc_data_channel *theirs;
} opened;

static void open_pair(opened *o) {
  memset(o, 0, sizeof *o);
  peers_begin(&o->p, NULL);
  open_channel(&o->p, 10, "label", NULL, &o->ours, &o->theirs, NULL);
}

/* The completion comes after the engine's part, and after a close only. */
static void tell_closed(void) {
  opened o;
  open_pair(&o);
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_peer_connection_tell_closed(o.p.a, 0));
  CHECK_EQ(0, wrtc_wait_for_closings(0));
  wrtc_peer_connection_close(o.p.a);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_tell_closed(o.p.a, next_operation(&o.p)));
  CHECK_EQ(WRTC_OK, take_completion(&o.p, o.p.last_operation)->status);
  CHECK_EQ(0, wrtc_wait_for_closings(0));
  take_event(&o.p, WRTC_EVENT_DTLS_STATE, B, WRTC_DTLS_TRANSPORT_STATE_CLOSED);
  wrtc_data_channel_destroy(o.ours);
  wrtc_data_channel_destroy(o.theirs);
  check_answers(&o.p);
  peers_end(&o.p);
}

/* Nothing is left of a closing after the wait, whether the handles live or not. */
static void wait_for_closings(void) {
  CHECK_REFUSED(wrtc_wait_for_closings(-1));
  CHECK_EQ(0, wrtc_wait_for_closings(DEADLINE_MS));
  for (int destroys = 0; destroys < 2; destroys++) {
    opened o;
    open_pair(&o);
    if (destroys) {
      wrtc_peer_connection_destroy(o.p.a);
      o.p.a = NULL;
    } else {
      wrtc_peer_connection_close(o.p.a);
    }
    CHECK_EQ(0, wrtc_wait_for_closings(DEADLINE_MS));
    EVENTUALLY(wrtc_data_channel_get_state(o.ours) == WRTC_DATA_CHANNEL_STATE_CLOSED);
    take_event(&o.p, WRTC_EVENT_DTLS_STATE, B, WRTC_DTLS_TRANSPORT_STATE_CLOSED);
    wrtc_data_channel_destroy(o.ours);
    wrtc_data_channel_destroy(o.theirs);
    peers_end(&o.p);
  }
}

int main(void) {
  tell_closed();
  wait_for_closings();
  return check_finish();
}
