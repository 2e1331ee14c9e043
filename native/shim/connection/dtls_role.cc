#include "shim/connection/dtls_role.h"

#include "pc/session_description.h"

namespace wrtc {
namespace {

using webrtc::ConnectionRole;

ConnectionRole RoleOf(const webrtc::SessionDescriptionInterface* description, const std::string& mid) {
  const auto* const transport = description == nullptr ? nullptr : description->description()->GetTransportInfoByName(mid);
  return transport == nullptr ? webrtc::CONNECTIONROLE_NONE : transport->description.connection_role;
}

ConnectionRole Opposite(ConnectionRole role) {
  if (role == webrtc::CONNECTIONROLE_ACTIVE) return webrtc::CONNECTIONROLE_PASSIVE;
  if (role == webrtc::CONNECTIONROLE_PASSIVE) return webrtc::CONNECTIONROLE_ACTIVE;
  return webrtc::CONNECTIONROLE_NONE;
}

// The last answer, whichever side gave it, has the roles.
ConnectionRole RoleOfPeer(const webrtc::PeerConnectionInterface& engine, const std::string& mid) {
  const auto* const remote = engine.current_remote_description();
  if (remote->GetType() == webrtc::SdpType::kAnswer) return RoleOf(remote, mid);
  return Opposite(RoleOf(engine.current_local_description(), mid));
}

// A new certificate asks for a new association, in which any role is right.
bool RestartsIceOnly(const webrtc::TransportDescription& before, const webrtc::TransportDescription& after) {
  return before.ice_ufrag != after.ice_ufrag && before.identity_fingerprint && after.identity_fingerprint &&
         *before.identity_fingerprint == *after.identity_fingerprint;
}

}  // namespace

void KeepDtlsRole(const webrtc::PeerConnectionInterface& engine, webrtc::SessionDescriptionInterface& answer) {
  const auto* const before = engine.current_remote_description();
  // Another session's answer is from another connection, which has no association yet.
  if (before == nullptr || answer.description() == nullptr || before->session_id() != answer.session_id()) return;
  for (auto& transport : answer.description()->transport_infos()) {
    const auto* const known = before->description()->GetTransportInfoByName(transport.content_name);
    if (known == nullptr || !RestartsIceOnly(known->description, transport.description)) continue;
    const ConnectionRole role = RoleOfPeer(engine, transport.content_name);
    if (role != webrtc::CONNECTIONROLE_NONE) transport.description.connection_role = role;
  }
}

}  // namespace wrtc
