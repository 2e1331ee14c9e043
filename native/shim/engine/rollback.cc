#include "shim/engine/rollback.h"

#include <optional>
#include <string>
#include <utility>

#include "pc/peer_connection.h"
#include "pc/peer_connection_proxy.h"
#include "pc/sdp_offer_answer.h"
#include "pc/session_description.h"

#if defined(WRTC_ENGINE_UPSTREAM)
#include <vector>

#include "pc/jsep_transport_controller.h"
#include "pc/rtp_transport.h"
#include "pc/sdp_payload_type_suggester.h"
#endif

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

template <class Recorders>
void Forget(Recorders& recorders, webrtc::RtpHeaderExtensionPicker& picker, const webrtc::SessionDescription* current) {
  std::erase_if(recorders,
                [&](const auto& one) { return current == nullptr || current->GetContentByName(one.first) == nullptr; });
  for (auto& one : recorders) one.second.header_extensions().Rollback();
  picker = {};
  if (current == nullptr) return;
  for (const auto& content : current->contents()) {
    for (const auto& extension : content.media_description()->rtp_header_extensions()) {
      (void)picker.AddMapping(extension.id, extension.uri, extension.encrypt);
    }
  }
}

void ForgetIdsBut(webrtc::SdpPayloadTypeSuggester& ids, const webrtc::SessionDescription* current);

template <auto Recorders, auto Picker>
struct Ids {
  friend void ForgetIdsBut(webrtc::SdpPayloadTypeSuggester& ids, const webrtc::SessionDescription* current) {
    Forget(ids.*Recorders, ids.*Picker, current);
  }
};
template struct Ids<&webrtc::SdpPayloadTypeSuggester::recorder_by_mid_,
                    &webrtc::SdpPayloadTypeSuggester::rtp_header_extension_picker_>;

using IdsByMid = std::vector<std::pair<std::string, webrtc::RtpHeaderExtensions>>;
IdsByMid& IdsOf(webrtc::RtpTransport& transport);

template <auto Member>
struct IdsOfTransport {
  friend IdsByMid& IdsOf(webrtc::RtpTransport& transport) { return transport.*Member; }
};
template struct IdsOfTransport<&webrtc::RtpTransport::header_extensions_by_mid_>;

// On the network thread.
void ForgetIdsOfTransports(webrtc::JsepTransportController& transports, const webrtc::SessionDescription& current) {
  for (const auto& content : current.contents()) {
    auto* const transport = static_cast<webrtc::RtpTransport*>(transports.GetRtpTransport(content.mid()));
    if (transport == nullptr) continue;
    for (const auto& [mid, ids] : IdsByMid(IdsOf(*transport))) {
      if (current.GetContentByName(mid) == nullptr) transport->UnregisterRtpHeaderExtensionMap(mid);
    }
  }
}

void ForgetIds(webrtc::PeerConnection& connection, const webrtc::SessionDescription* current) {
  ForgetIdsBut(static_cast<webrtc::SdpPayloadTypeSuggester&>(*connection.pt_suggester()), current);
  if (current == nullptr) return;  // then its transports are gone
  connection.network_thread()->BlockingCall([&] {
    if (auto* const transports = connection.transport_controller_n()) ForgetIdsOfTransports(*transports, *current);
  });
}

#else

void ForgetDataMid(webrtc::PeerConnection& connection) { connection.ResetSctpDataMid(); }

void ForgetIds(webrtc::PeerConnection& /*connection*/, const webrtc::SessionDescription* /*current*/) {}

#endif

webrtc::SdpOfferAnswerHandler& HandlerOf(webrtc::PeerConnection& connection);

template <auto Member>
struct Handler {
  friend webrtc::SdpOfferAnswerHandler& HandlerOf(webrtc::PeerConnection& connection) { return *(connection.*Member); }
};
template struct Handler<&webrtc::PeerConnection::sdp_handler_>;

webrtc::RTCError RollBackAll(webrtc::SdpOfferAnswerHandler& handler);

template <auto Error, auto State, auto Rollback>
struct FailedOffer {
  friend webrtc::RTCError RollBackAll(webrtc::SdpOfferAnswerHandler& handler) {
    handler.*Error = {};
    if (handler.*State != webrtc::PeerConnectionInterface::kHaveLocalOffer) {
      handler.*State = webrtc::PeerConnectionInterface::kHaveRemoteOffer;
    }
    return (handler.*Rollback)(webrtc::SdpType::kRollback);
  }
};
template struct FailedOffer<&webrtc::SdpOfferAnswerHandler::session_error_, &webrtc::SdpOfferAnswerHandler::signaling_state_,
                            &webrtc::SdpOfferAnswerHandler::Rollback>;

webrtc::PeerConnection& InternalOf(webrtc::PeerConnectionInterface& connection) {
  return static_cast<webrtc::PeerConnection&>(*static_cast<webrtc::PeerConnectionProxy&>(connection).internal());
}

}  // namespace

void TakeBackFailed(webrtc::PeerConnectionInterface& connection, const webrtc::SessionDescriptionInterface* failed) {
  if (failed == nullptr || connection.pending_remote_description() != failed) return;
  (void)RollBackAll(HandlerOf(InternalOf(connection)));
}

void ForgetRolledBack(webrtc::PeerConnectionInterface& connection, const webrtc::SessionDescriptionInterface*& last) {
  auto& internal = InternalOf(connection);
  const auto* const local = connection.current_local_description();
  const auto* const current = local == nullptr ? nullptr : local->description();
  // An answer makes another current description; the older one is freed after that, so the addresses differ.
  if (std::exchange(last, local) == local) ForgetIds(internal, current);
  const auto mid = internal.sctp_mid();
  if (!mid) return;
  const auto* const content = current == nullptr ? nullptr : current->GetContentByName(*mid);
  if (content == nullptr || content->rejected) ForgetDataMid(internal);
}

}  // namespace wrtc::engine
