/* webrtcnative_video.h: pictures in and out. Include webrtcnative.h.
 *
 * The model
 *   Pictures are pushed into a source and pulled out of a reader. A source hands each picture on at once, and keeps none. A reader
 *   keeps the newest picture of a track, or the newest few.
 *   Pixels are copied only where a function says so. A rented buffer is filled in place. A lent frame is the decoder's own picture.
 *
 * Memory of a picture
 *   One block that holds all planes, one behind the other. stride is the distance of two rows of the first plane in bytes; 0: no gaps.
 *     I420        Y, then U and V of half the width and height (rounded up), with half the stride (rounded up)
 *     NV12        Y, then U and V alternating, of half the height (rounded up), with the stride (rounded up to an even number)
 *     BGRA, RGBA  four bytes a pixel in this order; A is ignored in a source, and 255 in a reader
 *   A source takes pictures of even width and height, of 2 to WRTC_MAX_VIDEO_SIDE on each side, and of at most
 *   WRTC_MAX_VIDEO_PIXELS. A reader may get any size from a remote peer.
 *
 * Threads
 *   Any function may be called from any thread. None waits for an engine thread. Conversions are made on the calling thread. */
#ifndef WEBRTCNATIVE_VIDEO_H_
#define WEBRTCNATIVE_VIDEO_H_

#include "webrtcnative_rtp.h"
#include "webrtcnative_types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WRTC_MAX_VIDEO_SIDE 16384      /* width or height of a picture that is sent */
#define WRTC_MAX_VIDEO_PIXELS 67108864 /* their product */
#define WRTC_MAX_RENTED_BUFFERS 16     /* of one source at a time */
#define WRTC_MAX_LENT_FRAMES 16        /* of one reader at a time */

/* Opaque handles. One owner each; give it back with the function named *_destroy or *_release, once. */
typedef struct wrtc_video_buffer wrtc_video_buffer;
typedef struct wrtc_video_reader wrtc_video_reader;
typedef struct wrtc_video_frame wrtc_video_frame;

/* Memory of the caller. */
typedef struct wrtc_video_memory {
  uint8_t *data;
  int64_t length; /* bytes */
  int32_t stride; /* of the first plane; 0: no gaps */
  wrtc_video_format format;
} wrtc_video_memory;

/* Memory of the library: the planes of a rented buffer or of a lent frame. Planes that the format has not are null. */
typedef struct wrtc_video_planes {
  uint8_t *data_first;  /* Y, or all of BGRA and RGBA */
  uint8_t *data_second; /* U, or U and V of NV12 */
  uint8_t *data_third;  /* V */
  int32_t stride_first; /* bytes */
  int32_t stride_second;
  int32_t stride_third;
  int32_t width; /* pixels */
  int32_t height;
  wrtc_video_format format;
} wrtc_video_planes;

/* What the receivers of a source's pictures want of it. */
typedef struct wrtc_video_wants {
  int32_t max_pixels;    /* width times height; larger pictures are made smaller. INT32_MAX: any */
  int32_t max_framerate; /* a second; pictures beyond it are dropped. INT32_MAX: any */
  uint8_t active;        /* 0: nobody wants a picture: no track of the source is sent or read, or all are disabled */
} wrtc_video_wants;

typedef struct wrtc_video_frame_info {
  /* Microseconds of the engine's monotonic clock: of a local track when the picture was captured, of a remote one when it should be
   * shown. */
  int64_t timestamp;
  /* Microseconds since 1970-01-01 UTC, of a remote track: when the remote peer captured the picture, by this side's clock. -1: not known.
   * RTCP tells the remote clock after some seconds, and the round trip time only if this side sends sound or pictures as well. */
  int64_t capture_time;
  uint32_t rtp_timestamp; /* 90 kHz, of a remote track */
  int32_t width;          /* pixels, as they are in the memory: not rotated */
  int32_t height;
  int32_t rotation; /* degrees clockwise by which the picture must be turned to be upright: 0, 90, 180, 270 */
} wrtc_video_frame_info;

typedef struct wrtc_video_reader_status {
  int64_t available; /* frames that wait */
  int64_t delivered; /* by read and copy_latest */
  int64_t dropped;   /* replaced by newer ones before they were read */
  int32_t lent;      /* frames that wrtc_video_frame_release has not got back */
  uint8_t ended;     /* 1: the track has ended, and no further frames come */
} wrtc_video_reader_status;

/* ---- Sources -------------------------------------------------------------------------------------------------------- */

/* A source of pictures, which needs no camera. is_screencast 1: the pictures show a screen. */
WRTC_EXPORT wrtc_status wrtc_video_source_create(wrtc_runtime *runtime, uint8_t is_screencast, wrtc_video_source **source);

/* A track of the source. id: the track's identifier in descriptions; empty: a random one. */
WRTC_EXPORT wrtc_status wrtc_video_source_create_track(wrtc_video_source *source, const char *id, int32_t id_length,
                                                       wrtc_track **track);

/* What is wanted now. A track whose sender is negotiated, and which is enabled, makes a source active; so does a reader of it. */
WRTC_EXPORT wrtc_status wrtc_video_source_get_wants(const wrtc_video_source *source, wrtc_video_wants *wants);

/* Requests one WRTC_EVENT_SOURCE_WANTS with this tag in this queue, as soon as the wants differ from those given (perhaps at once), or the
 * source is destroyed. A later call replaces a pending one. */
WRTC_EXPORT wrtc_status wrtc_video_source_notify_wants(wrtc_video_source *source, wrtc_queue *queue, int64_t tag,
                                                       const wrtc_video_wants *known);

/* Rents a buffer to be filled in place. Its pixels are those of an earlier picture, or 0. It belongs to the caller until it is sent or
 * released, and outlives the source.
 * WRTC_NOT_WANTED: nobody wants a picture, and no memory was touched. WRTC_SEND_BUFFER_FULL: WRTC_MAX_RENTED_BUFFERS are rented.
 * WRTC_INVALID_PARAMETER: a size or format that a source does not take. */
WRTC_EXPORT wrtc_status wrtc_video_source_rent(wrtc_video_source *source, wrtc_video_format format, int32_t width, int32_t height,
                                               wrtc_video_buffer **buffer, wrtc_video_planes *planes);

/* Sends a rented buffer and gives it back. I420 and NV12 are not copied; BGRA and RGBA are converted once. The buffer must not be written
 * to afterwards. timestamp: microseconds of any clock of the caller that only goes forward, or -1: now. rotation: 0, 90, 180 or 270.
 * WRTC_NOT_WANTED: dropped, since nobody wants it, it is beyond max_framerate, or another was sent in the same millisecond.
 * WRTC_INVALID_PARAMETER: the buffer still belongs to the caller. */
WRTC_EXPORT wrtc_status wrtc_video_buffer_send(wrtc_video_buffer *buffer, int64_t timestamp, int32_t rotation);

/* Gives a rented buffer back unsent. */
WRTC_EXPORT void wrtc_video_buffer_release(wrtc_video_buffer *buffer);

/* Copies or converts a picture once, and sends it; as wrtc_video_buffer_send. The memory is free again when this returns. A picture that is
 * not wanted is not converted.
 * WRTC_INVALID_PARAMETER: a size or format that a source does not take, a stride below a row; WRTC_BUFFER_TOO_SMALL: length is less than the
 * planes need. */
WRTC_EXPORT wrtc_status wrtc_video_source_send(wrtc_video_source *source, const wrtc_video_memory *memory, int32_t width,
                                               int32_t height, int64_t timestamp, int32_t rotation);

/* The tracks of the source have no more pictures, and end. */
WRTC_EXPORT void wrtc_video_source_destroy(wrtc_video_source *source);

/* ---- Readers -------------------------------------------------------------------------------------------------------- */

/* A reader of a track's pictures, local or remote. Any number may read one track. capacity: how many frames wait, 1..16; when so many wait,
 * the oldest is dropped for the next, and counted. applies_rotation 1: a picture with a rotation is turned upright on the thread that
 * reads it, which copies it; its size is that of the turned picture, and its rotation 0. */
WRTC_EXPORT wrtc_status wrtc_video_reader_create(wrtc_track *track, int32_t capacity, uint8_t applies_rotation,
                                                 wrtc_video_reader **reader);

/* Lends the oldest frame that waits, until wrtc_video_frame_release. info and planes may be null. The planes are I420 or NV12, and must not
 * be written to.
 * WRTC_EMPTY: none waits. WRTC_INVALID_STATE: WRTC_MAX_LENT_FRAMES are lent. */
WRTC_EXPORT wrtc_status wrtc_video_reader_read(wrtc_video_reader *reader, wrtc_video_frame **frame, wrtc_video_frame_info *info,
                                               wrtc_video_planes *planes);

/* Copies the newest frame, converted to the memory's format, and drops the older ones. info may be null.
 * WRTC_EMPTY: none waits. WRTC_BUFFER_TOO_SMALL: the frame still waits, and info has its size. WRTC_INVALID_PARAMETER: the same, for a
 * stride below a row. */
WRTC_EXPORT wrtc_status wrtc_video_reader_copy_latest(wrtc_video_reader *reader, const wrtc_video_memory *memory,
                                                      wrtc_video_frame_info *info);

/* Requests one WRTC_EVENT_READER_READABLE with this tag in this queue, as soon as a frame waits (perhaps at once), or the track has ended.
 * A later call replaces a pending one. */
WRTC_EXPORT wrtc_status wrtc_video_reader_notify_readable(wrtc_video_reader *reader, wrtc_queue *queue, int64_t tag);

WRTC_EXPORT wrtc_status wrtc_video_reader_get_status(const wrtc_video_reader *reader, wrtc_video_reader_status *status);

/* Drops what waits. Lent frames stay valid. */
WRTC_EXPORT void wrtc_video_reader_destroy(wrtc_video_reader *reader);

/* Copies a lent frame, converted to the memory's format. WRTC_BUFFER_TOO_SMALL or WRTC_INVALID_PARAMETER as above. */
WRTC_EXPORT wrtc_status wrtc_video_frame_copy(const wrtc_video_frame *frame, const wrtc_video_memory *memory);

/* A copy of a lent frame in memory of its own, which is no frame of the reader: it may be kept as long as the caller likes, and is given
 * back with wrtc_video_frame_release. planes may be null. */
WRTC_EXPORT wrtc_status wrtc_video_frame_clone(const wrtc_video_frame *frame, wrtc_video_frame **clone,
                                               wrtc_video_planes *planes);

WRTC_EXPORT void wrtc_video_frame_release(wrtc_video_frame *frame);

#ifdef __cplusplus
}
#endif
#endif /* WEBRTCNATIVE_VIDEO_H_ */
