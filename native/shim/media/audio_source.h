// Sound that the caller writes and the clock takes, 10 ms at a time.
#ifndef WRTC_AUDIO_SOURCE_H_
#define WRTC_AUDIO_SOURCE_H_

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "api/media_stream_interface.h"
#include "shim/media/audio_clock.h"
#include "shim/media/audio_format.h"
#include "shim/media/audio_resampler.h"
#include "shim/media/sample_ring.h"
#include "shim/media/sample_wait.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class AudioSource final : public AudioClock::Participant {
 public:
  explicit AudioSource(const wrtc_audio_source_options& options);

  // As wrtc_audio_source_*. From any threads.
  int32_t Write(const void* samples, wrtc_sample_format format, int32_t frames);
  int64_t buffered();
  void Clear();
  void NotifyWritable(SampleWait wait);
  void End();

  void Step() override;

  // The engine's encoders, each of which gets every step.
  void AddSink(webrtc::AudioTrackSinkInterface* sink);
  void RemoveSink(webrtc::AudioTrackSinkInterface* sink);

 private:
  size_t Channels() const { return static_cast<size_t>(channels_); }
  SampleWait TakeWaitIfDue();

  const LiveObject<WRTC_OBJECT_KIND_AUDIO_SOURCE> live_;
  const int rate_;
  const int channels_;

  std::mutex writers_;  // one write is not torn apart by another

  std::mutex mutex_;
  SampleRing ring_;
  SampleWait wait_;
  bool is_ended_ = false;

  // Used by the clock.
  StepFrames step_;
  const std::unique_ptr<AudioResampler> resampler_;  // null: the engine takes the rate as it is
  std::array<int16_t, kMaxStepFrames * kMaxChannels> block_{};
  std::array<int16_t, kMaxStepFrames * kMaxChannels> resampled_{};

  std::mutex sinks_mutex_;
  std::vector<webrtc::AudioTrackSinkInterface*> sinks_;
};

// The source as the engine's tracks see it. On the signaling thread.
webrtc::scoped_refptr<webrtc::AudioSourceInterface> CreateEngineSource(std::shared_ptr<AudioSource> source);

// Its tracks end.
void EndEngineSource(webrtc::AudioSourceInterface& source);

}  // namespace wrtc

#endif  // WRTC_AUDIO_SOURCE_H_
