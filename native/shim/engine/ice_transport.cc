#include "shim/engine/ice_transport.h"

#include "p2p/base/ice_transport_internal.h"

#if defined(WRTC_ENGINE_SYSTEM)
namespace webrtc {
using cricket::IceRole;
using cricket::ICEROLE_CONTROLLED;
using cricket::ICEROLE_CONTROLLING;
using cricket::kIceGatheringComplete;
using cricket::kIceGatheringGathering;
using cricket::kIceGatheringNew;
}  // namespace webrtc
#endif

namespace wrtc::engine {
namespace {

using State = webrtc::IceTransportState;

static_assert(int(State::kNew) == int{WRTC_ICE_CONNECTION_STATE_NEW});
static_assert(int(State::kChecking) == int{WRTC_ICE_CONNECTION_STATE_CHECKING});
static_assert(int(State::kConnected) == int{WRTC_ICE_CONNECTION_STATE_CONNECTED});
static_assert(int(State::kCompleted) == int{WRTC_ICE_CONNECTION_STATE_COMPLETED});
static_assert(int(State::kFailed) == int{WRTC_ICE_CONNECTION_STATE_FAILED});
static_assert(int(State::kDisconnected) == int{WRTC_ICE_CONNECTION_STATE_DISCONNECTED});
static_assert(int(State::kClosed) == int{WRTC_ICE_CONNECTION_STATE_CLOSED});
static_assert(int{webrtc::kIceGatheringNew} == int{WRTC_ICE_GATHERING_STATE_NEW});
static_assert(int{webrtc::kIceGatheringGathering} == int{WRTC_ICE_GATHERING_STATE_GATHERING});
static_assert(int{webrtc::kIceGatheringComplete} == int{WRTC_ICE_GATHERING_STATE_COMPLETE});

wrtc_ice_role RoleOf(webrtc::IceRole role) {
  switch (role) {
    case webrtc::ICEROLE_CONTROLLING: return WRTC_ICE_ROLE_CONTROLLING;
    case webrtc::ICEROLE_CONTROLLED: return WRTC_ICE_ROLE_CONTROLLED;
    default: return WRTC_ICE_ROLE_UNKNOWN;
  }
}

}  // namespace

std::optional<IceTransport> ReadIce(webrtc::DtlsTransportInterface& transport) {
  const auto ice = transport.ice_transport();
  if (!ice || !ice->internal()) return std::nullopt;
  const auto& internal = *ice->internal();
  return IceTransport{.mid = internal.transport_name(),
                      .role = RoleOf(internal.GetIceRole()),
                      .state = static_cast<wrtc_ice_connection_state>(internal.GetIceTransportState()),
                      .gathering_state = static_cast<wrtc_ice_gathering_state>(internal.gathering_state())};
}

bool HasSelected(webrtc::DtlsTransportInterface& transport, const webrtc::CandidatePair& pair) {
  const auto ice = transport.ice_transport();
  if (!ice || !ice->internal()) return false;
  const auto selected = ice->internal()->GetSelectedCandidatePair();
  // Each transport has sockets of its own. The peer's address is no help: while its candidate is not known from signaling, the
  // engine hides it, and the candidate may have arrived since.
  return selected && selected->local_candidate().address() == pair.local_candidate().address() &&
         selected->local_candidate().protocol() == pair.local_candidate().protocol() &&
         selected->remote_candidate().address().port() == pair.remote_candidate().address().port();
}

}  // namespace wrtc::engine
