// UDP sockets that send and receive many datagrams with one system call. Datagrams leave when the network thread has nothing
// else to do, in groups that the kernel splits (UDP_SEGMENT on Linux, UDP_SEND_MSG_SIZE on Windows). Received groups that the
// kernel has joined (UDP_GRO on Linux) are delivered datagram by datagram. libwebrtc's own sockets make a
// system call for each datagram. datagrams.h has the system's calls.
//
// All of it runs on the network thread, on Linux and Windows with the upstream engine; elsewhere the engine's own sockets are
// used.
#ifndef WRTC_ENGINE_SOCKETS_H_
#define WRTC_ENGINE_SOCKETS_H_

#include <memory>

#include "shim/engine/datagrams.h"
#include "shim/engine/descriptors.h"
#include "rtc_base/internal/default_socket_server.h"
#include "rtc_base/thread.h"

#if defined(WRTC_BATCHES_DATAGRAMS)

#include <cstdint>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "api/units/timestamp.h"

namespace wrtc::engine {

class UdpSocket;

// Creates libwebrtc's sockets, and flushes them when the network thread is about to sleep: in Wait, and after an event of a
// socket, since Wait continues to sleep by itself then.
class SocketServer final : public webrtc::PhysicalSocketServer {
 public:
  webrtc::Socket* CreateSocket(int family, int type) override;
  webrtc::Socket* WrapSocket(SOCKET socket) override;
  bool Wait(webrtc::TimeDelta longest, bool process_io) override;

  // Sends the waiting datagrams of all sockets.
  void Flush();

  // True if more was sent since the last read of the sockets than the receiving socket may be able to hold. The receiving
  // socket may belong to this thread.
  bool MustRead() const { return sent_since_reading_ > kMostWithoutReading; }

  // Runs the task once, after the sockets are read and all posted tasks are done.
  void RunAfterReading(absl::AnyInvocable<void() &&> task) { after_reading_.push_back(std::move(task)); }

 private:
  friend class UdpSocket;

  // Half of a receive buffer's room on a system with default limits, including the kernel's own bytes for each datagram.
  static constexpr size_t kMostWithoutReading = 96 * 1024;

  size_t sent_since_reading_ = 0;
  std::vector<absl::AnyInvocable<void() &&>> after_reading_;
  std::vector<UdpSocket*> unsent_;  // sockets with something to send
  const std::unique_ptr<Inbox> inbox_ = Inbox::Create();
};

// A datagram that arrives over TCP may be answered over UDP.
class TcpSocket final : public webrtc::SocketDispatcher {
 public:
  explicit TcpSocket(SocketServer* server) : SocketDispatcher(server), server_(server) {}
  TcpSocket(SOCKET socket, SocketServer* server) : SocketDispatcher(socket, server), server_(server) {}
  void OnEvent(uint32_t events, int error) override;

 private:
  SocketServer* const server_;
};

class UdpSocket final : public webrtc::SocketDispatcher {
 public:
  explicit UdpSocket(SocketServer* server);
  ~UdpSocket() override;

  bool Create(int family, int type) override;
  webrtc::SocketAddress GetLocalAddress() const override;
  int Bind(const webrtc::SocketAddress& address) override;
  int Connect(const webrtc::SocketAddress& address) override;
  int SetOption(Option option, int value) override;
  int RecvFrom(ReceiveBuffer& buffer) override;
  void OnEvent(uint32_t events, int error) override;
  int Close() override;

  // Sends the waiting datagrams. Those that the kernel has no room for keep waiting.
  void Flush();

 private:
  int DoSendTo(SOCKET socket, const char* data, int length, int flags, const sockaddr* to, socklen_t to_length) override;
  bool Append(const char* data, size_t length, const sockaddr* to, socklen_t to_length);
  size_t SendGroups(size_t first);
  void SendSingly(const DatagramGroup& group);
  void Forget();
  void ReceiveBatches(bool yes);
  void Receive();

  SocketServer* const server_;
  std::vector<uint8_t> bytes_;
  std::vector<DatagramGroup> groups_;
  size_t datagrams_ = 0;
  bool is_listed_ = false;   // among the server's unsent_
  bool is_blocked_ = false;  // the kernel's buffer is full
  bool can_segment_ = true;
  bool receives_batches_ = false;
  const uint8_t* received_ = nullptr;  // the datagram for RecvFrom
  size_t received_length_ = 0;
  webrtc::SocketAddress received_from_;
  webrtc::Timestamp received_at_ = webrtc::Timestamp::Zero();
  mutable webrtc::SocketAddress local_;  // nil until it is bound and asked for
  bool* is_destroyed_ = nullptr;         // set by the destructor while datagrams are delivered
};

}  // namespace wrtc::engine

#endif

namespace wrtc::engine {

// Null if the process may not have the descriptors.
inline std::unique_ptr<webrtc::SocketServer> CreateSocketServer() {
  const ReservedDescriptors descriptors;
  if (!descriptors.AreThere()) return nullptr;
#if defined(WRTC_BATCHES_DATAGRAMS)
  return std::make_unique<SocketServer>();
#else
  return webrtc::CreateDefaultSocketServer();
#endif
}

// Whether a sending thread of the runtime should let its sockets be read first, and continue from RunAfterReading. On that
// thread; false if it has no sockets.
inline bool MustRead([[maybe_unused]] webrtc::Thread* network) {
#if defined(WRTC_BATCHES_DATAGRAMS)
  return static_cast<SocketServer*>(network->socketserver())->MustRead();
#else
  return false;
#endif
}

template <typename Task>
void RunAfterReading([[maybe_unused]] webrtc::Thread* network, [[maybe_unused]] Task task) {
#if defined(WRTC_BATCHES_DATAGRAMS)
  static_cast<SocketServer*>(network->socketserver())->RunAfterReading(std::move(task));
#endif
}

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SOCKETS_H_
