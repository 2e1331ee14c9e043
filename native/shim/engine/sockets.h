// UDP sockets that send and receive many datagrams with one system call: what the network thread sends leaves when it has
// nothing else to do, as groups that the kernel cuts up (UDP_SEGMENT), and what the kernel has joined (UDP_GRO) is handed out
// datagram by datagram. libwebrtc's own make a system call for each.
//
// All of it on the network thread. On Linux and the upstream engine; elsewhere the engine's own sockets are used.
#ifndef WRTC_ENGINE_SOCKETS_H_
#define WRTC_ENGINE_SOCKETS_H_

#include <memory>

#include "shim/engine/descriptors.h"
#include "rtc_base/internal/default_socket_server.h"
#include "rtc_base/thread.h"

#if defined(WRTC_ENGINE_UPSTREAM) && defined(WEBRTC_LINUX)
#define WRTC_BATCHES_DATAGRAMS

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "api/units/timestamp.h"
#include "rtc_base/physical_socket_server.h"

namespace wrtc::engine {

class UdpSocket;

// Gives libwebrtc its sockets, and knows when the network thread is about to sleep: in Wait, and after an event of a socket,
// since Wait goes on sleeping by itself then.
class SocketServer final : public webrtc::PhysicalSocketServer {
 public:
  SocketServer();
  ~SocketServer() override;

  webrtc::Socket* CreateSocket(int family, int type) override;
  webrtc::Socket* WrapSocket(SOCKET socket) override;
  bool Wait(webrtc::TimeDelta longest, bool process_io) override;

  // Sends what waits in all sockets.
  void Flush();

  // More has been sent since the sockets were last read than the one at the other end may be able to hold. That may be a
  // socket of this thread.
  bool MustRead() const { return sent_since_reading_ > kMostWithoutReading; }

  // Once, when what has come has been read, and everything that was posted is done.
  void RunAfterReading(absl::AnyInvocable<void() &&> task) { after_reading_.push_back(std::move(task)); }

 private:
  friend class UdpSocket;

  // Half of what a receive buffer holds where nobody has allowed large ones, with the kernel's own bytes for each datagram.
  static constexpr size_t kMostWithoutReading = 96 * 1024;

  // Where a batch is received: one for all sockets, since it is handed out before the next one comes.
  struct Inbox;

  size_t sent_since_reading_ = 0;
  std::vector<absl::AnyInvocable<void() &&>> after_reading_;
  std::vector<UdpSocket*> unsent_;  // sockets with something to send
  const std::unique_ptr<Inbox> inbox_;

  // One of each family that nobody sends to, for as long as there may be others. The kernel changes its own code when the first
  // socket that joins datagrams comes and when the last one goes, and interrupts all processors for it: a quarter of a millisecond.
  const std::array<int, 2> lasting_;
};

// What comes over TCP may be answered over UDP.
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

  // Sends what waits; what the kernel has no room for now goes on waiting.
  void Flush();

 private:
  // Datagrams for one address, of one size but for the last, which may be shorter.
  struct Group {
    sockaddr_storage to;
    socklen_t to_length;
    size_t begin;
    size_t length;
    size_t segment;
    size_t count;
    bool is_closed;
  };

  int DoSendTo(SOCKET socket, const char* data, int length, int flags, const sockaddr* to, socklen_t to_length) override;
  bool Append(const char* data, size_t length, const sockaddr* to, socklen_t to_length);
  size_t SendGroups(size_t first);
  void SendSingly(const Group& group);
  void Forget();
  void ReceiveBatches(bool yes);
  void Receive();

  SocketServer* const server_;
  std::vector<uint8_t> bytes_;
  std::vector<Group> groups_;
  size_t datagrams_ = 0;
  bool is_listed_ = false;   // among the server's unsent_
  bool is_blocked_ = false;  // the kernel's buffer is full
  bool can_segment_ = true;
  bool receives_batches_ = false;
  const uint8_t* received_ = nullptr;  // the datagram that RecvFrom is to return
  size_t received_length_ = 0;
  webrtc::SocketAddress received_from_;
  webrtc::Timestamp received_at_ = webrtc::Timestamp::Zero();
  mutable webrtc::SocketAddress local_;  // nil until it is bound and somebody asks
  bool* is_destroyed_ = nullptr;  // set by the destructor while datagrams are handed out
};

}  // namespace wrtc::engine

#endif

namespace wrtc::engine {

// Null where the process may not have the descriptors.
inline std::unique_ptr<webrtc::SocketServer> CreateSocketServer() {
  const ReservedDescriptors descriptors;
  if (!descriptors.AreThere()) return nullptr;
#if defined(WRTC_BATCHES_DATAGRAMS)
  return std::make_unique<SocketServer>();
#else
  return webrtc::CreateDefaultSocketServer();
#endif
}

// Whether a thread of the runtime's that sends should let its sockets be read first, and go on from RunAfterReading. On that
// thread; false where it has no sockets.
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
