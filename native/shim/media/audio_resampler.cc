#include "shim/media/audio_resampler.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace wrtc {
namespace {

// The engine's resampler asks for this many frames at a time; it must be more than its kernel.
constexpr size_t kRequest = 2 * webrtc::SincResampler::kKernelSize;

// It asks for the next frames before it needs them. So many zeros in front, and it never asks for frames that are not there.
constexpr size_t kAhead = kRequest + webrtc::SincResampler::kKernelSize + 2;

}  // namespace

class AudioResampler::Channel final : private webrtc::SincResamplerCallback {
 public:
  explicit Channel(double ratio) : resampler_(ratio, kRequest, this) {}

  void Resample(const int16_t* from, size_t from_frames, int16_t* to, size_t to_frames, size_t stride) {
    for (size_t i = 0; i < from_frames; ++i) waiting_[count_ + i] = from[i * stride];
    count_ += from_frames;
    resampler_.Resample(to_frames, block_.data());
    for (size_t i = 0; i < to_frames; ++i)
      to[i * stride] = static_cast<int16_t>(std::lrintf(std::clamp(block_[i], -32768.0f, 32767.0f)));
  }

 private:
  void Run(size_t frames, float* destination) override {
    const size_t taken = std::min(frames, count_);
    std::memcpy(destination, waiting_.data(), taken * sizeof(float));
    std::fill(destination + taken, destination + frames, 0.0f);
    count_ -= taken;
    std::memmove(waiting_.data(), waiting_.data() + taken, count_ * sizeof(float));
  }

  webrtc::SincResampler resampler_;
  std::array<float, kAhead + kRequest + kMaxStepFrames> waiting_{};
  size_t count_ = kAhead;
  std::array<float, kMaxStepFrames> block_{};
};

AudioResampler::AudioResampler(int from_rate, int to_rate, int channels) {
  for (int i = 0; i < channels; ++i) channels_.push_back(std::make_unique<Channel>(static_cast<double>(from_rate) / to_rate));
}

AudioResampler::~AudioResampler() = default;

void AudioResampler::Resample(const int16_t* from, size_t from_frames, int16_t* to, size_t to_frames) {
  for (size_t i = 0; i < channels_.size(); ++i)
    channels_[i]->Resample(from + i, from_frames, to + i, to_frames, channels_.size());
}

}  // namespace wrtc
