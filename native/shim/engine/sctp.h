// The part of the seam that looks into SCTP.
#ifndef WRTC_ENGINE_SCTP_H_
#define WRTC_ENGINE_SCTP_H_

#include <cstdint>
#include <functional>
#include <memory>

#include "shim/engine/engine.h"

namespace wrtc::engine {

struct SctpLoad {
  int64_t unsent_bytes = 0;  // of a stream, not sent even once
  int64_t in_flight = 0;     // pieces of messages of all streams that are not acknowledged
};

// Messages that fit into a datagram, and are not so small that several of them should share one. While SCTP has something to send,
// each acknowledgement makes it fill to the byte what the congestion window has become free of: such a message is cut into a
// large datagram and a tiny one then. So no more than kMostUnsent of them wait there, the others with the channel.
constexpr size_t kSmallestWhole = 200;
constexpr size_t kLargestWhole = 1100;
#if defined(WRTC_ENGINE_UPSTREAM)
constexpr int64_t kMostUnsent = 64 * 1024;
#else
constexpr int64_t kMostUnsent = INT64_MAX;  // asking costs a hop to another thread here
#endif

// Messages that a channel hands over and pieces of them, of all channels, that are not acknowledged. An ordered stream has
// 16-bit sequence numbers, and with more than half of them under way it stalls for good. Debian's engine is built with its checks,
// which for each message and acknowledgement look at all of them.
#if defined(WRTC_ENGINE_UPSTREAM)
constexpr int64_t kMostUnderWay = 16 * 1024;
#else
constexpr int64_t kMostUnderWay = 1024;
#endif

// Messages that a channel hands over before it is the turn of others, unless it has been the only one. Debian's engine takes some
// 50 us for each, on the thread that what has come for channels waits for too.
#if defined(WRTC_ENGINE_UPSTREAM)
constexpr size_t kMostInTurn = SIZE_MAX;  // MustRead sets the turns
#else
constexpr size_t kMostInTurn = 32;
#endif

// On the channel thread. Transport may be null.
SctpLoad LoadOf(webrtc::SctpTransportInterface* transport, int id, webrtc::Thread* network);

// Makes the SCTP associations of a runtime, on the network thread.
std::unique_ptr<webrtc::SctpTransportFactoryInterface> CreateSctpFactory(webrtc::Thread* network);

// Calls then, on the current thread, when idle (called on the network thread) says that the channel has handed everything
// over, and a reset would lose nothing of the stream.
void WhenSent(webrtc::scoped_refptr<webrtc::SctpTransportInterface> transport, int id, webrtc::Thread* network,
              std::function<bool()> idle, std::function<void()> then);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SCTP_H_
