// The seam between the shim and libwebrtc. The shim is written against the names of the newest milestone; an older engine
// answers to them in its own header. Everything that differs between engines is behind this file and nowhere else.
#ifndef WRTC_ENGINE_H_
#define WRTC_ENGINE_H_

#if defined(WRTC_ENGINE_UPSTREAM)
#include "shim/engine/upstream.h"
#elif defined(WRTC_ENGINE_SYSTEM)
#include "shim/engine/system.h"
#else
#error "WRTC_ENGINE_UPSTREAM or WRTC_ENGINE_SYSTEM must be defined"
#endif

#include <cstdlib>

#include "api/data_channel_interface.h"
#include "api/make_ref_counted.h"
#include "api/sctp_transport_interface.h"
#include "shim/engine/sockets.h"
#include "p2p/base/port.h"

namespace wrtc::engine {

// The default socket buffers (208 KiB) overflow on loopback and fast links. The system may allow less than this. The receive
// buffer has room for the largest SCTP window while this process gets no processor for longer than a round trip: the kernel
// counts 2.3 KB for a datagram of 1.2, and doubles the size that is set.
constexpr int kUdpReceiveBuffer = 8 * 1024 * 1024;
constexpr int kUdpSendBuffer = 2 * 1024 * 1024;

template <typename Socket>
Socket WithLargeBuffers(Socket socket) {
  if (socket) {
    socket->SetOption(webrtc::Socket::OPT_RCVBUF, kUdpReceiveBuffer);
    socket->SetOption(webrtc::Socket::OPT_SNDBUF, kUdpSendBuffer);
  }
  return socket;
}

// glibc gives the memory of a freed large block back to the kernel and must get it anew for the next message, until a block of
// the largest size to keep has been freed once. A program's own settings (mallopt, GLIBC_TUNABLES) take precedence.
inline void LetAllocatorKeepMessages() {
  constexpr size_t kLargestKept = 4 * 1024 * 1024;
  void* volatile block = std::malloc(kLargestKept);  // volatile: otherwise the compiler removes the unused block
  std::free(block);
}

// Once per process, before any other call of libwebrtc.
inline void InitializeProcess() {
  LetAllocatorKeepMessages();
  webrtc::LogMessage::LogToDebug(webrtc::LS_NONE);
  webrtc::LogMessage::SetLogToStderr(false);
  InitializeCrypto();
  webrtc::InitializeSSL();
}

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_H_
