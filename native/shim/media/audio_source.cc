#include "shim/media/audio_source.h"

#include <algorithm>
#include <utility>

#include "api/notifier.h"

namespace wrtc {
namespace {

constexpr int kEngineRate = 48000;  // for rates whose 10 ms are not a whole number of frames

// Written in such parts, so that the clock never waits for a long copy.
constexpr int32_t kWritePart = 1024;

size_t LimitOf(const wrtc_audio_source_options& options) {
  return static_cast<size_t>(int64_t{options.sample_rate} * options.buffer_limit / 1000) * static_cast<size_t>(options.channels);
}

size_t SecondOf(const wrtc_audio_source_options& options) {
  return static_cast<size_t>(options.sample_rate) * static_cast<size_t>(options.channels);
}

class EngineSource : public webrtc::Notifier<webrtc::AudioSourceInterface> {
 public:
  explicit EngineSource(std::shared_ptr<AudioSource> source) : source_(std::move(source)) {}

  void End() {
    is_ended_.store(true, std::memory_order_relaxed);
    FireOnChanged();
  }

  SourceState state() const override { return is_ended_.load(std::memory_order_relaxed) ? kEnded : kLive; }
  bool remote() const override { return false; }
  void AddSink(webrtc::AudioTrackSinkInterface* sink) override { source_->AddSink(sink); }
  void RemoveSink(webrtc::AudioTrackSinkInterface* sink) override { source_->RemoveSink(sink); }

 private:
  const std::shared_ptr<AudioSource> source_;
  std::atomic<bool> is_ended_{false};
};

}  // namespace

AudioSource::AudioSource(const wrtc_audio_source_options& options)
    : rate_(options.sample_rate),
      channels_(options.channels),
      ring_(LimitOf(options), SecondOf(options)),
      step_(rate_),
      resampler_(rate_ % kStepsPerSecond == 0 ? nullptr : std::make_unique<AudioResampler>(rate_, kEngineRate, channels_)) {}

int32_t AudioSource::Write(const void* samples, wrtc_sample_format format, int32_t frames) {
  const std::lock_guard writers(writers_);
  std::array<int16_t, kWritePart * kMaxChannels> converted;
  const auto* position = static_cast<const char*>(samples);
  int32_t taken = 0;
  while (taken < frames) {
    const int32_t part = std::min(frames - taken, kWritePart);
    const size_t count = static_cast<size_t>(part) * Channels();
    const int16_t* source = reinterpret_cast<const int16_t*>(position);
    if (format == WRTC_SAMPLE_FORMAT_FLOAT) {
      std::transform(reinterpret_cast<const float*>(position), reinterpret_cast<const float*>(position) + count,
                     converted.begin(), ToInt16);
      source = converted.data();
    }
    const std::lock_guard lock(mutex_);
    const size_t fits = is_ended_ ? 0 : std::min(count, ring_.room());
    ring_.Write(source, fits);
    taken += static_cast<int32_t>(fits / Channels());
    if (fits < count) break;
    position += count * BytesOf(format);
  }
  return taken;
}

int64_t AudioSource::buffered() {
  const std::lock_guard lock(mutex_);
  return static_cast<int64_t>(ring_.size() / Channels());
}

void AudioSource::Clear() {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    ring_.Drop(ring_.size());
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WRITABLE, WRTC_OBJECT_KIND_AUDIO_SOURCE);
}

void AudioSource::NotifyWritable(SampleWait wait) {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    std::swap(wait_, wait);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WRITABLE, WRTC_OBJECT_KIND_AUDIO_SOURCE);
}

void AudioSource::End() {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    ring_.Drop(ring_.size());
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WRITABLE, WRTC_OBJECT_KIND_AUDIO_SOURCE);
}

SampleWait AudioSource::TakeWaitIfDue() {
  const bool is_due = is_ended_ || static_cast<int64_t>(ring_.size() / Channels()) <= wait_.frames;
  return is_due ? wait_.Take() : SampleWait();
}

void AudioSource::Step() {
  size_t frames = step_.Next();
  const size_t count = frames * Channels();
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    const size_t taken = std::min(count, ring_.size());
    ring_.Read(block_.data(), taken);
    std::fill(block_.data() + taken, block_.data() + count, int16_t{0});
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WRITABLE, WRTC_OBJECT_KIND_AUDIO_SOURCE);
  const int16_t* samples = block_.data();
  if (resampler_) {
    constexpr size_t kResampled = kEngineRate / kStepsPerSecond;
    resampler_->Resample(samples, frames, resampled_.data(), kResampled);
    samples = resampled_.data();
    frames = kResampled;
  }
  const std::lock_guard lock(sinks_mutex_);
  for (auto* const sink : sinks_) sink->OnData(samples, 16, resampler_ ? kEngineRate : rate_, Channels(), frames, {});
}

void AudioSource::AddSink(webrtc::AudioTrackSinkInterface* sink) {
  const std::lock_guard lock(sinks_mutex_);
  sinks_.push_back(sink);
}

void AudioSource::RemoveSink(webrtc::AudioTrackSinkInterface* sink) {
  const std::lock_guard lock(sinks_mutex_);
  std::erase(sinks_, sink);
}

webrtc::scoped_refptr<webrtc::AudioSourceInterface> CreateEngineSource(std::shared_ptr<AudioSource> source) {
  return webrtc::make_ref_counted<EngineSource>(std::move(source));
}

void EndEngineSource(webrtc::AudioSourceInterface& source) { static_cast<EngineSource&>(source).End(); }

}  // namespace wrtc
