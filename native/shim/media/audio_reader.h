// A track's sound on its way to a caller: at the caller's rate and number of channels, in a buffer that drops its oldest part.
#ifndef WRTC_AUDIO_READER_H_
#define WRTC_AUDIO_READER_H_

#include <array>
#include <atomic>
#include <memory>
#include <mutex>

#include "api/media_stream_interface.h"
#include "shim/media/audio_format.h"
#include "shim/media/audio_resampler.h"
#include "shim/media/sample_ring.h"
#include "shim/media/sample_wait.h"
#include "shim/media/track.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class AudioReader final : public std::enable_shared_from_this<AudioReader>,
                          private webrtc::AudioTrackSinkInterface,
                          private webrtc::ObserverInterface {
 public:
  AudioReader(webrtc::scoped_refptr<Track> track, const wrtc_audio_reader_options& options);

  // Sound comes soon after Start, and none after the task that Stop posts. Neither waits.
  void Start();
  void Stop();

  // As wrtc_audio_reader_*. From any threads.
  int32_t Read(void* samples, wrtc_sample_format format, int32_t frames);
  void NotifyReadable(SampleWait wait);
  void GetStatus(wrtc_audio_reader_status* status);

 private:
  // Of the track, on the signaling thread.
  void Attach();
  void Detach();
  void OnChanged() override;
  void End();

  // The clock's thread calls it while it pulls the track.
  void OnData(const void* samples, int bits, int rate, size_t channels, size_t frames) override;
  size_t Convert(const int16_t* samples, int rate, size_t channels, size_t frames);
  void Keep(const int16_t* samples, size_t frames, double level);

  size_t Channels() const { return static_cast<size_t>(channels_); }
  SampleWait TakeWaitIfDue();

  const LiveObject<WRTC_OBJECT_KIND_AUDIO_READER> live_;
  const webrtc::scoped_refptr<Track> track_;
  const int rate_;
  const int channels_;
  std::atomic<bool> silenced_{false};         // no more events
  std::atomic<bool> is_track_enabled_{true};  // the engine mutes only its own speaker

  // On the signaling thread.
  bool is_sink_ = false;
  bool is_observer_ = false;

  // Used by the clock.
  int from_rate_ = 0;  // of the last block
  int64_t rest_ = 0;   // of a frame of the last block's rate, in units of 1 / from_rate_
  std::unique_ptr<AudioResampler> resampler_;
  std::array<int16_t, kMaxStepFrames * kMaxChannels> mixed_{};
  std::array<int16_t, kMaxStepFrames * kMaxChannels> resampled_{};

  std::mutex mutex_;
  SampleRing ring_;
  SampleWait wait_;
  std::weak_ptr<EventQueue> queue_;  // of the last wait
  int64_t delivered_ = 0;
  int64_t dropped_ = 0;
  double level_ = 0;
  bool is_ended_ = false;
};

}  // namespace wrtc

#endif  // WRTC_AUDIO_READER_H_
