/* webrtcnative_types.h: constants and structures of the C interface. Include webrtcnative.h.
 *
 * Conventions of the whole interface
 *   Integers   int32_t and int64_t; flags are uint8_t, 0 or 1; -1 means "not set" where a value is optional.
 *   Strings    UTF-8, pointer and length in bytes, never terminated; NUL bytes inside are text like any other.
 *              A null pointer is allowed where the length is 0.
 *   Structures are plain: zero-fill one (memset) and set the fields you need; fields that say "-1" are not set by zero.
 */
#ifndef WEBRTCNATIVE_TYPES_H_
#define WEBRTCNATIVE_TYPES_H_

#include <stdint.h>

#include "webrtcnative_enums.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Raised by one with every change that a compiled caller could notice. */
#define WRTC_ABI_VERSION 11

/* Limits of the protocol, checked at the call. */
#define WRTC_MAX_LABEL_LENGTH 65535 /* label and protocol, RFC 8832 section 5.1 */
#define WRTC_MAX_RELIABILITY 65535  /* retransmissions, or milliseconds of packet life time */

/* Opaque handles. One owner each; give it back with the function named *_destroy, once. */
typedef struct wrtc_runtime wrtc_runtime;
typedef struct wrtc_queue wrtc_queue;
typedef struct wrtc_peer_connection wrtc_peer_connection;
typedef struct wrtc_data_channel wrtc_data_channel;

/* A borrowed string. The place that hands it out says how long it is valid. */
typedef struct wrtc_string {
  const char *data;
  int32_t length; /* bytes */
} wrtc_string;

/* Borrowed bytes that are no text. */
typedef struct wrtc_bytes {
  const uint8_t *data;
  int32_t length;
} wrtc_bytes;

/* Text of a failure. Valid until the next failing call on the same thread. */
typedef struct wrtc_error {
  wrtc_status status;
  wrtc_error_type type;
  wrtc_string message;
} wrtc_error;

/* RTCIceServer, with one URL: a server of several URLs is several of these. */
typedef struct wrtc_ice_server {
  wrtc_string url;
  wrtc_string username;
  wrtc_string credential;
  uint8_t accept_any_certificate; /* 1: with a "turns:" URL, the server's TLS certificate is not checked */
} wrtc_ice_server;

/* RTCCertificate, with its private key. ECDSA P-256, or RSA of 1024 to 8192 bits. */
typedef struct wrtc_certificate {
  wrtc_string private_key; /* PEM: PKCS #8 */
  wrtc_string certificate; /* PEM: X.509 */
} wrtc_certificate;

/* Times of ICE in milliseconds, and one count; 0: libwebrtc's default, which is in parentheses. */
typedef struct wrtc_ice_timing {
  int32_t receiving_timeout;         /* without a packet for so long a pair is no longer receiving (2500) */
  int32_t unwritable_timeout;        /* without an answer for so long a pair is unreliable: "disconnected" (5000) */
  int32_t unwritable_min_checks;     /* and so many checks without an answer (5) */
  int32_t inactive_timeout;          /* without an answer for so long a pair has failed: "failed" (15000) */
  int32_t check_interval_strong;     /* between checks of the selected pair and its rivals, when connected well (480) */
  int32_t check_interval_weak;       /* the same while it is not (48) */
  int32_t check_min_interval;        /* between any two checks; a lower bound for the two above (none) */
  int32_t backup_pair_ping_interval; /* keep-alive of pairs that are not selected (25000) */
  int32_t stable_ping_interval;      /* keep-alive of a pair that is writable and stable (2500) */
} wrtc_ice_timing;

/* RTCConfiguration, and libwebrtc's additions to it. set_configuration may change servers, policy of transports, pool size
 * and timing, of which receiving_timeout and backup_pair_ping_interval stay as they are. */
typedef struct wrtc_peer_connection_options {
  const wrtc_ice_server *ice_servers;
  int32_t ice_server_count;
  wrtc_ice_transport_policy ice_transport_policy;
  wrtc_bundle_policy bundle_policy;
  int32_t ice_candidate_pool_size;      /* 0..255 */
  const wrtc_certificate *certificates; /* none: libwebrtc makes one */
  int32_t certificate_count;
  int32_t min_port; /* range of local UDP and TCP ports; both 0: any */
  int32_t max_port;
  wrtc_ice_timing ice_timing;
  uint8_t exclude_loopback;   /* 1: no candidates on loopback interfaces */
  uint8_t exclude_link_local; /* 1: none with link-local addresses */
  uint8_t exclude_ipv6;       /* 1: none with IPv6 addresses */
  uint8_t exclude_tcp;        /* 1: no TCP candidates (RFC 6544) */
  uint8_t gather_continually; /* 1: candidates of networks that come up later are gathered too */
  uint8_t media;              /* 1: with audio and video (webrtcnative_media.h), if the library has them; 0: they are rejected */
  /* 1: when the connection's state becomes failed, its channels close with WRTC_ENGINE_FAILURE and
   * WRTC_ERROR_TYPE_NETWORK_ERROR. Their events follow that of the state. A connection that an ICE restart revives needs new
   * channels. 0: as the W3C has it, channels stay as they are. */
  uint8_t close_channels_when_failed;
  /* Milliseconds that the connection may be new and connecting, from the first description that is set; then its state becomes
   * failed, while that of ICE stays. It still connects if the peer answers later. Another offer, and a state of new or
   * connecting after connected or failed, begin anew. 0: no limit. */
  int32_t connect_timeout;
  int64_t receive_limit; /* bytes waiting in one channel's receive queue (each message counts 64 more); 0: 64 MiB */
} wrtc_peer_connection_options;

/* RTCDataChannelInit. */
typedef struct wrtc_data_channel_options {
  wrtc_string protocol;
  int32_t id;                   /* -1, or 0..wrtc_max_stream_id() with negotiated */
  int32_t max_retransmits;      /* -1, or 0..65535; not together with the next */
  int32_t max_packet_life_time; /* -1, or 0..65535 ms */
  int32_t priority;             /* -1, or a wrtc_priority */
  uint8_t negotiated;
  uint8_t unordered; /* 1: "ordered" is false */
} wrtc_data_channel_options;

/* A message that was received. */
typedef struct wrtc_message_info {
  int64_t arrival_time; /* microseconds since 1970-01-01 UTC */
  int32_t length;       /* bytes */
  uint8_t is_text;
} wrtc_message_info;

/* The properties of a channel that never change. The strings are valid as long as the handle. */
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
