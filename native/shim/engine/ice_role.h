// The part of the seam that reads the ICE role of a transport.
#ifndef WRTC_ENGINE_ICE_ROLE_H_
#define WRTC_ENGINE_ICE_ROLE_H_

#include "api/dtls_transport_interface.h"
#include "shim/api/webrtcnative_enums.h"
#include "shim/engine/engine.h"

namespace wrtc::engine {

// On the network thread. Unknown too for a transport that has ended.
wrtc_ice_role IceRole(webrtc::DtlsTransportInterface& transport);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_ICE_ROLE_H_
