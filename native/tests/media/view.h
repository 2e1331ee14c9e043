/* Two connections with media on one queue, of which A sends the pictures of a source and B's track shows them. */
#ifndef WEBRTCNATIVE_TESTS_VIEW_H_
#define WEBRTCNATIVE_TESTS_VIEW_H_

#include "peers.h"

typedef struct view {
  peers p;
  wrtc_video_source *source;
  wrtc_encoded_source *encoded; /* in place of the other, of view_begin_encoded */
  wrtc_track *track;            /* of the source */
  wrtc_rtp_transceiver *sender;
  wrtc_rtp_transceiver *receiver;
  wrtc_track *seen; /* B's */
} view;

/* codec: such as "video/VP8", the only one to be negotiated. */
void view_begin(view *v, const char *codec);

/* Its two halves: connections and a sender; then negotiation, until both are connected. */
void view_create(view *v, const char *codec);
void view_connect(view *v);

/* A sends encoded frames. Nobody chooses a codec: the source's is preferred. */
void view_begin_encoded(view *v, wrtc_video_codec codec);

/* Destroys what the test has not (set a handle to null after destroying it). */
void view_end(view *v);

wrtc_video_reader *reader_of(wrtc_track *track, int32_t capacity);

/* A picture of the pattern: a gradient that moves with the number, and the number itself in blocks of 16 x 16 along the upper edge.
 * width is at least 20 * 16. y, u and v are filled as I420 without gaps. */
enum { PATTERN_BITS = 20, PATTERN_BLOCK = 16 };
void draw_pattern(uint8_t *i420, int width, int height, int number);

/* The number in a picture of luma; -1 if it cannot be read. */
int number_of(const uint8_t *luma, int stride);

/* Peak signal to noise ratio of luma below the number, in dB. */
double quality_of(const uint8_t *luma, int stride, int width, int height, int number);

#endif
