#include "shim/engine/ice_role.h"

#include "p2p/base/ice_transport_internal.h"

#if defined(WRTC_ENGINE_SYSTEM)
namespace webrtc {
using cricket::ICEROLE_CONTROLLED;
using cricket::ICEROLE_CONTROLLING;
}  // namespace webrtc
#endif

namespace wrtc::engine {

wrtc_ice_role IceRole(webrtc::DtlsTransportInterface& transport) {
  const auto ice = transport.ice_transport();
  if (!ice || !ice->internal()) return WRTC_ICE_ROLE_UNKNOWN;
  switch (ice->internal()->GetIceRole()) {
    case webrtc::ICEROLE_CONTROLLING: return WRTC_ICE_ROLE_CONTROLLING;
    case webrtc::ICEROLE_CONTROLLED: return WRTC_ICE_ROLE_CONTROLLED;
    default: return WRTC_ICE_ROLE_UNKNOWN;
  }
}

}  // namespace wrtc::engine
