/* webrtcnative_transform.h: encoded frames on their way, to be read and changed (W3C, WebRTC Encoded Transform). Include webrtcnative.h.
 *
 * The model
 *   A transform is set on one sender or receiver. Each encoded frame goes into it: of a sender before it is packetized, of a receiver
 *   before it is decoded. A frame that the transform does not give back is lost; none gets past it untransformed.
 *     loop     the frames wait for the caller, who reads each, may change its bytes, and writes it on
 *     AES-GCM  the engine's threads encrypt or decrypt each frame, and the caller does nothing
 *
 * Bounds of a loop
 *   WRTC_MAX_TRANSFORM_FRAMES wait at most: when so many do, the oldest is dropped for the next, counted, and a sender of pictures is
 *   asked for a key frame when the caller reads again. As many are lent at most.
 *
 * AES-GCM (NIST SP 800-38D), of VP8, VP9 and sound
 *   The frame's first bytes stay readable, since packetizers look at them: 10 of a key frame, 3 of another one, 1 of sound. Then
 *     the encrypted rest, the tag (16 bytes), the nonce (12 random bytes), and how many bytes are readable (1 byte).
 *   The readable bytes are authenticated (additional data). A frame that cannot be decrypted is dropped and counted as failed; so is each
 *   frame of H.264, H.265 and AV1, whose packetizers need all of it. Replays are SRTP's matter.
 *
 * Threads
 *   Any function may be called from any thread. wrtc_rtp_sender_set_transform and wrtc_rtp_receiver_set_transform wait for the signaling
 *   thread, the others for no engine thread. */
#ifndef WEBRTCNATIVE_TRANSFORM_H_
#define WEBRTCNATIVE_TRANSFORM_H_

#include "webrtcnative_rtp.h"
#include "webrtcnative_types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WRTC_MAX_TRANSFORM_FRAMES 64        /* that wait for the caller, and that are lent, of one loop */
#define WRTC_MAX_TRANSFORMED_FRAME 16777216 /* bytes that a caller may write */

/* Opaque handles. One owner each; give it back with the function named *_destroy, *_write or *_release, once. */
typedef struct wrtc_transform wrtc_transform;
typedef struct wrtc_transform_frame wrtc_transform_frame;

typedef struct wrtc_transform_frame_info {
  uint8_t *data; /* the encoded bytes, which may be changed in place */
  int64_t length;
  uint32_t ssrc;
  uint32_t rtp_timestamp;
  int32_t payload_type;
  int32_t width; /* pixels; 0 of sound, and where the engine does not tell: of most frames that are no key frames */
  int32_t height;
  wrtc_media_kind kind;
  uint8_t is_key_frame; /* 0 of sound */
} wrtc_transform_frame_info;

typedef struct wrtc_transform_status {
  int64_t available; /* frames that wait */
  int64_t passed;    /* written on, or encrypted or decrypted */
  int64_t dropped;   /* too many waited; or released unwritten; or the transform, or its sender or receiver, has ended */
  int64_t failed;    /* that could not be encrypted or decrypted */
  uint8_t ended;     /* 1: the sender or receiver has another transform or is closed, and no further frames come */
} wrtc_transform_status;

/* A loop. */
WRTC_EXPORT wrtc_status wrtc_transform_create(wrtc_transform **transform);

/* Encrypts in a sender, decrypts in a receiver. key_length: 16 or 32 bytes; the key is copied. WRTC_UNSUPPORTED: a library without media. */
WRTC_EXPORT wrtc_status wrtc_transform_create_aes_gcm(const uint8_t *key, int32_t key_length, wrtc_transform **transform);

/* Lends the oldest frame that waits, until wrtc_transform_frame_write or _release. info may be null.
 * WRTC_EMPTY: none waits. WRTC_INVALID_STATE: WRTC_MAX_TRANSFORM_FRAMES are lent. */
WRTC_EXPORT wrtc_status wrtc_transform_read(wrtc_transform *transform, wrtc_transform_frame **frame,
                                            wrtc_transform_frame_info *info);

/* Requests one WRTC_EVENT_READER_READABLE with this tag in this queue, as soon as a frame waits (perhaps at once), or the transform has
 * ended. A later call replaces a pending one. */
WRTC_EXPORT wrtc_status wrtc_transform_notify_readable(wrtc_transform *transform, wrtc_queue *queue, int64_t tag);

WRTC_EXPORT wrtc_status wrtc_transform_get_status(const wrtc_transform *transform, wrtc_transform_status *status);

/* Passes the frame on with these bytes, which may be its own, and gives it back. A frame that was read before another one that has been
 * written is dropped. WRTC_INVALID_PARAMETER: length is negative or more than WRTC_MAX_TRANSFORMED_FRAME, and the frame is still lent. A frame whose
 * transform has ended is dropped. */
WRTC_EXPORT wrtc_status wrtc_transform_frame_write(wrtc_transform_frame *frame, const uint8_t *data, int64_t length);

/* Drops the frame. */
WRTC_EXPORT void wrtc_transform_frame_release(wrtc_transform_frame *frame);

/* Drops what waits, and all that still comes, unless another transform is set. Lent frames stay valid. */
WRTC_EXPORT void wrtc_transform_destroy(wrtc_transform *transform);

/* Sets the transform of the sender or receiver. Null: frames go straight on again. The former transform has ended: what waits in it, and
 * what is written to it, is dropped.
 * WRTC_INVALID_STATE: the transform is or was set on another sender or receiver, or has ended. WRTC_CLOSED: the connection is. */
WRTC_EXPORT wrtc_status wrtc_rtp_sender_set_transform(wrtc_rtp_transceiver *transceiver, wrtc_transform *transform);
WRTC_EXPORT wrtc_status wrtc_rtp_receiver_set_transform(wrtc_rtp_transceiver *transceiver, wrtc_transform *transform);

#ifdef __cplusplus
}
#endif
#endif /* WEBRTCNATIVE_TRANSFORM_H_ */
