#include "shim/media/track.h"

#include <utility>

#include "shim/engine/media_rtp.h"

namespace wrtc {
namespace {

using Hint = webrtc::VideoTrackInterface::ContentHint;
static_assert(int(Hint::kNone) == int{WRTC_CONTENT_HINT_NONE});
static_assert(int(Hint::kFluid) == int{WRTC_CONTENT_HINT_MOTION});
static_assert(int(Hint::kDetailed) == int{WRTC_CONTENT_HINT_DETAIL});
static_assert(int(Hint::kText) == int{WRTC_CONTENT_HINT_TEXT});

}  // namespace

webrtc::scoped_refptr<Track> Track::Local(std::shared_ptr<Runtime> runtime, wrtc_media_kind kind, std::string id, Make make,
                                          std::optional<wrtc_video_codec> encoded) {
  if (id.empty()) id = engine::RandomId();
  auto track = webrtc::make_ref_counted<Track>(runtime, kind, std::move(id), false, nullptr, encoded);
  runtime->signaling()->PostTask(
      [track, make = std::move(make)] { track->engine_ = make(track->runtime().factory(), track->id()); });
  return track;
}

webrtc::scoped_refptr<Track> Track::Remote(std::shared_ptr<Runtime> runtime, Engine engine) {
  const bool is_audio = engine->kind() == webrtc::MediaStreamTrackInterface::kAudioKind;
  std::string id = engine->id();
  return webrtc::make_ref_counted<Track>(std::move(runtime), is_audio ? WRTC_MEDIA_KIND_AUDIO : WRTC_MEDIA_KIND_VIDEO,
                                         std::move(id), true, std::move(engine), std::nullopt);
}

Track::Track(std::shared_ptr<Runtime> runtime, wrtc_media_kind kind, std::string id, bool is_remote, Engine engine,
             std::optional<wrtc_video_codec> encoded)
    : runtime_(std::move(runtime)),
      kind_(kind),
      id_(std::move(id)),
      is_remote_(is_remote),
      encoded_(encoded),
      engine_(std::move(engine)) {}

// The engine's track ends on the signaling thread, and the last reference to this may be released on any.
Track::~Track() {
  if (!engine_) return;
  runtime_->signaling()->PostTask([runtime = runtime_, engine = std::move(engine_)]() mutable { engine = nullptr; });
}

void Track::SetEnabled(bool enabled) {
  runtime_->signaling()->PostTask([self = webrtc::scoped_refptr<Track>(this), enabled] {
    if (self->engine_) self->engine_->set_enabled(enabled);
  });
}

void Track::SetContentHint(wrtc_content_hint hint) {
  runtime_->signaling()->PostTask([self = webrtc::scoped_refptr<Track>(this), hint] {
    if (self->engine_) static_cast<webrtc::VideoTrackInterface&>(*self->engine_).set_content_hint(static_cast<Hint>(hint));
  });
}

}  // namespace wrtc
