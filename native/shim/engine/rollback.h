// The part of the seam that removes traces of a rollback.
#ifndef WRTC_ENGINE_ROLLBACK_H_
#define WRTC_ENGINE_ROLLBACK_H_

#include "shim/engine/engine.h"

namespace wrtc::engine {

// On the signaling thread, when the state has become stable. Both engines remember the mid of a rolled back section for data.
// Their next offer would have no such section, and they would reject the remote peer's section if it has another mid.
void ForgetRolledBackData(webrtc::PeerConnectionInterface& connection);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_ROLLBACK_H_
