#include "shim/engine/engine.h"

#if defined(WRTC_BATCHES_DATAGRAMS)

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "shim/runtime/counters.h"

namespace wrtc::engine {
namespace {

constexpr size_t kMostGroupBytes = 60'000;  // fits into one IP packet of either family
constexpr size_t kMostBatchBytes = 128 * 1024;

}  // namespace

webrtc::Socket* SocketServer::CreateSocket(int family, int type) {
  if (type == SOCK_DGRAM) {
    auto socket = std::make_unique<UdpSocket>(this);
    return socket->Create(family, type) ? socket.release() : nullptr;
  }
  auto socket = std::make_unique<TcpSocket>(this);
  return socket->Create(family, type) ? socket.release() : nullptr;
}

// An accepted socket.
webrtc::Socket* SocketServer::WrapSocket(SOCKET accepted) {
  auto socket = std::make_unique<TcpSocket>(accepted, this);
  return socket->Initialize() ? socket.release() : nullptr;
}

bool SocketServer::Wait(webrtc::TimeDelta longest, bool process_io) {
  Flush();
  if (!process_io) return PhysicalSocketServer::Wait(longest, process_io);

  sent_since_reading_ = 0;
  if (after_reading_.empty()) return PhysicalSocketServer::Wait(longest, process_io);

  const bool has_waited = PhysicalSocketServer::Wait(webrtc::TimeDelta::Zero(), process_io);
  for (auto& task : std::exchange(after_reading_, {})) std::move(task)();
  return has_waited;
}

void SocketServer::Flush() {
  // A flushed socket is no longer in the list, even if it is blocked.
  while (!unsent_.empty()) unsent_.back()->Flush();
}

void TcpSocket::OnEvent(uint32_t events, int error) {
  SocketServer* const server = server_;  // this may be destroyed by then
  SocketDispatcher::OnEvent(events, error);
  server->Flush();
}

UdpSocket::UdpSocket(SocketServer* server) : SocketDispatcher(server), server_(server) {}

UdpSocket::~UdpSocket() {
  if (is_destroyed_ != nullptr) *is_destroyed_ = true;
  Close();
}

bool UdpSocket::Create(int family, int type) {
  if (!SocketDispatcher::Create(family, type)) return false;
  can_segment_ = SplitsGroups(s_);
  ReceiveBatches(true);
  return true;
}

// Kept, since the engine asks for it with every datagram.
webrtc::SocketAddress UdpSocket::GetLocalAddress() const {
  if (local_.IsNil()) {
    local_ = SocketDispatcher::GetLocalAddress();
    if (local_.port() == 0) return std::exchange(local_, {});
  }
  return local_;
}

int UdpSocket::Bind(const webrtc::SocketAddress& address) {
  local_.Clear();
  return SocketDispatcher::Bind(address);
}

int UdpSocket::Connect(const webrtc::SocketAddress& address) {
  local_.Clear();
  return SocketDispatcher::Connect(address);
}

int UdpSocket::SetOption(Option option, int value) {
  Flush();  // waiting datagrams leave with the options in force at their send
  if (option == OPT_RECV_ECN && value != 0) {
    // The engine reads it from each datagram's own header.
    ReceiveBatches(false);
  }
#if defined(WEBRTC_LINUX)
  // A process with CAP_NET_ADMIN gets more than net.core.rmem_max.
  if (option == OPT_RCVBUF && setsockopt(s_, SOL_SOCKET, SO_RCVBUFFORCE, &value, sizeof(value)) == 0) return 0;
#endif
  return SocketDispatcher::SetOption(option, value);
}

int UdpSocket::Close() {
  Flush();
  Forget();
  local_.Clear();
  return SocketDispatcher::Close();
}

int UdpSocket::DoSendTo(SOCKET /*socket*/, const char* data, int length, int /*flags*/, const sockaddr* to, socklen_t to_length) {
  const auto size = static_cast<size_t>(length);
  if (datagrams_ >= kMostDatagrams || bytes_.size() + size > kMostBatchBytes) Flush();
  if (is_blocked_) {
    SetSystemError(EWOULDBLOCK);
    return -1;
  }
  if (!Append(data, size, to, to_length)) return -1;
  if (!std::exchange(is_listed_, true)) server_->unsent_.push_back(this);
  return length;
}

// Puts as many datagrams in one group as the kernel takes.
bool UdpSocket::Append(const char* data, size_t length, const sockaddr* to, socklen_t to_length) {
  if (static_cast<size_t>(to_length) > sizeof(sockaddr_storage)) {
    SetSystemError(EINVAL);
    return false;
  }
  DatagramGroup* group = groups_.empty() ? nullptr : &groups_.back();
  const bool fits = group != nullptr && can_segment_ && !group->is_closed && length > 0 && length <= group->segment &&
                    group->length + length <= kMostGroupBytes && group->to_length == to_length &&
                    std::memcmp(&group->to, to, static_cast<size_t>(to_length)) == 0;
  if (!fits) {
    group = &groups_.emplace_back(DatagramGroup{.to = {},
                                                .to_length = to_length,
                                                .begin = bytes_.size(),
                                                .length = 0,
                                                .segment = length,
                                                .count = 0,
                                                .is_closed = false});
    std::memcpy(&group->to, to, static_cast<size_t>(to_length));
  }
  const auto* const bytes = reinterpret_cast<const uint8_t*>(data);  // of the vector's type, so that they are copied as one block
  bytes_.insert(bytes_.end(), bytes, bytes + length);
  group->length += length;
  group->is_closed = length < group->segment;
  ++group->count;
  ++datagrams_;
  server_->sent_since_reading_ += length;
  return true;
}

void UdpSocket::Flush() {
  if (std::exchange(is_listed_, false)) std::erase(server_->unsent_, this);
  size_t sent = 0;
  is_blocked_ = false;
  while (sent < groups_.size() && !is_blocked_) sent += SendGroups(sent);
  if (!is_blocked_) return Forget();

  groups_.erase(groups_.begin(), groups_.begin() + static_cast<std::ptrdiff_t>(sent));
  EnableEvents(webrtc::DE_WRITE);
}

void UdpSocket::Forget() {
  if (std::exchange(is_listed_, false)) std::erase(server_->unsent_, this);
  bytes_.clear();
  groups_.clear();
  datagrams_ = 0;
  is_blocked_ = false;
}

// Returns the number of finished groups. Datagrams that the kernel refuses for good are lost, as datagrams may be.
size_t UdpSocket::SendGroups(size_t first) {
  SendFault fault = SendFault::kRefused;
  const size_t sent = wrtc::engine::SendGroups(s_, bytes_.data(), std::span(groups_).subspan(first), &fault);
  for (size_t i = 0; i < sent; ++i) Count(WRTC_COUNTER_UDP_DATAGRAMS_SENT, static_cast<int64_t>(groups_[first + i].count));
  is_blocked_ = sent == 0 && fault == SendFault::kFull;
  if (sent > 0 || fault != SendFault::kRefused) return sent;
  if (groups_[first].count > 1) {
    // The path to this address cannot do it (perhaps a tunnel without checksums), or a segment is longer than its packets may
    // be.
    can_segment_ = false;
    SendSingly(groups_[first]);
  }
  return 1;
}

void UdpSocket::SendSingly(const DatagramGroup& group) {
  for (size_t at = 0; at < group.length; at += group.segment) {
    const size_t length = std::min(group.segment, group.length - at);
    if (SendDatagram(s_, bytes_.data() + group.begin + at, length, group)) Count(WRTC_COUNTER_UDP_DATAGRAMS_SENT);
  }
}

void UdpSocket::OnEvent(uint32_t events, int error) {
  SocketServer* const server = server_;  // this may be destroyed by then
  if ((events & webrtc::DE_WRITE) != 0) {
    Flush();
    if (is_blocked_) events &= ~static_cast<uint32_t>(webrtc::DE_WRITE);
  }
  if ((events & webrtc::DE_READ) != 0 && receives_batches_) {
    events &= ~static_cast<uint32_t>(webrtc::DE_READ);
    bool is_destroyed = false;
    is_destroyed_ = &is_destroyed;
    Receive();
    if (is_destroyed) return server->Flush();
    is_destroyed_ = nullptr;
  }
  if (events != 0) SocketDispatcher::OnEvent(events, error);
  server->Flush();
}

}  // namespace wrtc::engine

#endif
