// Samples as callers have them, and as the engine has them: 16 bits, interleaved.
#ifndef WRTC_AUDIO_FORMAT_H_
#define WRTC_AUDIO_FORMAT_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "webrtcnative.h"

namespace wrtc {

inline constexpr int kStepsPerSecond = 100;  // of 10 ms, as the engine's blocks
inline constexpr int kMinSampleRate = 8000;
inline constexpr int kMaxSampleRate = 48000;
inline constexpr int kMaxChannels = 2;

// A step of the highest rate; one more, since a step of a rate such as 22050 Hz is 220 or 221 frames.
inline constexpr size_t kMaxStepFrames = kMaxSampleRate / kStepsPerSecond + 1;

// How many frames each step has, so that all of them together have the rate exactly.
class StepFrames {
 public:
  explicit StepFrames(int rate) : rate_(rate) {}
  size_t Next() {
    rest_ += rate_;
    const int frames = rest_ / kStepsPerSecond;
    rest_ %= kStepsPerSecond;
    return static_cast<size_t>(frames);
  }

 private:
  const int rate_;
  int rest_ = 0;
};

inline int16_t ToInt16(float sample) {
  const float scaled = sample * 32768.0f;
  if (!(scaled > -32768.0f)) return std::isnan(scaled) ? int16_t{0} : int16_t{-32768};
  return static_cast<int16_t>(std::lrintf(std::min(scaled, 32767.0f)));
}

inline float ToFloat(int16_t sample) { return static_cast<float>(sample) / 32768.0f; }

inline size_t BytesOf(wrtc_sample_format format) { return format == WRTC_SAMPLE_FORMAT_FLOAT ? sizeof(float) : sizeof(int16_t); }

}  // namespace wrtc

#endif  // WRTC_AUDIO_FORMAT_H_
