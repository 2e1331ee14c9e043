/* webrtcnative_encoded.h: encoded pictures in and out. Include webrtcnative.h.
 *
 * The model
 *   An encoded source is a video source whose pictures are encoded already, by a file, a camera or another peer. They are sent as they are. A
 *   reader of encoded frames gives those of a remote track, whole and in order, without decoding them.
 *   A frame is all of the bytes of one picture:
 *     VP8, VP9    a frame; in VP9 also a superframe
 *     AV1         a temporal unit of OBUs that have sizes ("low overhead format"), with or without its temporal delimiter
 *     H.264       an access unit in Annex B format: each NAL unit after a start code. No B frames
 *   What a source knows of key frames, sizes and parameter sets it reads from the bytes. SPS and PPS of H.264, and the sequence header of AV1, are
 *   kept and put in front of key frames that lack them.
 *
 * Gaps
 *   A receiver can decode a frame only with all of those before it, back to a key frame. So each connection that sends a source's track begins
 *   with a key frame; after a frame that was rejected or lost in front of it, it drops frames until the next one, and requests it.
 *
 * Threads
 *   Any function may be called from any thread. None waits for an engine thread. */
#ifndef WEBRTCNATIVE_ENCODED_H_
#define WEBRTCNATIVE_ENCODED_H_

#include "webrtcnative_rtp.h"
#include "webrtcnative_types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WRTC_MAX_ENCODED_FRAME 4194304    /* bytes of a frame that is sent */
#define WRTC_MAX_ENCODED_WAITING 8        /* frames of a source that connections have not taken yet */
#define WRTC_ENCODED_READER_LIMIT 4194304 /* bytes that wait in a reader */
#define WRTC_MAX_LENT_ENCODED_FRAMES 16   /* of one reader at a time */
#define WRTC_MAX_PLAYOUT_DELAY 40950      /* milliseconds */

/* Opaque handles. One owner each; give it back with the function named *_destroy or *_release, once. */
typedef struct wrtc_encoded_source wrtc_encoded_source;
typedef struct wrtc_encoded_reader wrtc_encoded_reader;
typedef struct wrtc_encoded_frame wrtc_encoded_frame;

/* What the connections want of an encoded source. */
typedef struct wrtc_encoded_wants {
  int64_t bitrate;            /* bits per second, the lowest of the connections; 0: not known yet */
  int64_t key_frame_requests; /* how often a key frame was asked for */
  double framerate;           /* a second, by the connections' count; 0: not known yet */
  uint8_t active;             /* 0: nobody wants a frame: no track of the source is sent, or all are disabled */
  uint8_t needs_key_frame;    /* 1: a key frame was asked for, and none was sent since */
} wrtc_encoded_wants;

typedef struct wrtc_encoded_frame_info {
  int64_t timestamp;    /* microseconds, near the engine's monotonic clock; two of them are as far apart as the RTP timestamps */
  int64_t capture_time; /* as that of wrtc_video_frame_info */
  uint32_t rtp_timestamp; /* 90 kHz */
  int32_t width;          /* pixels; of a delta frame those of its key frame. 0: not known */
  int32_t height;
  int32_t rotation; /* degrees clockwise by which the picture must be turned to be upright: 0, 90, 180, 270 */
  wrtc_video_codec codec;
  uint8_t is_key_frame;
  uint8_t is_discontinuity; /* 1: the reader dropped frames before this one, which is a key frame */
} wrtc_encoded_frame_info;

typedef struct wrtc_encoded_reader_status {
  int64_t available; /* frames that wait */
  int64_t buffered;  /* bytes that wait */
  int64_t delivered;
  int64_t dropped; /* because nobody read them */
  int32_t lent;    /* frames that wrtc_encoded_frame_release has not got back */
  uint8_t ended;   /* 1: the track has ended, and no further frames come */
} wrtc_encoded_reader_status;

/* ---- Sources -------------------------------------------------------------------------------------------------------- */

/* A source of encoded pictures. playout_delay: milliseconds from a frame's capture to its display that receivers are told to aim at (RTP header
 * extension playout-delay, with this as minimum and maximum), rounded down to tens, WRTC_MAX_PLAYOUT_DELAY at most; 0: each frame is shown as soon
 * as it is there; -1: receivers decide. WRTC_INVALID_PARAMETER: another delay, or a codec that the engine cannot send. */
WRTC_EXPORT wrtc_status wrtc_encoded_source_create(wrtc_runtime *runtime, wrtc_video_codec codec, int32_t playout_delay,
                                                   wrtc_encoded_source **source);

/* A track of the source. A transceiver that is made for it, or that takes it by wrtc_peer_connection_add_track, prefers its codec. Readers of
 * pictures refuse the track: nothing decodes it here. */
WRTC_EXPORT wrtc_status wrtc_encoded_source_create_track(wrtc_encoded_source *source, const char *id, int32_t id_length,
                                                         wrtc_track **track);

WRTC_EXPORT wrtc_status wrtc_encoded_source_get_wants(const wrtc_encoded_source *source, wrtc_encoded_wants *wants);

/* Requests one WRTC_EVENT_SOURCE_WANTS with this tag in this queue, as soon as bitrate, framerate, active or key_frame_requests differ from those
 * given (perhaps at once), or the source is destroyed. A later call replaces a pending one. A request for a key frame is repeated by later
 * frames until a key frame is sent, at most every 300 ms. */
WRTC_EXPORT wrtc_status wrtc_encoded_source_notify_wants(wrtc_encoded_source *source, wrtc_queue *queue, int64_t tag,
                                                         const wrtc_encoded_wants *known);

/* Copies a frame once, and gives it to all connections that send the source. width and height: pixels; 0: as the bytes say.
 * timestamp: microseconds of any clock of the caller that only goes forward, or -1: now. rotation: 0, 90,
 * 180 or 270. is_discontinuity 1: the caller has lost frames in front of this one.
 * WRTC_NOT_WANTED: dropped, since nobody wants it. WRTC_SEND_BUFFER_FULL: rejected, since WRTC_MAX_ENCODED_WAITING frames wait; a key frame is
 * requested. WRTC_INVALID_PARAMETER: the bytes are no frame of the codec, or a key frame without the parameters to decode it.
 * WRTC_MESSAGE_TOO_LARGE: more than WRTC_MAX_ENCODED_FRAME. WRTC_INVALID_STATE: a connection has negotiated other codecs only; the frame was
 * given to the others. */
WRTC_EXPORT wrtc_status wrtc_encoded_source_send(wrtc_encoded_source *source, const uint8_t *data, int64_t length, int32_t width,
                                                 int32_t height, int64_t timestamp, int32_t rotation, uint8_t is_discontinuity);

/* Ends its tracks: their senders get no more pictures. */
WRTC_EXPORT void wrtc_encoded_source_destroy(wrtc_encoded_source *source);

/* ---- Readers -------------------------------------------------------------------------------------------------------- */

/* A reader of a remote track's encoded frames. The first frame is a key frame, which is requested. When more than WRTC_ENCODED_READER_LIMIT bytes wait,
 * the frames up to the next key frame are dropped, and a key frame is requested if none waits. decode: a wrtc_decode; of several readers of one
 * track NEVER goes before ALWAYS, and ALWAYS before WHEN_READ. A reader of pictures that is opened meanwhile begins with a key frame, which is
 * requested. WRTC_INVALID_PARAMETER: the track is not a remote one of pictures. */
WRTC_EXPORT wrtc_status wrtc_encoded_reader_create(wrtc_track *track, wrtc_decode decode, wrtc_encoded_reader **reader);

/* Lends the oldest frame that waits; its bytes are the engine's own, and stay valid until wrtc_encoded_frame_release. WRTC_EMPTY: none waits.
 * WRTC_INVALID_STATE: WRTC_MAX_LENT_ENCODED_FRAMES are lent. */
WRTC_EXPORT wrtc_status wrtc_encoded_reader_read(wrtc_encoded_reader *reader, wrtc_encoded_frame **frame,
                                                 wrtc_encoded_frame_info *info, const uint8_t **data, int64_t *length);

/* Requests one WRTC_EVENT_READER_READABLE with this tag in this queue, as soon as a frame waits (perhaps at once), or the track has ended.
 * A later call replaces a pending one. */
WRTC_EXPORT wrtc_status wrtc_encoded_reader_notify_readable(wrtc_encoded_reader *reader, wrtc_queue *queue, int64_t tag);

WRTC_EXPORT wrtc_status wrtc_encoded_reader_get_status(const wrtc_encoded_reader *reader, wrtc_encoded_reader_status *status);

/* Drops what waits. Lent frames stay valid. */
WRTC_EXPORT void wrtc_encoded_reader_destroy(wrtc_encoded_reader *reader);

WRTC_EXPORT void wrtc_encoded_frame_release(wrtc_encoded_frame *frame);

/* Asks the remote sender of a receiver's pictures for a key frame. The completion says that it was asked. WRTC_INVALID_PARAMETER: a receiver of
 * sound. */
WRTC_EXPORT wrtc_status wrtc_rtp_receiver_request_key_frame(wrtc_rtp_transceiver *transceiver, int64_t operation);

#ifdef __cplusplus
}
#endif
#endif /* WEBRTCNATIVE_ENCODED_H_ */
