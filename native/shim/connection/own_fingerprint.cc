#include "shim/connection/own_fingerprint.h"

#include "pc/session_description.h"

namespace wrtc {
namespace {

using Engine = webrtc::PeerConnectionInterface;

bool Fits(Engine::SignalingState state, webrtc::SdpType type) {
  if (type == webrtc::SdpType::kOffer) return state == Engine::kStable || state == Engine::kHaveLocalOffer;
  return state == Engine::kHaveRemoteOffer || state == Engine::kHaveLocalPrAnswer;
}

}  // namespace

void OwnFingerprint::Learn(const webrtc::SessionDescriptionInterface& description) {
  for (const auto& transport : description.description()->transport_infos()) {
    if (transport.description.identity_fingerprint) learned_ = *transport.description.identity_fingerprint;
  }
}

webrtc::RTCError OwnFingerprint::Check(Engine& engine, const webrtc::SessionDescriptionInterface& local) {
  if (local.description() == nullptr || !Fits(engine.signaling_state(), local.GetType())) return webrtc::RTCError::OK();
  if (!learned_ && engine.local_description()) Learn(*engine.local_description());
  const auto certificates = engine.GetConfiguration().certificates;
  const auto* const configured = certificates.empty() ? nullptr : certificates.front().get();  // the engine uses the first
  for (const auto& transport : local.description()->transport_infos()) {
    const auto& fingerprint = transport.description.identity_fingerprint;
    if (fingerprint && !IsOwn(configured, *fingerprint)) {
      return webrtc::RTCError(webrtc::RTCErrorType::INVALID_MODIFICATION,
                              "The fingerprint is not that of this connection's certificate: another connection has created "
                              "the description.");
    }
  }
  return webrtc::RTCError::OK();
}

bool OwnFingerprint::IsOwn(const webrtc::RTCCertificate* configured, const webrtc::SSLFingerprint& fingerprint) const {
  if (configured != nullptr) {
    const auto own = webrtc::SSLFingerprint::CreateUnique(fingerprint.algorithm, *configured->identity());
    return own && *own == fingerprint;
  }
  // A description with a fingerprint that this connection has not generated yet cannot be its own. A fingerprint by another
  // algorithm is for the engine to compare.
  return learned_ && (learned_->algorithm != fingerprint.algorithm || *learned_ == fingerprint);
}

}  // namespace wrtc
