/* Tones through two connections: what is written at one rate is heard at others, with each channel by itself and without clicks. */
#include <stdio.h>
#include <stdlib.h>

#include "call.h"

enum { MAX_LISTENERS = 4, LEFT = 440, RIGHT = 1000, QUALITY = 20 };

/* A reader, and how much of the tone it has heard without a flaw. */
typedef struct listener {
  wrtc_audio_reader *reader;
  int32_t rate, channels;
  wrtc_sample_format format;
  float window[48000 / 20 * 2]; /* 50 ms: whole periods of both tones */
  int32_t filled;               /* frames */
  int good;                     /* windows, one after the other */
  double worst;                 /* of them */
} listener;

enum { WINDOWS = 20 }; /* a second */

static double quality(const listener *l) {
  const double left = tone_quality(l->window, l->filled, l->channels, 0, LEFT, l->rate);
  if (l->channels == 1) return left;
  const double right = tone_quality(l->window, l->filled, l->channels, 1, RIGHT, l->rate);
  return left < right ? left : right;
}

static void judge(listener *l) {
  const double q = quality(l);
  if (q < QUALITY) {
    l->good = 0;
  } else {
    l->worst = l->good == 0 || q < l->worst ? q : l->worst;
    l->good++;
  }
  l->filled = 0;
}

static int listen(listener *l) {
  const int32_t frames = l->rate / 20;
  int16_t small[48000 / 20 * 2];
  int32_t count;
  while (l->good < WINDOWS) {
    const int32_t room = frames - l->filled;
    if (l->format == WRTC_SAMPLE_FORMAT_FLOAT) {
      count = wrtc_audio_reader_read(l->reader, l->window + l->filled * l->channels, l->format, room);
    } else {
      count = wrtc_audio_reader_read(l->reader, small, l->format, room);
      for (int32_t i = 0; i < count * l->channels; i++) l->window[l->filled * l->channels + i] = (float)small[i] / 32768;
    }
    CHECK(count >= 0 && count <= room);
    if (count <= 0) return 0;
    l->filled += count;
    if (l->filled == frames) judge(l);
  }
  return 1;
}

/* Writes blocks of this many frames for as long as there is room for one. */
static void play(call *c, const wrtc_audio_source_options *source, tone tones[2], wrtc_sample_format format, int32_t block) {
  float floats[4096];
  int16_t ints[4096];
  while (wrtc_audio_source_get_buffered(c->source) + block <= source->sample_rate / 5) {
    for (int32_t i = 0; i < block * source->channels; i++) {
      floats[i] = (float)next_of(&tones[i % source->channels]);
      ints[i] = (int16_t)(floats[i] * 32767);
    }
    CHECK_EQ(block, wrtc_audio_source_write(c->source, format == WRTC_SAMPLE_FORMAT_FLOAT ? (void *)floats : (void *)ints, format,
                                            block));
  }
}

static void hear(wrtc_audio_source_options source, wrtc_sample_format format, int32_t block, listener *listeners, int count) {
  call c;
  tone tones[2] = {{LEFT, source.sample_rate, 0}, {RIGHT, source.sample_rate, 0}};
  call_begin(&c, &source, source.channels == 2);
  for (int i = 0; i < count; i++) {
    listener *l = &listeners[i];
    l->reader = call_reader(&c, l->rate, l->channels, 1000);
  }
  const int64_t deadline = now_ms() + DEADLINE_MS;
  int done = 0;
  while (done < count && now_ms() < deadline) {
    play(&c, &source, tones, format, block);
    pump(&c.p, 10);
    done = 0;
    for (int i = 0; i < count; i++) done += listen(&listeners[i]);
  }
  CHECK_EQ(count, done);
  for (int i = 0; i < count; i++) {
    printf("%d Hz, %d channels -> %d Hz, %d channels: %.1f dB\n", source.sample_rate, source.channels, listeners[i].rate,
           listeners[i].channels, listeners[i].worst);
    wrtc_audio_reader_destroy(listeners[i].reader);
  }
  call_end(&c);
}

#define LISTENER(rate, channels, format) \
  { NULL, (rate), (channels), WRTC_SAMPLE_FORMAT_##format, {0}, 0, 0, 0 }
#define HEAR(rate, channels, format, block, ...)                                                                \
  do {                                                                                                          \
    static listener listeners[] = {__VA_ARGS__};                                                                \
    const wrtc_audio_source_options source = {(rate), (channels), 1000};                                        \
    hear(source, WRTC_SAMPLE_FORMAT_##format, (block), listeners, (int)(sizeof listeners / sizeof *listeners)); \
  } while (0)

int main(void) {
  HEAR(24000, 1, INT16, 240, LISTENER(48000, 1, INT16), LISTENER(16000, 1, FLOAT), LISTENER(24000, 1, INT16));
  HEAR(48000, 2, FLOAT, 480, LISTENER(48000, 2, FLOAT), LISTENER(24000, 2, INT16));
  HEAR(8000, 1, INT16, 160, LISTENER(48000, 1, FLOAT), LISTENER(8000, 1, INT16), LISTENER(11025, 1, FLOAT));
  HEAR(44100, 1, FLOAT, 37, LISTENER(44100, 1, INT16));
  HEAR(22050, 2, INT16, 1021, LISTENER(22050, 2, FLOAT));
  return check_finish();
}
