// The system's calls for many datagrams at once, of which there is one file for each system. The kernel splits a group of
// datagrams that is sent, and joins those that it receives.
#ifndef WRTC_ENGINE_DATAGRAMS_H_
#define WRTC_ENGINE_DATAGRAMS_H_

#include "rtc_base/physical_socket_server.h"

#if defined(WRTC_ENGINE_UPSTREAM) && (defined(WEBRTC_LINUX) || defined(WEBRTC_WIN))
#define WRTC_BATCHES_DATAGRAMS

#if defined(WEBRTC_LINUX)
#include <sys/socket.h>
#else
#include <winsock2.h>
#include <ws2tcpip.h>
#endif

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace wrtc::engine {

// Of one call; and the datagrams in one group, the most that any kernel splits.
inline constexpr size_t kMostDatagrams = 64;

// Datagrams to one address, all of one size except the last, which may be shorter.
struct DatagramGroup {
  sockaddr_storage to;
  socklen_t to_length;
  size_t begin;  // in the socket's bytes
  size_t length;
  size_t segment;
  size_t count;
  bool is_closed;
};

enum class SendFault {
  kInterrupted,  // to be called again
  kFull,         // the kernel has no room
  kRefused,      // for good
};

// Whether this system splits groups. If it cannot, each datagram is a group.
bool SplitsGroups(SOCKET socket);

// Returns the number of groups that it sent. It may be less than all; 0 is a fault.
size_t SendGroups(SOCKET socket, uint8_t* bytes, std::span<DatagramGroup> groups, SendFault* fault);

bool SendDatagram(SOCKET socket, const uint8_t* bytes, size_t length, const DatagramGroup& group);

// What the engine reads as the reason of a send that has failed.
void SetSystemError(int error);

// A group of datagrams that the kernel has joined, or one datagram.
struct ReceivedGroup {
  const uint8_t* bytes;
  size_t length;
  size_t segment;  // the size of each datagram except the last
  const sockaddr_storage* from;
};

// Whether datagrams of the socket may be joined. A system that cannot join them delivers single ones.
void JoinDatagrams(SOCKET socket, bool yes);

// The buffers for a received batch: one for all sockets, since a batch is delivered before the next one is received.
class Inbox {
 public:
  static std::unique_ptr<Inbox> Create();
  virtual ~Inbox() = default;
  // Until the next call.
  virtual std::span<const ReceivedGroup> Receive(SOCKET socket) = 0;
};

}  // namespace wrtc::engine

#endif

#endif  // WRTC_ENGINE_DATAGRAMS_H_
