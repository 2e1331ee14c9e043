// The part of the seam that removes traces of a rollback, and that rolls back what failed.
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

// On the signaling thread, when the remote description `failed` could not be set. The engine finds some errors only while it applies
// a description. It then keeps what it had applied, and refuses all later calls. An offer, or a provisional answer, is rolled back,
// with the offers before it. An answer has replaced the current descriptions, and cannot be.
void TakeBackFailed(webrtc::PeerConnectionInterface& connection, const webrtc::SessionDescriptionInterface* failed);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_ROLLBACK_H_
