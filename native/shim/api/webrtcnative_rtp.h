/* webrtcnative_rtp.h: structures of audio and video. Include webrtcnative.h. */
#ifndef WEBRTCNATIVE_RTP_H_
#define WEBRTCNATIVE_RTP_H_

#include "webrtcnative_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Opaque handles. One owner each; give it back with the function named *_destroy, once. */
typedef struct wrtc_rtp_transceiver wrtc_rtp_transceiver;
typedef struct wrtc_track wrtc_track;
typedef struct wrtc_audio_source wrtc_audio_source;
typedef struct wrtc_video_source wrtc_video_source;
typedef struct wrtc_audio_reader wrtc_audio_reader;

/* RTCRtpCodec and RTCRtpCodecParameters. */
typedef struct wrtc_rtp_codec {
  wrtc_string mime_type; /* such as "audio/opus" */
  wrtc_string sdp_fmtp_line;
  int32_t clock_rate;   /* Hz */
  int32_t channels;     /* 0: not said */
  int32_t payload_type; /* -1: not said, as in capabilities */
} wrtc_rtp_codec;

/* RTCRtpHeaderExtensionParameters and RTCRtpHeaderExtensionCapability. */
typedef struct wrtc_rtp_header_extension {
  wrtc_string uri;
  int32_t id; /* -1: none */
  uint8_t encrypted;
  wrtc_direction direction; /* of capabilities; WRTC_DIRECTION_STOPPED: not offered */
} wrtc_rtp_header_extension;

/* RTCRtpEncodingParameters. -1: not set. */
typedef struct wrtc_rtp_encoding {
  wrtc_string rid;
  wrtc_string scalability_mode;    /* such as "L1T3" */
  const wrtc_rtp_codec *codec;     /* null: the first one negotiated */
  double max_framerate;            /* -1, or at least 0 */
  double scale_resolution_down_by; /* -1, or at least 1; video only */
  int32_t max_bitrate;             /* -1, or bits per second */
  int32_t priority;                /* -1, or a wrtc_priority */
  int32_t network_priority;        /* -1, or a wrtc_priority */
  int32_t max_width;               /* scaleResolutionDownTo; 0: not set */
  int32_t max_height;
  uint8_t active;
  uint8_t adaptive_ptime;
} wrtc_rtp_encoding;

/* RTCRtpSendParameters, RTCRtpReceiveParameters and RTCRtpCapabilities; members that a function does not fill are empty. */
typedef struct wrtc_rtp_parameters {
  wrtc_string transaction_id;
  wrtc_string mid; /* empty before negotiation */
  wrtc_string cname;
  const wrtc_rtp_encoding *encodings;
  int32_t encoding_count;
  const wrtc_rtp_codec *codecs;
  int32_t codec_count;
  const wrtc_rtp_header_extension *header_extensions;
  int32_t header_extension_count;
  int32_t degradation_preference; /* -1, or a wrtc_degradation_preference */
  uint8_t reduced_size_rtcp;
} wrtc_rtp_parameters;

/* RTCRtpTransceiverInit. */
typedef struct wrtc_rtp_transceiver_init {
  wrtc_direction direction; /* not WRTC_DIRECTION_STOPPED */
  const wrtc_string *stream_ids;
  int32_t stream_id_count;
  const wrtc_rtp_encoding *encodings; /* none: one, active */
  int32_t encoding_count;
} wrtc_rtp_transceiver_init;

/* RTCRtpContributingSource and RTCRtpSynchronizationSource. */
typedef struct wrtc_rtp_source {
  int64_t timestamp;  /* microseconds since 1970-01-01 UTC */
  double audio_level; /* 0..1; -1: not said */
  uint32_t source;    /* SSRC or CSRC */
  uint32_t rtp_timestamp;
  uint8_t is_contributing;
} wrtc_rtp_source;

typedef struct wrtc_track_info {
  wrtc_string id;
  wrtc_media_kind kind;
  uint8_t is_remote;
} wrtc_track_info;

typedef struct wrtc_audio_source_options {
  int32_t sample_rate;  /* 8000..48000 Hz */
  int32_t channels;     /* 1 or 2 */
  int32_t buffer_limit; /* milliseconds, 20..600000 */
} wrtc_audio_source_options;

typedef struct wrtc_audio_reader_options {
  int32_t sample_rate; /* 8000..48000 Hz */
  int32_t channels;    /* 1 or 2 */
  int32_t buffer;      /* milliseconds, 10..60000 */
} wrtc_audio_reader_options;

typedef struct wrtc_audio_reader_status {
  int64_t available; /* frames */
  int64_t delivered;
  int64_t dropped;
  double level;  /* of the last 10 ms: 0..1, the root mean square of the samples */
  uint8_t ended; /* 1: the track has ended, and no further samples come */
} wrtc_audio_reader_status;

/* Details of WRTC_EVENT_TRANSCEIVER: setRemoteDescription has made a transceiver. */
typedef struct wrtc_transceiver_announced {
  wrtc_rtp_transceiver *transceiver; /* a new handle, which belongs to the caller from the poll on */
  int64_t tag;                       /* its events carry it; negative */
  wrtc_media_kind kind;
} wrtc_transceiver_announced;

/* Details of WRTC_EVENT_TRANSCEIVER_CHANGED: all of what may change in a transceiver. */
typedef struct wrtc_transceiver_changed {
  wrtc_string mid;           /* empty: not negotiated */
  int32_t direction;         /* wrtc_direction */
  int32_t current_direction; /* wrtc_direction; -1: not negotiated */
  uint8_t is_removed;        /* 1: no longer one of the connection: rolled back, or stopped and negotiated */
  int64_t dtls_transport;    /* id of the DTLS transport of its section, whose first event was queued before; 0: none */
} wrtc_transceiver_changed;

/* Details of WRTC_EVENT_TRACK: the remote peer wants to send (RTCTrackEvent). */
typedef struct wrtc_track_announced {
  const wrtc_string *stream_ids;
  int32_t stream_id_count;
} wrtc_track_announced;

/* Details of WRTC_EVENT_DTMF_TONE. */
typedef struct wrtc_dtmf_tone {
  wrtc_string tone;        /* empty: the last one has been played */
  wrtc_string tone_buffer; /* those that wait */
} wrtc_dtmf_tone;

#ifdef __cplusplus
}
#endif
#endif /* WEBRTCNATIVE_RTP_H_ */
