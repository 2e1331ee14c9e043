// libsrtp tests its ciphers whenever a first session begins: a quarter of what the network thread does for a pair of
// connections, which have such sessions even without media. One that lasts keeps it from beginning anew.
#ifndef WRTC_ENGINE_SRTP_H_
#define WRTC_ENGINE_SRTP_H_

#include <memory>

#include "shim/engine/engine.h"
#include "pc/srtp_session.h"

namespace wrtc::engine {

#if defined(WRTC_ENGINE_UPSTREAM)
using SrtpSession = webrtc::SrtpSession;
#else
using SrtpSession = cricket::SrtpSession;
#endif

// Before the first connection; to be kept as long as there may be more. Null when libsrtp cannot begin.
std::unique_ptr<SrtpSession> CreateLastingSrtpSession();

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SRTP_H_
