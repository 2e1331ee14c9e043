// The C interface: tracks. Nothing here waits for an engine thread.
#include "shim/api/media_handles.h"

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
