// The part of the seam that looks into SCTP.
#ifndef WRTC_ENGINE_SCTP_H_
#define WRTC_ENGINE_SCTP_H_

#include <cstdint>
#include <functional>
#include <memory>

#include "engine.h"

namespace wrtc::engine {

struct SctpLoad {
  int64_t unsent_bytes = 0;  // of a stream, not sent even once
  int64_t in_flight = 0;     // pieces of messages of all streams that are not acknowledged
};

// On the channel thread. Transport may be null.
SctpLoad LoadOf(webrtc::SctpTransportInterface* transport, int id, webrtc::Thread* network);

// Makes the SCTP associations of a runtime; null where the engine's own factory does. On the network thread.
std::unique_ptr<webrtc::SctpTransportFactoryInterface> CreateSctpFactory(webrtc::Thread* network);

// Calls then, on the current thread, when idle (called on the network thread) says that the channel has handed everything
// over, and a reset would lose nothing of the stream.
void WhenSent(webrtc::scoped_refptr<webrtc::SctpTransportInterface> transport, int id, webrtc::Thread* network,
              std::function<bool()> idle, std::function<void()> then);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SCTP_H_
