// The part of the seam that reaches into SCTP.
#ifndef WRTC_ENGINE_SCTP_H_
#define WRTC_ENGINE_SCTP_H_

#include <cstdint>
#include <functional>
#include <memory>

#include "shim/engine/engine.h"

namespace wrtc::engine {

struct SctpLoad {
  int64_t unsent_bytes = 0;  // of a stream, never sent
  int64_t in_flight = 0;     // unacknowledged pieces of messages, of all streams
};

// Messages that fit into a datagram and are too large to share one. While SCTP has something to send, each acknowledgement
// makes it fill the free part of the congestion window to the byte. That cuts such a message into a large and a tiny datagram.
// So at most kMostUnsent of them wait in SCTP, the others with the channel.
constexpr size_t kSmallestWhole = 200;
constexpr size_t kLargestWhole = 1100;
#if defined(WRTC_ENGINE_UPSTREAM)
constexpr int64_t kMostUnsent = 64 * 1024;
#else
constexpr int64_t kMostUnsent = INT64_MAX;  // asking takes a hop to another thread here
#endif

// The bound of messages that a channel has handed over, and of unacknowledged pieces of messages of all channels. An ordered
// stream has 16-bit sequence numbers, and with more than half of them in flight it stalls for good. Debian's engine is built
// with its debug checks, which walk over all of them for each message and acknowledgement.
#if defined(WRTC_ENGINE_UPSTREAM)
constexpr int64_t kMostUnderWay = 16 * 1024;
#else
constexpr int64_t kMostUnderWay = 1024;
#endif

// Messages that a channel hands over before it is another channel's turn, unless it was also the last to hand over. Debian's
// engine takes some 50 us for each, on the thread that received messages wait for too.
#if defined(WRTC_ENGINE_UPSTREAM)
constexpr size_t kMostInTurn = SIZE_MAX;  // MustRead sets the turns
#else
constexpr size_t kMostInTurn = 32;
#endif

// On the channel thread. Transport may be null.
SctpLoad LoadOf(webrtc::SctpTransportInterface* transport, int id, webrtc::Thread* network);

// Makes the SCTP associations of a runtime, on the network thread.
std::unique_ptr<webrtc::SctpTransportFactoryInterface> CreateSctpFactory(webrtc::Thread* network);

// Calls then, on the current thread, once idle (called on the network thread) returns true, which means that the channel has
// handed everything over, and once a reset would lose nothing of the stream.
void WhenSent(webrtc::scoped_refptr<webrtc::SctpTransportInterface> transport, int id, webrtc::Thread* network,
              std::function<bool()> idle, std::function<void()> then);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SCTP_H_
