// The part of the seam that removes traces of a rollback.
#ifndef WRTC_ENGINE_ROLLBACK_H_
#define WRTC_ENGINE_ROLLBACK_H_

#include "shim/engine/engine.h"

namespace wrtc::engine {

// On the signaling thread, when the state has become stable. Both engines remember the mid of a rolled back section for data.
// Their next offer would have no such section, and they would reject the remote peer's section if it has another mid.
// The upstream engine remembers the ids of header extensions of a rolled back section. If the remote peer then offers another kind of
// media, with the same ids for other extensions, the next offer would have one id for two extensions, and the engine would refuse to set it.
// Transports remember them too, and the engine would refuse an offer that gives another meaning to one of them.
// `last` is the current local description of the call before: a rollback leaves it as it was.
void ForgetRolledBack(webrtc::PeerConnectionInterface& connection, const webrtc::SessionDescriptionInterface*& last);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_ROLLBACK_H_
