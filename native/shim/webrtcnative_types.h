/* webrtcnative_types.h: constants and structures of the C interface. Include webrtcnative.h.
 *
 * Conventions of the whole interface
 *   Integers   int32_t and int64_t; flags are uint8_t, 0 or 1; -1 means "not set" where a value is optional.
 *   Strings    UTF-8, pointer and length in bytes, never terminated; NUL bytes inside are text like any other.
 *              A null pointer is allowed where the length is 0.
 *   Structures are plain: zero-fill one (memset) and set what is needed, except where a field says "-1".
 */
#ifndef WEBRTCNATIVE_TYPES_H_
#define WEBRTCNATIVE_TYPES_H_

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Raised by one with every change that a compiled caller could notice. */
#define WRTC_ABI_VERSION 1

/* Limits of the protocol, checked at the call. */
#define WRTC_MAX_STREAM_ID 1023        /* libwebrtc opens at most 1024 SCTP streams */
#define WRTC_MAX_LABEL_LENGTH 65535    /* label and protocol, RFC 8832 section 5.1 */
#define WRTC_MAX_RELIABILITY 65535     /* retransmissions, or milliseconds of packet life time */

/* Result of every call that can fail. 0 is success, failures are negative. */
typedef enum wrtc_status {
  WRTC_OK = 0,
  WRTC_INVALID_PARAMETER = -1,   /* an argument is null, out of range or cannot be parsed */
  WRTC_INVALID_STATE = -2,       /* the object cannot do that in its present state */
  WRTC_CLOSED = -3,              /* the connection or channel is closed */
  WRTC_NOT_OPEN = -4,            /* the channel is not open yet, or is closing */
  WRTC_EMPTY = -5,               /* no message is waiting */
  WRTC_BUFFER_TOO_SMALL = -6,    /* the message is longer than the caller's buffer, and still waits */
  WRTC_SEND_BUFFER_FULL = -7,    /* nothing was queued; try again when the buffered amount has fallen */
  WRTC_MESSAGE_TOO_LARGE = -8,   /* longer than the negotiated maximum message size */
  WRTC_RECEIVE_BUFFER_FULL = -9, /* the peer sent more than the receive limit before it was read */
  WRTC_ALREADY_EXISTS = -10,     /* the SCTP stream id is taken */
  WRTC_ENGINE_FAILURE = -11      /* libwebrtc refused: see wrtc_error_type and the message */
} wrtc_status;

/* libwebrtc's RTCErrorType, for what RTCError and DOMException names are made of. */
typedef enum wrtc_error_type {
  WRTC_ERROR_TYPE_NONE = 0,
  WRTC_ERROR_TYPE_UNSUPPORTED_OPERATION = 1,
  WRTC_ERROR_TYPE_UNSUPPORTED_PARAMETER = 2,
  WRTC_ERROR_TYPE_INVALID_PARAMETER = 3,
  WRTC_ERROR_TYPE_INVALID_RANGE = 4,
  WRTC_ERROR_TYPE_SYNTAX_ERROR = 5,
  WRTC_ERROR_TYPE_INVALID_STATE = 6,
  WRTC_ERROR_TYPE_INVALID_MODIFICATION = 7,
  WRTC_ERROR_TYPE_NETWORK_ERROR = 8,
  WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED = 9,
  WRTC_ERROR_TYPE_INTERNAL_ERROR = 10,
  WRTC_ERROR_TYPE_OPERATION_ERROR_WITH_DATA = 11
} wrtc_error_type;

typedef enum wrtc_sdp_type {
  WRTC_SDP_TYPE_OFFER = 0,
  WRTC_SDP_TYPE_PRANSWER = 1,
  WRTC_SDP_TYPE_ANSWER = 2,
  WRTC_SDP_TYPE_ROLLBACK = 3
} wrtc_sdp_type;

typedef enum wrtc_signaling_state {
  WRTC_SIGNALING_STATE_STABLE = 0,
  WRTC_SIGNALING_STATE_HAVE_LOCAL_OFFER = 1,
  WRTC_SIGNALING_STATE_HAVE_LOCAL_PRANSWER = 2,
  WRTC_SIGNALING_STATE_HAVE_REMOTE_OFFER = 3,
  WRTC_SIGNALING_STATE_HAVE_REMOTE_PRANSWER = 4,
  WRTC_SIGNALING_STATE_CLOSED = 5
} wrtc_signaling_state;

typedef enum wrtc_ice_gathering_state {
  WRTC_ICE_GATHERING_STATE_NEW = 0,
  WRTC_ICE_GATHERING_STATE_GATHERING = 1,
  WRTC_ICE_GATHERING_STATE_COMPLETE = 2
} wrtc_ice_gathering_state;

typedef enum wrtc_ice_connection_state {
  WRTC_ICE_CONNECTION_STATE_NEW = 0,
  WRTC_ICE_CONNECTION_STATE_CHECKING = 1,
  WRTC_ICE_CONNECTION_STATE_CONNECTED = 2,
  WRTC_ICE_CONNECTION_STATE_COMPLETED = 3,
  WRTC_ICE_CONNECTION_STATE_FAILED = 4,
  WRTC_ICE_CONNECTION_STATE_DISCONNECTED = 5,
  WRTC_ICE_CONNECTION_STATE_CLOSED = 6
} wrtc_ice_connection_state;

typedef enum wrtc_peer_connection_state {
  WRTC_PEER_CONNECTION_STATE_NEW = 0,
  WRTC_PEER_CONNECTION_STATE_CONNECTING = 1,
  WRTC_PEER_CONNECTION_STATE_CONNECTED = 2,
  WRTC_PEER_CONNECTION_STATE_DISCONNECTED = 3,
  WRTC_PEER_CONNECTION_STATE_FAILED = 4,
  WRTC_PEER_CONNECTION_STATE_CLOSED = 5
} wrtc_peer_connection_state;

typedef enum wrtc_data_channel_state {
  WRTC_DATA_CHANNEL_STATE_CONNECTING = 0,
  WRTC_DATA_CHANNEL_STATE_OPEN = 1,
  WRTC_DATA_CHANNEL_STATE_CLOSING = 2,
  WRTC_DATA_CHANNEL_STATE_CLOSED = 3
} wrtc_data_channel_state;

typedef enum wrtc_ice_transport_policy {
  WRTC_ICE_TRANSPORT_POLICY_ALL = 0,
  WRTC_ICE_TRANSPORT_POLICY_RELAY = 1
} wrtc_ice_transport_policy;

typedef enum wrtc_bundle_policy {
  WRTC_BUNDLE_POLICY_BALANCED = 0,
  WRTC_BUNDLE_POLICY_MAX_BUNDLE = 1,
  WRTC_BUNDLE_POLICY_MAX_COMPAT = 2
} wrtc_bundle_policy;

/* RTCPriorityType; -1 in an option structure leaves it to the engine ("low"). */
typedef enum wrtc_priority {
  WRTC_PRIORITY_VERY_LOW = 0,
  WRTC_PRIORITY_LOW = 1,
  WRTC_PRIORITY_MEDIUM = 2,
  WRTC_PRIORITY_HIGH = 3
} wrtc_priority;

/* Kinds of objects that wrtc_live_objects counts. */
typedef enum wrtc_object_kind {
  WRTC_OBJECT_KIND_RUNTIME = 0,
  WRTC_OBJECT_KIND_QUEUE = 1,
  WRTC_OBJECT_KIND_PEER_CONNECTION = 2,
  WRTC_OBJECT_KIND_DATA_CHANNEL = 3
} wrtc_object_kind;

/* What an event tells. "tag" is that of the connection unless the line says channel. */
typedef enum wrtc_event_type {
  WRTC_EVENT_OPERATION_COMPLETED = 1,  /* operation, status, error_type; text1: error message, or SDP of a create; value: its wrtc_sdp_type */
  WRTC_EVENT_NEGOTIATION_NEEDED = 2,
  WRTC_EVENT_SIGNALING_STATE = 3,      /* value: wrtc_signaling_state */
  WRTC_EVENT_ICE_GATHERING_STATE = 4,  /* value: wrtc_ice_gathering_state */
  WRTC_EVENT_ICE_CONNECTION_STATE = 5, /* value: wrtc_ice_connection_state */
  WRTC_EVENT_CONNECTION_STATE = 6,     /* value: wrtc_peer_connection_state */
  WRTC_EVENT_ICE_CANDIDATE = 7,        /* text1: sdpMid, value: sdpMLineIndex, text2: candidate attribute */
  WRTC_EVENT_ICE_CANDIDATE_ERROR = 8,  /* value: STUN error code, value2: port; text1: address, text2: server URL, text3: reason */
  WRTC_EVENT_SELECTED_CANDIDATE_PAIR = 9, /* text1: local, text2: remote candidate attribute, text3: reason */
  WRTC_EVENT_DATA_CHANNEL = 10,        /* channel: a new handle that the poller owns; operation: that channel's tag */
  WRTC_EVENT_CHANNEL_STATE = 11,       /* channel's tag; value: wrtc_data_channel_state; when closed by a failure: status, error_type, text1 */
  WRTC_EVENT_CHANNEL_READABLE = 12     /* channel's tag; its receive queue went from empty to not empty */
} wrtc_event_type;

/* Opaque handles. One owner each; give it back with the function named *_destroy, once. */
typedef struct wrtc_runtime wrtc_runtime;
typedef struct wrtc_queue wrtc_queue;
typedef struct wrtc_peer_connection wrtc_peer_connection;
typedef struct wrtc_data_channel wrtc_data_channel;

/* A borrowed string; how long it is valid is said where it is handed out. */
typedef struct wrtc_string {
  const char *data;
  int32_t length; /* bytes */
} wrtc_string;

/* Text of a failure. Valid until the next failing call on the same thread. */
typedef struct wrtc_error {
  wrtc_status status;
  wrtc_error_type type;
  wrtc_string message;
} wrtc_error;

/* One event. Its strings are valid until the next wrtc_queue_poll of that queue. */
typedef struct wrtc_event {
  wrtc_event_type type;
  wrtc_status status;
  int64_t tag;
  int64_t operation;
  wrtc_error_type error_type;
  int32_t value;
  int32_t value2;
  wrtc_data_channel *channel;
  wrtc_string text1;
  wrtc_string text2;
  wrtc_string text3;
} wrtc_event;

/* RTCIceServer, with one URL: a server of several URLs is several of these. */
typedef struct wrtc_ice_server {
  wrtc_string url;
  wrtc_string username;
  wrtc_string credential;
} wrtc_ice_server;

/* RTCConfiguration. */
typedef struct wrtc_peer_connection_options {
  const wrtc_ice_server *ice_servers;
  int32_t ice_server_count;
  wrtc_ice_transport_policy ice_transport_policy;
  wrtc_bundle_policy bundle_policy;
  int32_t ice_candidate_pool_size; /* 0..255 */
  int32_t min_port;                /* range of local UDP and TCP ports; both 0: any */
  int32_t max_port;
  uint8_t exclude_loopback;        /* 1: no candidates on loopback interfaces */
  int64_t receive_limit;           /* bytes waiting in one channel's receive queue (each message counts 64 more); 0: 64 MiB */
} wrtc_peer_connection_options;

/* RTCDataChannelInit. */
typedef struct wrtc_data_channel_options {
  wrtc_string protocol;
  int32_t id;                   /* -1, or 0..1023 with negotiated */
  int32_t max_retransmits;      /* -1, or 0..65535; not together with the next */
  int32_t max_packet_life_time; /* -1, or 0..65535 ms */
  int32_t priority;             /* -1, or a wrtc_priority */
  uint8_t negotiated;
  uint8_t unordered;            /* 1: "ordered" is false */
} wrtc_data_channel_options;

/* What does not change in a channel's life. The strings are valid as long as the handle. */
typedef struct wrtc_data_channel_info {
  wrtc_string label;
  wrtc_string protocol;
  int32_t max_retransmits;      /* -1: not limited */
  int32_t max_packet_life_time; /* ms; -1: not limited */
  int32_t priority;             /* wrtc_priority */
  uint8_t ordered;
  uint8_t negotiated;
} wrtc_data_channel_info;

#ifdef __cplusplus
}
#endif
#endif /* WEBRTCNATIVE_TYPES_H_ */
