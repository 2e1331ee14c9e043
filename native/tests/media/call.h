/* Two connections with media on one queue, of which A sends the sound of a source and B hears it; and tones to send. */
#ifndef WEBRTCNATIVE_TESTS_CALL_H_
#define WEBRTCNATIVE_TESTS_CALL_H_

#include "peers.h"

typedef struct call {
  peers p;
  wrtc_audio_source *source;
  wrtc_track *track; /* of the source */
  wrtc_rtp_transceiver *sender;
  wrtc_rtp_transceiver *receiver;
  wrtc_track *heard; /* B's */
} call;

/* options may be null. is_stereo: B asks for stereo, and A's encoder makes it. */
void call_begin(call *c, const wrtc_audio_source_options *options, int is_stereo);

/* Destroys what the test has not (set a handle to null after destroying it). */
void call_end(call *c);

/* B's reader, as the options say. */
wrtc_audio_reader *call_reader(call *c, int32_t rate, int32_t channels, int32_t buffer);

/* A tone that continues over any number of blocks. */
typedef struct tone {
  double frequency;
  double rate;
  int64_t position;
} tone;

double next_of(tone *t);

/* The power of a frequency in samples (one channel of several), by Goertzel's algorithm, and that of all of them. The number of periods in
 * the samples must be whole. */
double power_of_tone(const float *samples, int count, int channels, int channel, double frequency, double rate);
double power(const float *samples, int count, int channels, int channel);

/* Signal to noise in dB. */
double tone_quality(const float *samples, int count, int channels, int channel, double frequency, double rate);

#endif
