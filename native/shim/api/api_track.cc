// The C interface: tracks, and sources of pictures. Nothing here waits for an engine thread.
#include <utility>

#include "shim/api/media_handles.h"
#include "shim/api/options.h"
#include "shim/engine/media_rtp.h"
#include "shim/media/video_source.h"

struct wrtc_video_source {
  std::shared_ptr<wrtc::Runtime> runtime;
  webrtc::scoped_refptr<wrtc::VideoSource> source;
};

using wrtc::Fail;
using wrtc::FailNull;
using wrtc::NoHopScope;

wrtc_status wrtc_track_get_info(const wrtc_track* track, wrtc_track_info* info) {
  const NoHopScope no_hop;
  if (track == nullptr) return FailNull("track");
  if (info == nullptr) return FailNull("info");
  *info = {.id = wrtc::Borrow(track->track->id()), .kind = track->track->kind(), .is_remote = track->track->is_remote()};
  return WRTC_OK;
}

wrtc_status wrtc_track_set_enabled(wrtc_track* track, uint8_t enabled) {
  const NoHopScope no_hop;
  if (track == nullptr) return FailNull("track");
  track->track->SetEnabled(enabled != 0);
  return WRTC_OK;
}

wrtc_status wrtc_track_set_content_hint(wrtc_track* track, wrtc_content_hint hint) {
  const NoHopScope no_hop;
  if (track == nullptr) return FailNull("track");
  if (hint < WRTC_CONTENT_HINT_NONE || hint > WRTC_CONTENT_HINT_TEXT || track->track->kind() != WRTC_MEDIA_KIND_VIDEO) {
    return Fail(WRTC_INVALID_PARAMETER, "hint is not one of wrtc_content_hint, or the track is not one of video.");
  }
  track->track->SetContentHint(hint);
  return WRTC_OK;
}

void wrtc_track_destroy(wrtc_track* track) {
  const NoHopScope no_hop;
  delete track;
}

wrtc_status wrtc_video_source_create(wrtc_runtime* runtime, uint8_t is_screencast, wrtc_video_source** source) {
  const NoHopScope no_hop;
  if (runtime == nullptr) return FailNull("runtime");
  if (source == nullptr) return FailNull("source");
  *source = new wrtc_video_source{runtime->runtime, webrtc::make_ref_counted<wrtc::VideoSource>(is_screencast != 0)};
  return WRTC_OK;
}

wrtc_status wrtc_video_source_create_track(wrtc_video_source* source, const char* id, int32_t id_length, wrtc_track** track) {
  const NoHopScope no_hop;
  if (source == nullptr) return FailNull("source");
  if (track == nullptr) return FailNull("track");
  if (!wrtc::IsValid(id, id_length)) return Fail(WRTC_INVALID_PARAMETER, "id is null or has a negative length.");
  auto make = [of = source->source](webrtc::PeerConnectionFactoryInterface& factory, const std::string& name) {
    return wrtc::engine::CreateVideoTrack(factory, of.get(), name);
  };
  *track = new wrtc_track{wrtc::Track::Local(source->runtime, WRTC_MEDIA_KIND_VIDEO, wrtc::Copy(id, id_length), std::move(make))};
  return WRTC_OK;
}

// The source dies on the signaling thread, as the engine wants it.
void wrtc_video_source_destroy(wrtc_video_source* source) {
  const NoHopScope no_hop;
  if (source == nullptr) return;
  source->runtime->signaling()->PostTask([kept = std::move(source->source)] { kept->End(); });
  delete source;
}
