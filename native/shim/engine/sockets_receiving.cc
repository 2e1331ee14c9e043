// The receiving half of a UDP socket.
#include "shim/engine/engine.h"

#if defined(WRTC_BATCHES_DATAGRAMS)

#include <netinet/in.h>
#include <netinet/udp.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "shim/queue/batch.h"
#include "shim/runtime/counters.h"
#include "rtc_base/time_utils.h"

namespace wrtc::engine {
namespace {

// Older C libraries do not name it; the kernel's number does not change. (Linux 5.0.)
constexpr int kUdpGro = 104;

constexpr size_t kInboxMessages = 8;
constexpr size_t kInboxMessageBytes = 64 * 1024;

// musl's CMSG_NXTHDR compares a size with a difference.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsign-compare"
cmsghdr* NextControl(msghdr& message, cmsghdr* control) { return CMSG_NXTHDR(&message, control); }
#pragma GCC diagnostic pop

// The datagram size of a message that the kernel joined; the message's length if it is a single datagram.
size_t SegmentOf(msghdr& message, size_t length) {
  for (cmsghdr* control = CMSG_FIRSTHDR(&message); control != nullptr; control = NextControl(message, control)) {
    if (control->cmsg_level != SOL_UDP || control->cmsg_type != kUdpGro) continue;
    int segment = 0;
    std::memcpy(&segment, CMSG_DATA(control), sizeof(segment));
    if (segment > 0) return static_cast<size_t>(segment);
  }
  return length;
}

bool IsJoined(mmsghdr& message) { return SegmentOf(message.msg_hdr, message.msg_len) < message.msg_len; }

// A kernel without UDP_GRO delivers single datagrams.
void JoinDatagrams(int socket, bool yes) {
  const int on = yes ? 1 : 0;
  setsockopt(socket, SOL_UDP, kUdpGro, &on, sizeof(on));
}

// Negative if the system does not have the family.
int CreateLastingSocket(int family) {
  const int created = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (created >= 0) JoinDatagrams(created, true);
  return created;
}

}  // namespace

// The control data of a message. It has room for more than was asked for: the kernel chooses the order.
union Control {
  alignas(cmsghdr) uint8_t bytes[128];
};

struct SocketServer::Inbox {
  std::array<mmsghdr, kInboxMessages> messages;
  std::array<iovec, kInboxMessages> parts;
  std::array<sockaddr_storage, kInboxMessages> from;
  std::array<Control, kInboxMessages> controls;
  std::array<std::array<uint8_t, kInboxMessageBytes>, kInboxMessages> bytes;
};

SocketServer::SocketServer()
    : inbox_(std::make_unique_for_overwrite<Inbox>()), lasting_{CreateLastingSocket(AF_INET), CreateLastingSocket(AF_INET6)} {}

SocketServer::~SocketServer() {
  for (const int socket : lasting_) {
    if (socket >= 0) close(socket);
  }
}

void UdpSocket::ReceiveBatches(bool yes) {
  JoinDatagrams(s_, yes);
  receives_batches_ = yes;
}

// One call per event: the remaining datagrams stay readable, so that other sockets have their turn first.
void UdpSocket::Receive() {
  SocketServer::Inbox& inbox = *server_->inbox_;
  for (size_t i = 0; i < kInboxMessages; ++i) {
    inbox.parts[i] = {inbox.bytes[i].data(), kInboxMessageBytes};
    msghdr& message = inbox.messages[i].msg_hdr;
    message = {};
    message.msg_name = &inbox.from[i];
    message.msg_namelen = sizeof(inbox.from[i]);
    message.msg_iov = &inbox.parts[i];
    message.msg_iovlen = 1;
    message.msg_control = inbox.controls[i].bytes;
    message.msg_controllen = sizeof(inbox.controls[i].bytes);
  }
  Count(WRTC_COUNTER_UDP_RECEIVE_CALLS);
  const int count = recvmmsg(s_, inbox.messages.data(), kInboxMessages, MSG_DONTWAIT, nullptr);
  received_at_ = webrtc::Timestamp::Micros(webrtc::TimeMicros());
  const bool* const is_destroyed = is_destroyed_;
  std::optional<Batch> batch;
  if (count > 1 || (count == 1 && IsJoined(inbox.messages[0]))) batch.emplace();  // one datagram wakes sooner without a batch
  for (int i = 0; i < count; ++i) {
    mmsghdr& message = inbox.messages[static_cast<size_t>(i)];
    const size_t length = message.msg_len;
    const size_t segment = SegmentOf(message.msg_hdr, length);
    webrtc::SocketAddressFromSockAddrStorage(inbox.from[static_cast<size_t>(i)], &received_from_);
    // An empty datagram counts too.
    size_t at = 0;
    do {
      received_ = inbox.bytes[static_cast<size_t>(i)].data() + at;
      received_length_ = std::min(segment, length - at);
      at += received_length_;
      Count(WRTC_COUNTER_UDP_DATAGRAMS_RECEIVED);
      NotifyReadEvent(this);
      if (*is_destroyed || s_ == INVALID_SOCKET) return;
    } while (at < length);
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
