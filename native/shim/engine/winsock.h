// Windows lets a process open sockets only after it has asked for them once. libwebrtc leaves that to its user.
#ifndef WRTC_ENGINE_WINSOCK_H_
#define WRTC_ENGINE_WINSOCK_H_

#if defined(_WIN32)
#include <winsock2.h>
#endif

namespace wrtc::engine {

// False if the process may have no sockets. Never taken back: the engine's threads may outlive their runtime for a moment.
inline bool MayOpenSockets() {
#if defined(_WIN32)
  static const bool is_started = [] {
    WSADATA data;
    return WSAStartup(MAKEWORD(2, 2), &data) == 0;
  }();
  return is_started;
#else
  return true;
#endif
}

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_WINSOCK_H_
