#include "shim/media/audio_engine.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "shim/engine/playout.h"
#include "shim/media/audio_format.h"

namespace wrtc {
namespace {

// Counts the steps in which received sound was pulled, of any stream.
class Playout final : public AudioClock::Participant {
 public:
  void Step() override { steps_.fetch_add(1, std::memory_order_relaxed); }
  int64_t steps() const { return steps_.load(std::memory_order_relaxed); }

 private:
  std::atomic<int64_t> steps_{0};
};

class Device : public engine::SilentDevice {
 public:
  Device(const AudioClock& clock, std::shared_ptr<Playout> playout) : clock_(clock), playout_(std::move(playout)) {}

  engine::Playout playout() const override {
    return {.steps = playout_->steps(), .missed = clock_.steps_missed(), .interruptions = clock_.interruptions()};
  }

 private:
  const AudioClock& clock_;
  const std::shared_ptr<Playout> playout_;
};

// A received stream. Its sound arrives at the readers, which are sinks of its track, while the frame is filled.
class Pull final : public AudioClock::Participant {
 public:
  Pull(webrtc::AudioMixer::Source* source, std::shared_ptr<webrtc::AudioFrame> frame)
      : source_(source), frame_(std::move(frame)) {}

  // At the codec's own rate: readers resample for themselves, so that one of them does not change the sound of another.
  void Step() override {
    const std::lock_guard lock(mutex_);
    if (source_ == nullptr) return;
    const int preferred = source_->PreferredSampleRate();
    const bool is_whole = preferred % kStepsPerSecond == 0 && preferred >= kMinSampleRate && preferred <= kMaxSampleRate;
    source_->GetAudioFrameWithInfo(is_whole ? preferred : kMaxSampleRate, frame_.get());
  }

  // The source is not used any more when this returns: it waits for the end of one pull at most.
  void End() {
    const std::lock_guard lock(mutex_);
    source_ = nullptr;
  }

 private:
  std::mutex mutex_;
  webrtc::AudioMixer::Source* source_;
  const std::shared_ptr<webrtc::AudioFrame> frame_;
};

class PullMixer : public webrtc::AudioMixer {
 public:
  PullMixer(AudioClock& clock, std::shared_ptr<Playout> playout) : clock_(clock), playout_(std::move(playout)) {}

  bool AddSource(Source* source) override {
    auto pull = std::make_shared<Pull>(source, frame_);
    {
      const std::lock_guard lock(mutex_);
      if (pulls_.empty()) clock_.Add(playout_);
      pulls_.emplace_back(source, pull);
    }
    clock_.Add(std::move(pull));
    return true;
  }

  void RemoveSource(Source* source) override {
    std::shared_ptr<Pull> pull;
    {
      const std::lock_guard lock(mutex_);
      const auto found = std::find_if(pulls_.begin(), pulls_.end(), [=](const auto& each) { return each.first == source; });
      if (found == pulls_.end()) return;
      pull = std::move(found->second);
      pulls_.erase(found);
      if (pulls_.empty()) clock_.Remove(playout_.get());
    }
    clock_.Remove(pull.get());
    pull->End();
  }

  // Only a device that plays asks for the mix.
  void Mix(size_t channels, webrtc::AudioFrame* frame) override {
    frame->UpdateFrame(0, nullptr, kMaxSampleRate / kStepsPerSecond, kMaxSampleRate, webrtc::AudioFrame::kUndefined,
                       webrtc::AudioFrame::kVadUnknown, channels);
  }

 private:
  AudioClock& clock_;
  const std::shared_ptr<Playout> playout_;
  const std::shared_ptr<webrtc::AudioFrame> frame_ =
      std::make_shared<webrtc::AudioFrame>();  // for all: steps are one after the other
  std::mutex mutex_;
  std::vector<std::pair<Source*, std::shared_ptr<Pull>>> pulls_;
};

}  // namespace

AudioEngine CreateAudioEngine(AudioClock& clock) {
  const auto playout = std::make_shared<Playout>();
  return {.device = webrtc::make_ref_counted<Device>(clock, playout),
          .mixer = webrtc::make_ref_counted<PullMixer>(clock, playout)};
}

}  // namespace wrtc
