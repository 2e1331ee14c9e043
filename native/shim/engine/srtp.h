// libsrtp tests its ciphers whenever a first session begins: a quarter of the network thread's work for a pair of connections,
// which have such sessions even without media. One lasting session avoids these tests.
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

// Call before the first connection, and keep the result as long as there may be more. Null if libsrtp cannot start.
std::unique_ptr<SrtpSession> CreateLastingSrtpSession();

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SRTP_H_
