// The fingerprint of a connection's own certificate, which the engine shows only in the descriptions that it creates.
#ifndef WRTC_OWN_FINGERPRINT_H_
#define WRTC_OWN_FINGERPRINT_H_

#include <optional>

#include "shim/engine/engine.h"
#include "rtc_base/ssl_fingerprint.h"

namespace wrtc {

// On the signaling thread only.
class OwnFingerprint {
 public:
  // Remembers the fingerprint of a description that the engine has created, for the caller or to set it at once.
  void Learn(const webrtc::SessionDescriptionInterface& description);

  // Refuses a local description of another connection. If the state does not allow a local description, the engine reports
  // that.
  webrtc::RTCError Check(webrtc::PeerConnectionInterface& engine, const webrtc::SessionDescriptionInterface& local);

 private:
  bool IsOwn(const webrtc::RTCCertificate* configured, const webrtc::SSLFingerprint& fingerprint) const;

  std::optional<webrtc::SSLFingerprint> learned_;
};

}  // namespace wrtc

#endif  // WRTC_OWN_FINGERPRINT_H_
