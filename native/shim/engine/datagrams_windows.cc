// Windows splits a group since Windows 10, version 2004; it has no call for several groups. It could join datagrams too
// (UDP_RECV_MAX_COALESCED_SIZE), but with some network drivers does not tell that it has, so nothing is joined here:
// docs/decisions.md.
#include "shim/engine/engine.h"

#if defined(WRTC_BATCHES_DATAGRAMS) && defined(WEBRTC_WIN)

#include <mswsock.h>

#include <array>
#include <cstring>

#include "shim/runtime/counters.h"

namespace wrtc::engine {
namespace {

constexpr int kUdpSendMsgSize = 2;  // of Windows' own ws2ipdef.h; mingw does not name it

constexpr size_t kInboxMessages = 8;
constexpr int kInboxMessageBytes = 64 * 1024;

union SegmentControl {
  alignas(WSACMSGHDR) uint8_t bytes[WSA_CMSG_SPACE(sizeof(DWORD))];
};

class WindowsInbox final : public Inbox {
 public:
  std::span<const ReceivedGroup> Receive(SOCKET socket) override {
    size_t count = 0;
    for (size_t call = 0; call < kInboxMessages; ++call) {
      socklen_t from_length = sizeof(from_[count]);
      Count(WRTC_COUNTER_UDP_RECEIVE_CALLS);
      const int length = recvfrom(socket, reinterpret_cast<char*>(bytes_[count].data()), kInboxMessageBytes, 0,
                                  reinterpret_cast<sockaddr*>(&from_[count]), &from_length);
      if (length >= 0) {
        const auto size = static_cast<size_t>(length);
        groups_[count] = {bytes_[count].data(), size, size, &from_[count]};
        ++count;
      } else if (WSAGetLastError() == WSAEWOULDBLOCK) {
        break;
      }
      // Otherwise it is the news that a peer has closed its port.
    }
    return std::span(groups_).first(count);
  }

 private:
  std::array<sockaddr_storage, kInboxMessages> from_;
  std::array<ReceivedGroup, kInboxMessages> groups_;
  std::array<std::array<uint8_t, kInboxMessageBytes>, kInboxMessages> bytes_;
};

bool SendGroup(SOCKET socket, uint8_t* bytes, DatagramGroup& group) {
  WSABUF part = {static_cast<ULONG>(group.length), reinterpret_cast<char*>(bytes + group.begin)};
  SegmentControl control = {};
  WSAMSG message = {};
  message.name = reinterpret_cast<sockaddr*>(&group.to);
  message.namelen = group.to_length;
  message.lpBuffers = &part;
  message.dwBufferCount = 1;
  if (group.count > 1) {
    const auto segment = static_cast<DWORD>(group.segment);
    message.Control = {sizeof(control.bytes), reinterpret_cast<char*>(control.bytes)};
    WSACMSGHDR* const header = WSA_CMSG_FIRSTHDR(&message);
    header->cmsg_level = IPPROTO_UDP;
    header->cmsg_type = kUdpSendMsgSize;
    header->cmsg_len = WSA_CMSG_LEN(sizeof(segment));
    std::memcpy(WSA_CMSG_DATA(header), &segment, sizeof(segment));
  }
  Count(WRTC_COUNTER_UDP_SEND_CALLS);
  DWORD length = 0;
  return WSASendMsg(socket, &message, 0, &length, nullptr, nullptr) == 0;
}

}  // namespace

bool SplitsGroups(SOCKET socket) {
  static const bool splits = [socket] {
    DWORD size = 0;
    int length = sizeof(size);
    return getsockopt(socket, IPPROTO_UDP, kUdpSendMsgSize, reinterpret_cast<char*>(&size), &length) == 0;
  }();
  return splits;
}

size_t SendGroups(SOCKET socket, uint8_t* bytes, std::span<DatagramGroup> groups, SendFault* fault) {
  size_t sent = 0;
  while (sent < groups.size() && SendGroup(socket, bytes, groups[sent])) ++sent;
  if (sent == 0) *fault = WSAGetLastError() == WSAEWOULDBLOCK ? SendFault::kFull : SendFault::kRefused;
  return sent;
}

bool SendDatagram(SOCKET socket, const uint8_t* bytes, size_t length, const DatagramGroup& group) {
  Count(WRTC_COUNTER_UDP_SEND_CALLS);
  return sendto(socket, reinterpret_cast<const char*>(bytes), static_cast<int>(length), 0,
                reinterpret_cast<const sockaddr*>(&group.to), group.to_length) >= 0;
}

void SetSystemError(int error) { WSASetLastError(error); }

void JoinDatagrams(SOCKET /*socket*/, bool /*yes*/) {}

std::unique_ptr<Inbox> Inbox::Create() { return std::unique_ptr<Inbox>(new WindowsInbox); }

}  // namespace wrtc::engine

#endif
