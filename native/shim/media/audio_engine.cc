#include "shim/media/audio_engine.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "modules/audio_device/include/audio_device_default.h"
#include "shim/media/audio_format.h"

namespace wrtc {
namespace {

class SilentDevice : public webrtc::webrtc_impl::AudioDeviceModuleDefault<webrtc::AudioDeviceModule> {};

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
  explicit PullMixer(AudioClock& clock) : clock_(clock) {}

  bool AddSource(Source* source) override {
    auto pull = std::make_shared<Pull>(source, frame_);
    {
      const std::lock_guard lock(mutex_);
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
  const std::shared_ptr<webrtc::AudioFrame> frame_ =
      std::make_shared<webrtc::AudioFrame>();  // for all: steps are one after the other
  std::mutex mutex_;
  std::vector<std::pair<Source*, std::shared_ptr<Pull>>> pulls_;
};

}  // namespace

AudioEngine CreateAudioEngine(AudioClock& clock) {
  return {.device = webrtc::make_ref_counted<SilentDevice>(), .mixer = webrtc::make_ref_counted<PullMixer>(clock)};
}

}  // namespace wrtc
