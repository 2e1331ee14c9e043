#include "shim/engine/engine.h"

#if defined(WRTC_BATCHES_DATAGRAMS) && defined(WEBRTC_LINUX)

#include <netinet/in.h>
#include <netinet/udp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "shim/runtime/counters.h"

namespace wrtc::engine {
namespace {

// Older C libraries do not name them; the kernel's numbers do not change. (Linux 4.18, 5.0.)
constexpr int kUdpSegment = 103;
constexpr int kUdpGro = 104;

constexpr size_t kInboxMessages = 8;
constexpr size_t kInboxMessageBytes = 64 * 1024;

union SegmentControl {
  alignas(cmsghdr) uint8_t bytes[CMSG_SPACE(sizeof(uint16_t))];
};

// The control data of a message. It has room for more than was asked for: the kernel chooses the order.
union Control {
  alignas(cmsghdr) uint8_t bytes[128];
};

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

// Negative if the system does not have the family.
int CreateLastingSocket(int family) {
  const int created = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (created >= 0) JoinDatagrams(created, true);
  return created;
}

class LinuxInbox final : public Inbox {
 public:
  LinuxInbox() : lasting_{CreateLastingSocket(AF_INET), CreateLastingSocket(AF_INET6)} {}
  ~LinuxInbox() override {
    for (const int socket : lasting_) {
      if (socket >= 0) close(socket);
    }
  }
  LinuxInbox(const LinuxInbox&) = delete;
  LinuxInbox& operator=(const LinuxInbox&) = delete;

  std::span<const ReceivedGroup> Receive(int socket) override {
    for (size_t i = 0; i < kInboxMessages; ++i) {
      parts_[i] = {bytes_[i].data(), kInboxMessageBytes};
      msghdr& message = messages_[i].msg_hdr;
      message = {};
      message.msg_name = &from_[i];
      message.msg_namelen = sizeof(from_[i]);
      message.msg_iov = &parts_[i];
      message.msg_iovlen = 1;
      message.msg_control = controls_[i].bytes;
      message.msg_controllen = sizeof(controls_[i].bytes);
    }
    Count(WRTC_COUNTER_UDP_RECEIVE_CALLS);
    const int count = recvmmsg(socket, messages_.data(), kInboxMessages, MSG_DONTWAIT, nullptr);
    if (count <= 0) return {};
    for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
      const size_t length = messages_[i].msg_len;
      groups_[i] = {bytes_[i].data(), length, SegmentOf(messages_[i].msg_hdr, length), &from_[i]};
    }
    return std::span(groups_).first(static_cast<size_t>(count));
  }

 private:
  // One socket of each family that sends nothing, for as long as there may be others. The kernel rewrites its own code when the
  // first socket with UDP_GRO is opened and when the last one is closed, and interrupts all processors for it: a quarter of a
  // millisecond.
  const std::array<int, 2> lasting_;
  std::array<mmsghdr, kInboxMessages> messages_;
  std::array<iovec, kInboxMessages> parts_;
  std::array<sockaddr_storage, kInboxMessages> from_;
  std::array<Control, kInboxMessages> controls_;
  std::array<ReceivedGroup, kInboxMessages> groups_;
  std::array<std::array<uint8_t, kInboxMessageBytes>, kInboxMessages> bytes_;
};

}  // namespace

// Each kernel that .NET runs on does.
bool SplitsGroups(int /*socket*/) { return true; }

size_t SendGroups(int socket, uint8_t* bytes, std::span<DatagramGroup> groups, SendFault* fault) {
  std::array<mmsghdr, kMostDatagrams> messages;
  std::array<iovec, kMostDatagrams> parts;
  std::array<SegmentControl, kMostDatagrams> controls;
  const size_t count = std::min(groups.size(), kMostDatagrams);
  for (size_t i = 0; i < count; ++i) {
    DatagramGroup& group = groups[i];
    parts[i] = {bytes + group.begin, group.length};
    messages[i] = {};
    msghdr& message = messages[i].msg_hdr;
    message.msg_name = &group.to;
    message.msg_namelen = group.to_length;
    message.msg_iov = &parts[i];
    message.msg_iovlen = 1;
    if (group.count < 2) continue;
    const auto segment = static_cast<uint16_t>(group.segment);
    message.msg_control = controls[i].bytes;
    message.msg_controllen = CMSG_SPACE(sizeof(segment));
    cmsghdr* const control = CMSG_FIRSTHDR(&message);
    control->cmsg_level = SOL_UDP;
    control->cmsg_type = kUdpSegment;
    control->cmsg_len = CMSG_LEN(sizeof(segment));
    std::memcpy(CMSG_DATA(control), &segment, sizeof(segment));
  }
  Count(WRTC_COUNTER_UDP_SEND_CALLS);
  const int sent = sendmmsg(socket, messages.data(), static_cast<unsigned>(count), MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent > 0) return static_cast<size_t>(sent);
  const bool is_full = errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS;
  *fault = errno == EINTR ? SendFault::kInterrupted : is_full ? SendFault::kFull : SendFault::kRefused;
  return 0;
}

bool SendDatagram(int socket, const uint8_t* bytes, size_t length, const DatagramGroup& group) {
  Count(WRTC_COUNTER_UDP_SEND_CALLS);
  return sendto(socket, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT, reinterpret_cast<const sockaddr*>(&group.to),
                group.to_length) >= 0;
}

void SetSystemError(int error) { errno = error; }

void JoinDatagrams(int socket, bool yes) {
  const int on = yes ? 1 : 0;
  setsockopt(socket, SOL_UDP, kUdpGro, &on, sizeof(on));
}

// Left as it is: the kernel fills what is read.
std::unique_ptr<Inbox> Inbox::Create() { return std::unique_ptr<Inbox>(new LinuxInbox); }

}  // namespace wrtc::engine

#endif
