/* A peer with the right keys sends damaged sound: payloads with turned bits, cut short, empty, too long, and nothing but random bytes, of
 * every codec. SRTP lets them pass, so depacketizers and decoders get them. The tone is heard again as soon as the payloads are whole. */
#include <stdio.h>
#include <stdlib.h>

#include "call.h"

enum { RATE = 48000, BLOCK = RATE / 20, FREQUENCY = 440, QUALITY = 20, WINDOWS = 5, DAMAGED = 120, LONGEST = 5000, CODECS = 5 };

typedef struct damaged_call {
  call c;
  wrtc_transform *transform; /* of the sender: it sees each payload before it is encrypted */
  wrtc_audio_reader *reader;
  tone t;
  float samples[BLOCK];
  int filled;
  int good;    /* windows of the clear tone, one after the other */
  int damaged; /* payloads */
  int damages;
} damaged_call;

static uint32_t seed = 1;

static uint32_t next_random(uint32_t below) {
  seed = seed * 1664525 + 1013904223;
  return (seed >> 8) % below;
}

static int is_of(wrtc_string type, const char *codec) {
  return type.length == (int32_t)strlen(codec) && memcmp(type.data, codec, (size_t)type.length) == 0;
}

/* Two names: RED carries the second one (RFC 2198). Returns whether the engine has the codec. */
static int prefer(wrtc_runtime *runtime, wrtc_rtp_transceiver *transceiver, const char *codec, const char *carried) {
  wrtc_rtp_parameters known;
  wrtc_rtp_codec chosen[2];
  int count = 0;
  REQUIRE(wrtc_runtime_get_rtp_capabilities(runtime, WRTC_MEDIA_KIND_AUDIO, 1, &known) == WRTC_OK);
  for (int i = 0; i < known.codec_count && count == 0; i++)
    if (is_of(known.codecs[i].mime_type, codec)) chosen[count++] = known.codecs[i];
  for (int i = 0; i < known.codec_count && count == 1 && carried != NULL; i++)
    if (is_of(known.codecs[i].mime_type, carried)) chosen[count++] = known.codecs[i];
  if (count == 0) return 0;
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_set_codec_preferences(transceiver, chosen, count));
  return 1;
}

static int begin(damaged_call *d, const char *codec, const char *carried) {
  const wrtc_string stream = string_of("stream");
  call *const c = &d->c;
  int64_t used = 0;
  memset(d, 0, sizeof *d);
  d->t.frequency = FREQUENCY;
  d->t.rate = RATE;
  peers_begin_media(&c->p);
  REQUIRE(wrtc_audio_source_create(c->p.runtime, NULL, &c->source) == WRTC_OK);
  REQUIRE(wrtc_audio_source_create_track(c->source, NULL, 0, &c->track) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_add_track(c->p.a, 50, c->track, &stream, 1, &c->sender, &used) == WRTC_OK);
  if (!prefer(c->p.runtime, c->sender, codec, carried)) {
    printf("%s: the engine does not have it\n", codec);
    return 0;
  }
  connect_peers(&c->p);
  const wrtc_event *const announced = take_event(&c->p, WRTC_EVENT_TRANSCEIVER, B, ANY);
  c->receiver = DETAILS(wrtc_transceiver_announced, announced)->transceiver;
  REQUIRE(wrtc_rtp_receiver_get_track(c->receiver, &c->heard) == WRTC_OK);
  REQUIRE(wrtc_transform_create(&d->transform) == WRTC_OK);
  REQUIRE(wrtc_rtp_sender_set_transform(c->sender, d->transform) == WRTC_OK);
  d->reader = call_reader(c, RATE, 1, 1000);
  return 1;
}

static void end(damaged_call *d) {
  wrtc_audio_reader_destroy(d->reader);
  wrtc_transform_destroy(d->transform);
  call_end(&d->c);
}

static void write_random(wrtc_transform_frame *frame, int64_t length) {
  static uint8_t bytes[LONGEST];
  for (int64_t i = 0; i < length; i++) bytes[i] = (uint8_t)next_random(256);
  CHECK_STATUS(WRTC_OK, wrtc_transform_frame_write(frame, bytes, length));
}

static void write_damaged(wrtc_transform_frame *frame, const wrtc_transform_frame_info *info) {
  switch (next_random(8)) {
    case 0: /* one bit in the header of the payload */
      info->data[0] ^= (uint8_t)(1u << next_random(8));
      CHECK_STATUS(WRTC_OK, wrtc_transform_frame_write(frame, info->data, info->length));
      return;
    case 1: /* bits anywhere */
      for (uint32_t i = next_random(20); i > 0; i--)
        info->data[next_random((uint32_t)info->length)] ^= (uint8_t)(1u << next_random(8));
      CHECK_STATUS(WRTC_OK, wrtc_transform_frame_write(frame, info->data, info->length));
      return;
    case 2: /* cut short, perhaps to nothing */
      CHECK_STATUS(WRTC_OK, wrtc_transform_frame_write(frame, info->data, next_random((uint32_t)info->length)));
      return;
    case 3: /* of the right length */ write_random(frame, info->length); return;
    case 4: write_random(frame, next_random(8)); return;
    case 5: /* as long as a datagram */ write_random(frame, next_random(1200)); return;
    case 6: /* longer than one: the sender's matter */ write_random(frame, next_random(LONGEST + 1)); return;
    default: /* whole, so that the decoder has something to lose */
      CHECK_STATUS(WRTC_OK, wrtc_transform_frame_write(frame, info->data, info->length));
  }
}

static void pass(damaged_call *d) {
  wrtc_transform_frame *frame;
  wrtc_transform_frame_info info;
  while (wrtc_transform_read(d->transform, &frame, &info) == WRTC_OK) {
    CHECK(info.kind == WRTC_MEDIA_KIND_AUDIO && info.length > 0);
    if (d->damages) {
      d->damaged++;
      write_damaged(frame, &info);
    } else {
      CHECK_STATUS(WRTC_OK, wrtc_transform_frame_write(frame, info.data, info.length));
    }
  }
}

static void step(damaged_call *d) {
  float block[RATE / 100];
  while (wrtc_audio_source_get_buffered(d->c.source) < RATE / 5) {
    for (int i = 0; i < RATE / 100; i++) block[i] = (float)next_of(&d->t);
    wrtc_audio_source_write(d->c.source, block, WRTC_SAMPLE_FORMAT_FLOAT, RATE / 100);
  }
  pass(d);
  for (int32_t read;
       (read = wrtc_audio_reader_read(d->reader, d->samples + d->filled, WRTC_SAMPLE_FORMAT_FLOAT, BLOCK - d->filled)) > 0;) {
    d->filled += read;
    if (d->filled < BLOCK) continue;
    d->filled = 0;
    for (int i = 0; i < BLOCK; i++) CHECK(d->samples[i] >= -1.001f && d->samples[i] <= 1.001f); /* no NaN either */
    d->good = tone_quality(d->samples, BLOCK, 1, 0, FREQUENCY, RATE) >= QUALITY ? d->good + 1 : 0;
  }
  pump(&d->c.p, 1);
}

static int all_good(const damaged_call *calls, int count) {
  for (int i = 0; i < count; i++)
    if (calls[i].good < WINDOWS) return 0;
  return 1;
}

static int all_damaged(const damaged_call *calls, int count) {
  for (int i = 0; i < count; i++)
    if (calls[i].damaged < DAMAGED) return 0;
  return 1;
}

static void step_all(damaged_call *calls, int count) {
  for (int i = 0; i < count; i++) step(&calls[i]);
}

/* All of them at a time, since each step of sound takes 10 ms. */
static void damage(damaged_call *calls, int count) {
  EVENTUALLY((step_all(calls, count), all_good(calls, count)));
  for (int i = 0; i < count; i++) calls[i].damages = 1;
  EVENTUALLY((step_all(calls, count), all_damaged(calls, count)));
  for (int i = 0; i < count; i++) calls[i].damages = calls[i].good = 0;
  EVENTUALLY((step_all(calls, count), all_good(calls, count)));
}

int main(void) {
  static const char *const codecs[CODECS][2] = {
      {"audio/opus", NULL}, {"audio/red", "audio/opus"}, {"audio/PCMU", NULL}, {"audio/PCMA", NULL}, {"audio/G722", NULL}};
  static damaged_call calls[CODECS];
  int count = 0;
  for (int i = 0; i < CODECS; i++) {
    if (begin(&calls[count], codecs[i][0], codecs[i][1])) {
      count++;
    } else {
      end(&calls[count]);
    }
  }
  CHECK(count >= 4);
  damage(calls, count);
  for (int i = 0; i < count; i++) {
    CHECK(find_event(&calls[i].c.p, WRTC_EVENT_CONNECTION_STATE, B, WRTC_PEER_CONNECTION_STATE_FAILED) == NULL);
    end(&calls[i]);
  }
  return check_finish();
}
