// libsrtp tests its ciphers whenever a first session begins: a quarter of what the network thread does for a pair of
// connections, which have such sessions even without media. One that never ends keeps it from beginning anew.
#ifndef WRTC_ENGINE_SRTP_H_
#define WRTC_ENGINE_SRTP_H_

#include "engine.h"

namespace wrtc::engine {

// Before the first connection. The next calls do nothing.
void KeepSrtp();

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SRTP_H_
