// A source of pictures, for negotiation: it has no pictures yet.
#ifndef WRTC_VIDEO_SOURCE_H_
#define WRTC_VIDEO_SOURCE_H_

#include <atomic>

#include "shim/engine/media_rtp.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class VideoSource : public engine::AdaptedVideoTrackSource {
 public:
  explicit VideoSource(bool is_screencast) : is_screencast_(is_screencast) {}

  // On the signaling thread: its tracks end.
  void End() {
    state_.store(kEnded);
    FireOnChanged();
  }

 private:
  SourceState state() const override { return state_.load(); }
  bool remote() const override { return false; }
  bool is_screencast() const override { return is_screencast_; }
  engine::Optional<bool> needs_denoising() const override { return {}; }

  const bool is_screencast_;
  std::atomic<SourceState> state_{kLive};
  LiveObject<WRTC_OBJECT_KIND_VIDEO_SOURCE> live_;
};

}  // namespace wrtc

#endif  // WRTC_VIDEO_SOURCE_H_
