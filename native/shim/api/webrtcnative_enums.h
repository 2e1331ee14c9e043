/* webrtcnative_enums.h: the enumerations of the C interface. Include webrtcnative.h. */
#ifndef WEBRTCNATIVE_ENUMS_H_
#define WEBRTCNATIVE_ENUMS_H_

#ifdef __cplusplus
extern "C" {
#endif

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
  WRTC_ENGINE_FAILURE = -11,     /* libwebrtc refused: see wrtc_error_type and the message */
  WRTC_NOT_WANTED = -12          /* a picture was dropped, since no encoder and no reader wants it; no failure */
} wrtc_status;

/* libwebrtc's RTCErrorType, from which RTCError and the names of DOMException are made. */
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

/* RTCSignalingState, in the W3C's order. */
typedef enum wrtc_signaling_state {
  WRTC_SIGNALING_STATE_STABLE = 0,
  WRTC_SIGNALING_STATE_HAVE_LOCAL_OFFER = 1,
  WRTC_SIGNALING_STATE_HAVE_REMOTE_OFFER = 2,
  WRTC_SIGNALING_STATE_HAVE_LOCAL_PRANSWER = 3,
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

/* RTCSctpTransportState. */
typedef enum wrtc_sctp_transport_state {
  WRTC_SCTP_TRANSPORT_STATE_CONNECTING = 0,
  WRTC_SCTP_TRANSPORT_STATE_CONNECTED = 1,
  WRTC_SCTP_TRANSPORT_STATE_CLOSED = 2
} wrtc_sctp_transport_state;

typedef enum wrtc_dtls_transport_state {
  WRTC_DTLS_TRANSPORT_STATE_NEW = 0,
  WRTC_DTLS_TRANSPORT_STATE_CONNECTING = 1,
  WRTC_DTLS_TRANSPORT_STATE_CONNECTED = 2,
  WRTC_DTLS_TRANSPORT_STATE_CLOSED = 3,
  WRTC_DTLS_TRANSPORT_STATE_FAILED = 4
} wrtc_dtls_transport_state;

/* RTCIceRole (RFC 8445, section 6.1.1). */
typedef enum wrtc_ice_role {
  WRTC_ICE_ROLE_UNKNOWN = 0,     /* this side has not set a description yet */
  WRTC_ICE_ROLE_CONTROLLING = 1, /* this side selects the candidate pair */
  WRTC_ICE_ROLE_CONTROLLED = 2   /* the remote side selects it */
} wrtc_ice_role;

/* Which of the four descriptions of RTCPeerConnection. */
typedef enum wrtc_description {
  WRTC_DESCRIPTION_CURRENT_LOCAL = 0,
  WRTC_DESCRIPTION_PENDING_LOCAL = 1,
  WRTC_DESCRIPTION_CURRENT_REMOTE = 2,
  WRTC_DESCRIPTION_PENDING_REMOTE = 3
} wrtc_description;

typedef enum wrtc_log_severity {
  WRTC_LOG_SEVERITY_VERBOSE = 0,
  WRTC_LOG_SEVERITY_INFO = 1,
  WRTC_LOG_SEVERITY_WARNING = 2,
  WRTC_LOG_SEVERITY_ERROR = 3,
  WRTC_LOG_SEVERITY_NONE = 4
} wrtc_log_severity;

/* RTCPriorityType; -1 in an option structure leaves it to the engine ("low"). */
typedef enum wrtc_priority {
  WRTC_PRIORITY_VERY_LOW = 0,
  WRTC_PRIORITY_LOW = 1,
  WRTC_PRIORITY_MEDIUM = 2,
  WRTC_PRIORITY_HIGH = 3
} wrtc_priority;

typedef enum wrtc_media_kind { WRTC_MEDIA_KIND_AUDIO = 0, WRTC_MEDIA_KIND_VIDEO = 1 } wrtc_media_kind;

/* RTCRtpTransceiverDirection. */
typedef enum wrtc_direction {
  WRTC_DIRECTION_SENDRECV = 0,
  WRTC_DIRECTION_SENDONLY = 1,
  WRTC_DIRECTION_RECVONLY = 2,
  WRTC_DIRECTION_INACTIVE = 3,
  WRTC_DIRECTION_STOPPED = 4
} wrtc_direction;

/* RTCDegradationPreference (W3C mst-content-hint). */
typedef enum wrtc_degradation_preference {
  WRTC_DEGRADATION_PREFERENCE_MAINTAIN_FRAMERATE_AND_RESOLUTION = 0,
  WRTC_DEGRADATION_PREFERENCE_MAINTAIN_FRAMERATE = 1,
  WRTC_DEGRADATION_PREFERENCE_MAINTAIN_RESOLUTION = 2,
  WRTC_DEGRADATION_PREFERENCE_BALANCED = 3
} wrtc_degradation_preference;

/* contentHint of a video track. */
typedef enum wrtc_content_hint {
  WRTC_CONTENT_HINT_NONE = 0,
  WRTC_CONTENT_HINT_MOTION = 1,
  WRTC_CONTENT_HINT_DETAIL = 2,
  WRTC_CONTENT_HINT_TEXT = 3
} wrtc_content_hint;

typedef enum wrtc_sample_format {
  WRTC_SAMPLE_FORMAT_INT16 = 0,
  WRTC_SAMPLE_FORMAT_FLOAT = 1 /* -1..1; values beyond are clipped */
} wrtc_sample_format;

/* Layouts of pictures in memory; see webrtcnative_video.h. */
typedef enum wrtc_video_format {
  WRTC_VIDEO_FORMAT_I420 = 0,
  WRTC_VIDEO_FORMAT_NV12 = 1,
  WRTC_VIDEO_FORMAT_BGRA = 2,
  WRTC_VIDEO_FORMAT_RGBA = 3
} wrtc_video_format;

/* Codecs of encoded pictures; see webrtcnative_encoded.h. */
typedef enum wrtc_video_codec {
  WRTC_VIDEO_CODEC_VP8 = 0,
  WRTC_VIDEO_CODEC_VP9 = 1,
  WRTC_VIDEO_CODEC_AV1 = 2,
  WRTC_VIDEO_CODEC_H264 = 3
} wrtc_video_codec;

/* Whether a remote track is decoded while a reader of its encoded frames is open. */
typedef enum wrtc_decode {
  WRTC_DECODE_WHEN_READ = 0, /* while a reader of pictures is open */
  WRTC_DECODE_ALWAYS = 1,
  WRTC_DECODE_NEVER = 2 /* readers of pictures get none */
} wrtc_decode;

/* Kinds of objects, for wrtc_live_objects and for events. */
typedef enum wrtc_object_kind {
  WRTC_OBJECT_KIND_RUNTIME = 0, /* an event about the library itself, whose tag is 0 */
  WRTC_OBJECT_KIND_QUEUE = 1,
  WRTC_OBJECT_KIND_PEER_CONNECTION = 2,
  WRTC_OBJECT_KIND_DATA_CHANNEL = 3,
  WRTC_OBJECT_KIND_RTP_TRANSCEIVER = 4,
  WRTC_OBJECT_KIND_TRACK = 5,
  WRTC_OBJECT_KIND_AUDIO_SOURCE = 6,
  WRTC_OBJECT_KIND_VIDEO_SOURCE = 7,
  WRTC_OBJECT_KIND_AUDIO_READER = 8,
  WRTC_OBJECT_KIND_VIDEO_READER = 9,
  WRTC_OBJECT_KIND_VIDEO_BUFFER = 10, /* rented by a source */
  WRTC_OBJECT_KIND_VIDEO_FRAME = 11,  /* lent by a reader, or a clone */
  WRTC_OBJECT_KIND_ENCODED_SOURCE = 12,
  WRTC_OBJECT_KIND_ENCODED_READER = 13,
  WRTC_OBJECT_KIND_ENCODED_FRAME = 14, /* lent by a reader */
  WRTC_OBJECT_KIND_TRANSFORM = 15,
  WRTC_OBJECT_KIND_TRANSFORM_FRAME = 16 /* lent by a transform */
} wrtc_object_kind;

/* Kinds of events. Those whose names end in _STATE carry the new state in wrtc_event.state. Where a structure is named here,
 * wrtc_event.details points to one (webrtcnative_events.h); otherwise it is null. */
typedef enum wrtc_event_type {
  /* About a peer connection. */
  WRTC_EVENT_OPERATION_COMPLETED = 1,      /* wrtc_operation_completed: the completion of a call with an operation id */
  WRTC_EVENT_NEGOTIATION_NEEDED = 2,       /* it was needed when this was queued; wrtc_peer_connection_check_negotiation_needed
                                             says whether it still is */
  WRTC_EVENT_SIGNALING_STATE = 3,          /* wrtc_signaling_state */
  WRTC_EVENT_ICE_GATHERING_STATE = 4,      /* wrtc_ice_gathering_state */
  WRTC_EVENT_ICE_CONNECTION_STATE = 5,     /* wrtc_ice_connection_state */
  WRTC_EVENT_CONNECTION_STATE = 6,         /* wrtc_peer_connection_state */
  WRTC_EVENT_ICE_CANDIDATE = 7,            /* wrtc_local_candidate: send it to the remote peer */
  WRTC_EVENT_ICE_CANDIDATE_REMOVED = 8,    /* wrtc_local_candidate: no longer valid, its network is gone */
  WRTC_EVENT_ICE_CANDIDATE_ERROR = 9,      /* wrtc_candidate_error */
  WRTC_EVENT_SELECTED_CANDIDATE_PAIR = 10, /* wrtc_candidate_pair */
  WRTC_EVENT_DESCRIPTION = 11,             /* wrtc_description_changed; queued before the other events of the change */
  WRTC_EVENT_SCTP_STATE = 12,              /* wrtc_sctp_transport_state; details: wrtc_sctp_transport */
  WRTC_EVENT_DTLS_STATE = 13,              /* wrtc_dtls_transport_state; details: wrtc_dtls_transport. The same state
                                             again if only values of the ICE transport have changed */
  WRTC_EVENT_EVENT_LOG = 14,               /* wrtc_event_log: the next bytes of the RTC event log */
  WRTC_EVENT_DATA_CHANNEL = 15,            /* wrtc_data_channel_announced: the remote peer has created a channel */
  WRTC_EVENT_TRANSCEIVER = 16,             /* wrtc_transceiver_announced: the remote peer has made a transceiver */

  /* About a data channel. */
  WRTC_EVENT_CHANNEL_STATE = 101,    /* wrtc_data_channel_state; details: wrtc_channel_failure if a failure closed it */
  WRTC_EVENT_CHANNEL_READABLE = 102, /* its receive queue is no longer empty */
  WRTC_EVENT_CHANNEL_WRITABLE = 103, /* answers wrtc_data_channel_notify_writable */
  WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW = 104, /* it fell to the low threshold or below */

  /* About a transceiver. Those of a description are queued before the completion that set it. */
  WRTC_EVENT_TRANSCEIVER_CHANGED = 301, /* wrtc_transceiver_changed */
  WRTC_EVENT_TRACK = 302,               /* wrtc_track_announced: RTCPeerConnection's track event */
  WRTC_EVENT_DTMF_TONE = 303,           /* wrtc_dtmf_tone */
  WRTC_EVENT_TRACK_MUTED_STATE = 304,   /* of the receiver's track. 1: muted, as at first; 0: not */
  WRTC_EVENT_TRACK_ENDED = 305,         /* of the receiver's track */

  /* About a wait of a source or reader. */
  WRTC_EVENT_SOURCE_WRITABLE = 401, /* answers wrtc_audio_source_notify_writable */
  WRTC_EVENT_READER_READABLE = 402, /* answers wrtc_audio_reader_notify_readable, wrtc_video_reader_notify_readable and
                                      wrtc_encoded_reader_notify_readable and wrtc_transform_notify_readable */
  WRTC_EVENT_SOURCE_WANTS = 403,    /* answers wrtc_video_source_notify_wants and wrtc_encoded_source_notify_wants */

  /* About the library. */
  WRTC_EVENT_LOG = 201 /* wrtc_log_line: a line of libwebrtc's log */
} wrtc_event_type;

/* The counters of wrtc_counter_value, for the whole process since it began. */
typedef enum wrtc_counter {
  WRTC_COUNTER_SEND_CALLS = 0,     /* wrtc_data_channel_send */
  WRTC_COUNTER_RECEIVE_CALLS = 1,  /* wrtc_data_channel_receive */
  WRTC_COUNTER_POLL_CALLS = 2,     /* wrtc_queue_poll */
  WRTC_COUNTER_SEND_TRIPS = 3,     /* thread hops of sending, each with any number of messages */
  WRTC_COUNTER_EVENTS = 4,         /* put into queues */
  WRTC_COUNTER_QUEUE_WAKEUPS = 5,  /* polls that slept and were woken by an event */
  WRTC_COUNTER_UDP_SEND_CALLS = 6, /* system calls; the UDP counters count on Linux and the upstream engine */
  WRTC_COUNTER_UDP_DATAGRAMS_SENT = 7,
  WRTC_COUNTER_UDP_RECEIVE_CALLS = 8,
  WRTC_COUNTER_UDP_DATAGRAMS_RECEIVED = 9,
  WRTC_COUNTER_AUDIO_STEPS = 10,          /* of the clocks of sound, 10 ms each */
  WRTC_COUNTER_AUDIO_STEPS_MISSED = 11,   /* left out, after a delay of more than 100 ms */
  WRTC_COUNTER_VIDEO_FRAMES_IN = 12,      /* sent by sources to an encoder or a reader */
  WRTC_COUNTER_VIDEO_FRAMES_OUT = 13,     /* that came to readers */
  WRTC_COUNTER_VIDEO_CONVERSIONS = 14,    /* copies of pixels, with or without a change of format, by sources and readers */
  WRTC_COUNTER_VIDEO_FRAMES_DECODED = 15, /* given to a decoder */
  WRTC_COUNTER_ENCODED_FRAMES_IN = 16,    /* taken by encoded sources, each copied once */
  WRTC_COUNTER_ENCODED_FRAMES_SENT = 17,  /* passed to a connection, uncoded and uncopied */
  WRTC_COUNTER_ENCODED_FRAMES_OUT = 18    /* that came to encoded readers */
} wrtc_counter;

#ifdef __cplusplus
}
#endif
#endif /* WEBRTCNATIVE_ENUMS_H_ */
