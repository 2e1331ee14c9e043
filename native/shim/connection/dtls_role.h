// The DTLS role of a peer that restarts ICE.
#ifndef WRTC_DTLS_ROLE_H_
#define WRTC_DTLS_ROLE_H_

#include "shim/engine/engine.h"

namespace wrtc {

// A restart of ICE keeps the DTLS association, and with it the roles (RFC 8842, section 4). Firefox (153) answers the offer of a
// restart with "active" even if it is passive, does not change its role, and the engine refuses its answer. Puts the role that the
// peer has into such an answer. On the signaling thread, when an answer is due.
void KeepDtlsRole(const webrtc::PeerConnectionInterface& engine, webrtc::SessionDescriptionInterface& answer);

}  // namespace wrtc

#endif  // WRTC_DTLS_ROLE_H_
