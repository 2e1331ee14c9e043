#include "engine_srtp.h"

#include <array>
#include <cstdint>

#include "pc/srtp_session.h"
#include "rtc_base/ssl_stream_adapter.h"

namespace wrtc::engine {

void KeepSrtp() {
  static const auto* const session = [] {
    constexpr std::array<uint8_t, 30> kKey{};  // a key and a salt, of which nothing is ever made
#if defined(WRTC_ENGINE_UPSTREAM)
    auto* const kept = new webrtc::SrtpSession;
    kept->SetSend(webrtc::kSrtpAes128CmSha1_80, webrtc::ZeroOnFreeBuffer<uint8_t>(kKey.data(), kKey.size()), {});
#else
    auto* const kept = new cricket::SrtpSession;
    kept->SetSend(rtc::kSrtpAes128CmSha1_80, kKey.data(), kKey.size(), {});
#endif
    return kept;
  }();
  (void)session;
}

}  // namespace wrtc::engine
