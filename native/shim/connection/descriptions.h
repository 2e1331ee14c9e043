// The four descriptions of a connection, as last reported to the caller.
#ifndef WRTC_DESCRIPTIONS_H_
#define WRTC_DESCRIPTIONS_H_

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "shim/connection/description_text.h"
#include "shim/engine/engine.h"
#include "shim/queue/event_queue.h"

namespace wrtc {

// On the signaling thread only.
class Descriptions {
 public:
  // Calls push with an event for each description of that side that differs from the last reported one.
  template <typename Push>
  void RefreshLocal(const webrtc::PeerConnectionInterface& engine, int64_t tag, Push push) {
    Refresh(WRTC_DESCRIPTION_CURRENT_LOCAL, engine.current_local_description(), tag, push);
    Refresh(WRTC_DESCRIPTION_PENDING_LOCAL, engine.pending_local_description(), tag, push);
  }
  template <typename Push>
  void RefreshRemote(const webrtc::PeerConnectionInterface& engine, int64_t tag, Push push) {
    Refresh(WRTC_DESCRIPTION_CURRENT_REMOTE, engine.current_remote_description(), tag, push);
    Refresh(WRTC_DESCRIPTION_PENDING_REMOTE, engine.pending_remote_description(), tag, push);
  }

 private:
  template <typename Push>
  void Refresh(wrtc_description which, const webrtc::SessionDescriptionInterface* now, int64_t tag, Push push) {
    std::string sdp;
    if (now != nullptr) now->ToString(&sdp);
    if (sdp == known_[which]) return;
    known_[which] = sdp;
    auto details = std::make_unique<DetailsOf<wrtc_description_changed>>();
    details->structure = {.which = which,
                          .sdp_type = now == nullptr ? -1 : static_cast<int32_t>(now->GetType()),
                          .sdp = details->Keep(TextForCaller(std::move(sdp)))};
    push(ConnectionEvent(WRTC_EVENT_DESCRIPTION, tag, std::move(details)));
  }

  std::array<std::string, WRTC_DESCRIPTION_PENDING_REMOTE + 1> known_;
};

}  // namespace wrtc

#endif  // WRTC_DESCRIPTIONS_H_
