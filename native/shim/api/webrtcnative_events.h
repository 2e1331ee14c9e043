/* webrtcnative_events.h: events, and the details of each kind. Include webrtcnative.h.
 *
 * Everything that an event points to is valid until the next wrtc_queue_poll of its queue. A later version of the library may add
 * kinds of events, which a caller ignores, and fields at the end of the structures below. */
#ifndef WEBRTCNATIVE_EVENTS_H_
#define WEBRTCNATIVE_EVENTS_H_

#include "webrtcnative_types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wrtc_event {
  wrtc_event_type type;
  wrtc_object_kind about; /* kind of the object that it is about */
  int64_t tag;            /* tag of that object */
  int32_t state;          /* the new state if the type's name ends in _STATE; otherwise 0 */
  const void *details;    /* the structure that the type names; null if it names none */
} wrtc_event;

/* The completion of a call: a failure, or the call's result. Texts that do not apply are empty. */
typedef struct wrtc_operation_completed {
  int64_t operation; /* the caller's id */
  wrtc_status status;
  wrtc_error_type error_type;
  wrtc_string error;      /* text of the failure */
  wrtc_sdp_type sdp_type; /* of create_offer and create_answer */
  wrtc_string sdp;
  wrtc_string stats; /* of get_stats: a JSON array of the statistics objects */
} wrtc_operation_completed;

typedef struct wrtc_local_candidate {
  wrtc_string sdp_mid;
  int32_t sdp_mline_index;
  wrtc_string candidate;  /* the attribute: "candidate:..." */
  wrtc_string server_url; /* the STUN or TURN server that it came from; empty for none */
} wrtc_local_candidate;

/* RTCPeerConnectionIceErrorEvent: a STUN or TURN server could not be used. */
typedef struct wrtc_candidate_error {
  wrtc_string address; /* the local address that was tried; may be empty */
  int32_t port;
  wrtc_string url;    /* of the server */
  int32_t error_code; /* STUN error code; 701 when the server was not reached */
  wrtc_string error_text;
} wrtc_candidate_error;

/* RTCIceCandidatePair. The candidates as attributes. */
typedef struct wrtc_candidate_pair {
  wrtc_string local;
  wrtc_string remote;
  wrtc_string reason;     /* why libwebrtc has selected it, for people */
  int64_t dtls_transport; /* with several transports the id of the one above it; 0: another pair has taken its place already */
} wrtc_candidate_pair;

/* Not queued for each candidate of this side: a local description is queued again, with all of them, before gathering is complete. */
typedef struct wrtc_description_changed {
  wrtc_description which;
  int32_t sdp_type; /* wrtc_sdp_type; -1: there is no such description now */
  wrtc_string sdp;
} wrtc_description_changed;

typedef struct wrtc_sctp_transport {
  int64_t max_message_size; /* bytes; -1: not known yet */
  int32_t max_channels;     /* -1: not known yet */
  int64_t dtls_transport;   /* id of the DTLS transport underneath, whose first event was queued before */
} wrtc_sctp_transport;

/* A connection has one, or several if its sections are not bundled. The values of its ICE transport were read when a description was
 * set or the DTLS state changed last; those of several transports also when the connection's state of ICE or gathering changed. */
typedef struct wrtc_dtls_transport {
  wrtc_bytes remote_certificate; /* DER; empty until connected */
  wrtc_ice_role ice_role;
  int64_t id;      /* positive; one transport of the connection keeps it, and no other gets it */
  wrtc_string mid; /* of the section that the transport was made for */
  wrtc_ice_connection_state ice_state;
  wrtc_ice_gathering_state ice_gathering_state;
} wrtc_dtls_transport;

typedef struct wrtc_event_log {
  wrtc_bytes bytes;
} wrtc_event_log;

/* When 1024 of one connection wait to be polled, further channels are closed instead. */
typedef struct wrtc_data_channel_announced {
  wrtc_data_channel *channel; /* a new handle, which belongs to the caller from the poll on */
  int64_t tag;                /* its events carry it; negative */
} wrtc_data_channel_announced;

typedef struct wrtc_channel_failure {
  wrtc_status status;
  wrtc_error_type error_type;
  wrtc_string error;
} wrtc_channel_failure;

typedef struct wrtc_log_line {
  wrtc_log_severity severity;
  wrtc_string text;
  int32_t dropped; /* lines that were dropped before this one */
} wrtc_log_line;

#ifdef __cplusplus
}
#endif
#endif /* WEBRTCNATIVE_EVENTS_H_ */
