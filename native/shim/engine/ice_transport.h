// The part of the seam that reads the ICE transport under a DTLS transport.
#ifndef WRTC_ENGINE_ICE_TRANSPORT_H_
#define WRTC_ENGINE_ICE_TRANSPORT_H_

#include <optional>
#include <string>

#include "api/dtls_transport_interface.h"
#include "shim/api/webrtcnative_enums.h"
#include "p2p/base/port.h"
#include "shim/engine/engine.h"

namespace wrtc::engine {

struct IceTransport {
  std::string mid;  // of the section that it was made for
  wrtc_ice_role role;
  wrtc_ice_connection_state state;
  wrtc_ice_gathering_state gathering_state;
  bool operator==(const IceTransport& other) const = default;
};

// On the network thread. None for a transport that has ended.
std::optional<IceTransport> ReadIce(webrtc::DtlsTransportInterface& transport);

// On the network thread. Whether the transport has selected the pair.
bool HasSelected(webrtc::DtlsTransportInterface& transport, const webrtc::CandidatePair& pair);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_ICE_TRANSPORT_H_
