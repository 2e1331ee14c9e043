#include "shim/engine/srtp.h"

#include <array>
#include <cstdint>
#include <utility>

#include "rtc_base/ssl_stream_adapter.h"

namespace wrtc::engine {

std::unique_ptr<SrtpSession> CreateLastingSrtpSession() {
  constexpr std::array<uint8_t, 30> kKey{};  // a key and a salt that encrypt nothing
  auto session = std::make_unique<SrtpSession>();
#if defined(WRTC_ENGINE_UPSTREAM)
  const bool has_begun =
      session->SetSend(webrtc::kSrtpAes128CmSha1_80, webrtc::ZeroOnFreeBuffer<uint8_t>(kKey.data(), kKey.size()), {});
#else
  const bool has_begun = session->SetSend(rtc::kSrtpAes128CmSha1_80, kKey.data(), kKey.size(), {});
#endif
  return has_begun ? std::move(session) : nullptr;
}

}  // namespace wrtc::engine
