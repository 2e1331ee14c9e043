// What sound needs of a C++ program: a device of its own that plays into nothing, whose clock also steps the sources.
#ifndef WRTC_BENCHMARKS_SOUND_H_
#define WRTC_BENCHMARKS_SOUND_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "api/media_stream_interface.h"
#include "api/notifier.h"
#include "modules/audio_device/include/audio_device_default.h"

namespace ceiling {

constexpr int kRate = 48'000;
constexpr size_t kStep = kRate / 100;  // 10 ms

// A tone. On request, one loud step after a silent quarter of a second.
class ToneSource : public webrtc::Notifier<webrtc::AudioSourceInterface> {
 public:
  void Step();
  // The next loud step's time is then in clicked.
  void Click() { steps_to_click_.store(25, std::memory_order_relaxed); }

  std::atomic<int64_t> clicked{0};

  SourceState state() const override { return kLive; }
  bool remote() const override { return false; }
  void AddSink(webrtc::AudioTrackSinkInterface* sink) override;
  void RemoveSink(webrtc::AudioTrackSinkInterface* sink) override;

 private:
  std::mutex mutex_;
  std::vector<webrtc::AudioTrackSinkInterface*> sinks_;
  std::atomic<int> steps_to_click_{-1};
  std::array<int16_t, kStep> block_{};
  int64_t position_ = 0;
};

// The device, with the engine's own mixer behind it.
class Device : public webrtc::webrtc_impl::AudioDeviceModuleDefault<webrtc::AudioDeviceModule> {
 public:
  ~Device() override { Stop(); }

  int32_t RegisterAudioCallback(webrtc::AudioTransport* transport) override;
  void Add(webrtc::scoped_refptr<ToneSource> source);
  void Start();
  void Stop();
  int64_t late_steps() const { return late_steps_.load(std::memory_order_relaxed); }

 private:
  void Run();

  std::mutex mutex_;
  webrtc::AudioTransport* transport_ = nullptr;
  std::vector<webrtc::scoped_refptr<ToneSource>> sources_;
  std::atomic<bool> stops_{false};
  std::atomic<int64_t> late_steps_{0};  // more than 10 ms after their time
  std::thread thread_;
};

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_SOUND_H_
