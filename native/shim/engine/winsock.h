// Windows lets a process open sockets only after it has asked for them once. libwebrtc leaves that to its user.
#ifndef WRTC_ENGINE_WINSOCK_H_
#define WRTC_ENGINE_WINSOCK_H_

#if defined(_WIN32)
#include <winsock2.h>

#include <windows.h>
#endif

namespace wrtc::engine {

// False if the process may have no sockets. Never taken back: the engine's threads may outlive their runtime for a moment. The
// library stays in the process for the same reason, even if the host frees it (nodelete on Linux).
inline bool MayOpenSockets() {
#if defined(_WIN32)
  static const bool is_started = [] {
    HMODULE library;
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                       reinterpret_cast<LPCWSTR>(&MayOpenSockets), &library);
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
