// A source of ours as the engine's tracks see it.
#ifndef WRTC_ENGINE_SOURCE_H_
#define WRTC_ENGINE_SOURCE_H_

#include <atomic>
#include <memory>
#include <utility>

#include "api/notifier.h"
#include "shim/engine/pictures.h"

namespace wrtc {

template <typename Source>
class EngineSource : public webrtc::Notifier<webrtc::VideoTrackSourceInterface> {
 public:
  EngineSource(std::shared_ptr<Source> source, bool is_screencast) : source_(std::move(source)), is_screencast_(is_screencast) {}

  // Its tracks end.
  void End() {
    is_ended_.store(true, std::memory_order_relaxed);
    FireOnChanged();
  }

  SourceState state() const override { return is_ended_.load(std::memory_order_relaxed) ? kEnded : kLive; }
  bool remote() const override { return false; }
  bool is_screencast() const override { return is_screencast_; }
  engine::Optional<bool> needs_denoising() const override { return {}; }
  bool GetStats(Stats* stats) override { return source_->GetSize(&stats->input_width, &stats->input_height); }
  void AddOrUpdateSink(engine::VideoSink* sink, const engine::VideoSinkWants& wants) override {
    source_->AddOrUpdateSink(sink, wants);
  }
  void RemoveSink(engine::VideoSink* sink) override { source_->RemoveSink(sink); }

  bool SupportsEncodedOutput() const override { return false; }
  void GenerateKeyFrame() override {}
  void AddEncodedSink(engine::EncodedVideoSink* /*sink*/) override {}
  void RemoveEncodedSink(engine::EncodedVideoSink* /*sink*/) override {}

 private:
  const std::shared_ptr<Source> source_;
  const bool is_screencast_;
  std::atomic<bool> is_ended_{false};
};

}  // namespace wrtc

#endif  // WRTC_ENGINE_SOURCE_H_
