#include "shim/media/audio_reader.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wrtc {
namespace {

// Rounded up, so that a buffer of 10 ms can hold each step.
size_t LimitOf(const wrtc_audio_reader_options& options) {
  const int64_t frames = (int64_t{options.sample_rate} * options.buffer + 999) / 1000;
  return static_cast<size_t>(frames) * static_cast<size_t>(options.channels);
}

size_t SecondOf(const wrtc_audio_reader_options& options) {
  return static_cast<size_t>(options.sample_rate) * static_cast<size_t>(options.channels);
}

double LevelOf(const int16_t* samples, size_t count) {
  int64_t sum = 0;
  for (size_t i = 0; i < count; ++i) sum += int64_t{samples[i]} * samples[i];
  return count == 0 ? 0 : std::sqrt(static_cast<double>(sum) / static_cast<double>(count)) / 32768.0;
}

webrtc::AudioTrackInterface& AudioOf(webrtc::MediaStreamTrackInterface& track) {
  return static_cast<webrtc::AudioTrackInterface&>(track);
}

}  // namespace

AudioReader::AudioReader(webrtc::scoped_refptr<Track> track, const wrtc_audio_reader_options& options)
    : track_(std::move(track)),
      rate_(options.sample_rate),
      channels_(options.channels),
      ring_(LimitOf(options), SecondOf(options)) {}

void AudioReader::Start() {
  track_->runtime().signaling()->PostTask([self = shared_from_this()] { self->Attach(); });
}

void AudioReader::Stop() {
  SampleWait dropped;
  std::shared_ptr<EventQueue> queue;
  {
    const std::lock_guard lock(mutex_);
    dropped = wait_.Take();
    queue = queue_.lock();
    is_ended_ = true;  // sound that still comes is not kept
  }
  if (queue) queue->Silence(silenced_);
  track_->runtime().signaling()->PostTask([self = shared_from_this()] { self->Detach(); });
}

void AudioReader::Attach() {
  webrtc::AudioTrackInterface& track = AudioOf(*track_->engine());
  track.RegisterObserver(this);
  track.GetSource()->RegisterObserver(this);
  is_observer_ = true;
  OnChanged();
}

void AudioReader::Detach() {
  webrtc::AudioTrackInterface& track = AudioOf(*track_->engine());
  if (std::exchange(is_sink_, false)) track.GetSource()->RemoveSink(this);
  if (!std::exchange(is_observer_, false)) return;
  track.GetSource()->UnregisterObserver(this);
  track.UnregisterObserver(this);
}

// A source takes no sinks before it is live, and drops them when it ends.
void AudioReader::OnChanged() {
  webrtc::AudioTrackInterface& track = AudioOf(*track_->engine());
  is_track_enabled_.store(track.enabled(), std::memory_order_relaxed);
  const auto state = track.GetSource()->state();
  if (state == webrtc::MediaSourceInterface::kEnded || track.state() == webrtc::MediaStreamTrackInterface::kEnded) {
    End();
  } else if (state == webrtc::MediaSourceInterface::kLive && !std::exchange(is_sink_, true)) {
    track.GetSource()->AddSink(this);
  }
}

void AudioReader::End() {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    level_ = 0;
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_AUDIO_READER, &silenced_);
}

void AudioReader::OnData(const void* samples, int bits, int rate, size_t channels, size_t frames) {
  if (bits != 16 || channels == 0 || frames == 0 || frames > kMaxStepFrames || rate < kMinSampleRate || rate > kMaxSampleRate)
    return;
  const size_t count = Convert(static_cast<const int16_t*>(samples), rate, channels, frames);
  const double level = LevelOf(mixed_.data(), frames * Channels());
  Keep(rate == rate_ ? mixed_.data() : resampled_.data(), count, level);
}

// Mixes the channels into mixed_, and returns the number of frames; at another rate they are in resampled_.
size_t AudioReader::Convert(const int16_t* samples, int rate, size_t channels, size_t frames) {
  if (!is_track_enabled_.load(std::memory_order_relaxed)) {
    std::fill_n(mixed_.begin(), frames * Channels(), int16_t{0});
  } else if (channels == Channels()) {
    std::copy_n(samples, frames * channels, mixed_.begin());
  } else if (channels_ == 1) {
    for (size_t i = 0; i < frames; ++i) mixed_[i] = static_cast<int16_t>((samples[i * channels] + samples[i * channels + 1]) / 2);
  } else {
    for (size_t i = 0; i < frames; ++i) {
      mixed_[2 * i] = samples[i * channels];
      mixed_[2 * i + 1] = samples[i * channels + (channels > 1 ? 1 : 0)];
    }
  }
  if (rate == rate_) return frames;
  if (std::exchange(from_rate_, rate) != rate) {
    resampler_ = std::make_unique<AudioResampler>(rate, rate_, channels_);
    rest_ = 0;
  }
  rest_ += static_cast<int64_t>(frames) * rate_;
  const auto count = static_cast<size_t>(rest_ / rate);
  rest_ %= rate;
  resampler_->Resample(mixed_.data(), frames, resampled_.data(), count);
  return count;
}

void AudioReader::Keep(const int16_t* samples, size_t frames, double level) {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    if (is_ended_) return;
    const size_t count = frames * Channels();
    if (count > ring_.room()) {
      const size_t ten_ms = static_cast<size_t>(rate_ / kStepsPerSecond) * Channels();
      const size_t drop = std::min(ring_.size(), std::max(count - ring_.room(), ten_ms));
      ring_.Drop(drop);
      dropped_ += static_cast<int64_t>(drop / Channels());
    }
    ring_.Write(samples, count);
    level_ = level;
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_AUDIO_READER, &silenced_);
}

// A wait for as much as the buffer holds is due before the next step would drop something.
SampleWait AudioReader::TakeWaitIfDue() {
  const auto next_step = static_cast<size_t>((rate_ + kStepsPerSecond - 1) / kStepsPerSecond) * Channels();
  const bool is_due = is_ended_ || static_cast<int64_t>(ring_.size() / Channels()) >= wait_.frames || ring_.room() < next_step;
  return is_due ? wait_.Take() : SampleWait();
}

int32_t AudioReader::Read(void* samples, wrtc_sample_format format, int32_t frames) {
  const std::lock_guard lock(mutex_);
  const size_t count = std::min(static_cast<size_t>(frames) * Channels(), ring_.size());
  if (format == WRTC_SAMPLE_FORMAT_INT16) {
    ring_.Read(static_cast<int16_t*>(samples), count);
  } else {
    std::array<int16_t, 1024> part;
    for (size_t done = 0; done < count;) {
      const size_t next = std::min(part.size(), count - done);
      ring_.Read(part.data(), next);
      std::transform(part.begin(), part.begin() + static_cast<ptrdiff_t>(next), static_cast<float*>(samples) + done, ToFloat);
      done += next;
    }
  }
  delivered_ += static_cast<int64_t>(count / Channels());
  return static_cast<int32_t>(count / Channels());
}

void AudioReader::NotifyReadable(SampleWait wait) {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    queue_ = wait.queue;
    std::swap(wait_, wait);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_AUDIO_READER, &silenced_);
}

void AudioReader::GetStatus(wrtc_audio_reader_status* status) {
  const std::lock_guard lock(mutex_);
  status->available = static_cast<int64_t>(ring_.size() / Channels());
  status->delivered = delivered_;
  status->dropped = dropped_;
  status->level = level_;
  status->ended = is_ended_ ? 1 : 0;
}

}  // namespace wrtc
