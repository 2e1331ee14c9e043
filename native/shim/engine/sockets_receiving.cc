// The receiving half of a UDP socket.
#include "shim/engine/engine.h"

#if defined(WRTC_BATCHES_DATAGRAMS)

#include <algorithm>
#include <optional>
#include <utility>

#include "shim/queue/batch.h"
#include "shim/runtime/counters.h"
#include "rtc_base/time_utils.h"

namespace wrtc::engine {

void UdpSocket::ReceiveBatches(bool yes) {
  JoinDatagrams(s_, yes);
  receives_batches_ = yes;
}

// One batch per event: the remaining datagrams stay readable, so that other sockets have their turn first.
void UdpSocket::Receive() {
  const std::span<const ReceivedGroup> groups = server_->inbox_->Receive(s_);
  received_at_ = webrtc::Timestamp::Micros(webrtc::TimeMicros());
  const bool* const is_destroyed = is_destroyed_;
  std::optional<Batch> batch;
  const bool is_joined = groups.size() == 1 && groups[0].segment < groups[0].length;
  if (groups.size() > 1 || is_joined) batch.emplace();  // one datagram wakes sooner without a batch
  for (const ReceivedGroup& group : groups) {
    webrtc::SocketAddressFromSockAddrStorage(*group.from, &received_from_);
    // An empty datagram counts too.
    size_t at = 0;
    do {
      received_ = group.bytes + at;
      received_length_ = std::min(group.segment, group.length - at);
      at += received_length_;
      Count(WRTC_COUNTER_UDP_DATAGRAMS_RECEIVED);
      NotifyReadEvent(this);
      if (*is_destroyed || s_ == INVALID_SOCKET) return;
    } while (at < group.length);
  }
  received_ = nullptr;
}

int UdpSocket::RecvFrom(ReceiveBuffer& buffer) {
  if (!receives_batches_) return SocketDispatcher::RecvFrom(buffer);
  if (received_ == nullptr) {
    SetError(EWOULDBLOCK);
    return -1;
  }
  buffer.payload.SetData(std::exchange(received_, nullptr), received_length_);
  buffer.source_address = received_from_;
  buffer.arrival_time = received_at_;
  return static_cast<int>(received_length_);
}

}  // namespace wrtc::engine

#endif
