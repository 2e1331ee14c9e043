#include "shim/engine/rollback.h"

#include <optional>
#include <string>

#include "pc/peer_connection.h"
#include "pc/peer_connection_proxy.h"
#include "pc/session_description.h"

namespace wrtc::engine {
namespace {

#if defined(WRTC_ENGINE_UPSTREAM)

// See PrivateMember in engine/sctp.cc.
std::optional<std::string>& DataMidOf(webrtc::PeerConnection& connection);

template <auto Member>
struct DataMid {
  friend std::optional<std::string>& DataMidOf(webrtc::PeerConnection& connection) { return connection.*Member; }
};
template struct DataMid<&webrtc::PeerConnection::sctp_mid_s_>;

void ForgetDataMid(webrtc::PeerConnection& connection) { DataMidOf(connection).reset(); }

#else

void ForgetDataMid(webrtc::PeerConnection& connection) { connection.ResetSctpDataMid(); }

#endif

}  // namespace

void ForgetRolledBackData(webrtc::PeerConnectionInterface& connection) {
  auto& internal = static_cast<webrtc::PeerConnection&>(*static_cast<webrtc::PeerConnectionProxy&>(connection).internal());
  const auto mid = internal.sctp_mid();
  if (!mid) return;
  const auto* const current = connection.current_local_description();
  const auto* const content = current == nullptr ? nullptr : current->description()->GetContentByName(*mid);
  if (content == nullptr || content->rejected) ForgetDataMid(internal);
}

}  // namespace wrtc::engine
