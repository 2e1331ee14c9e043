#include "shim/engine/generations.h"

#include <memory>
#include <utility>
#include <vector>

#include "p2p/base/connection.h"
#include "p2p/base/p2p_transport_channel.h"
#include "p2p/base/port.h"
#include "p2p/base/port_allocator.h"

#if defined(WRTC_ENGINE_SYSTEM)
namespace webrtc {
using cricket::Connection;
using cricket::P2PTransportChannel;
using cricket::Port;
using cricket::PortAllocatorSession;
using cricket::PortInterface;
}  // namespace webrtc
#endif

namespace wrtc::engine {

// libwebrtc has no call that ends a session, so a private member is named here: C++ allows it in an explicit instantiation.
using Sessions = std::vector<std::unique_ptr<webrtc::PortAllocatorSession>>;
using SessionsMember = Sessions webrtc::P2PTransportChannel::*;

SessionsMember FindSessions();

template <SessionsMember member>
struct Reveal {
  friend SessionsMember FindSessions() { return member; }
};
template struct Reveal<&webrtc::P2PTransportChannel::allocator_sessions_>;

namespace {

// Takes the place of an ended session: a new session's generation is the number of sessions.
class EndedSession final : public webrtc::PortAllocatorSession {
 public:
  EndedSession() : PortAllocatorSession("", 0, "", "", 0) {}

  void SetCandidateFilter(uint32_t /*filter*/) override {}
  void StartGettingPorts() override {}
  void StopGettingPorts() override {}
  bool IsGettingPorts() override { return false; }
  void ClearGettingPorts() override {}
  bool IsStopped() const override { return true; }
  std::vector<webrtc::PortInterface*> ReadyPorts() const override { return {}; }
  std::vector<webrtc::Candidate> ReadyCandidates() const override { return {}; }
  bool CandidatesAllocationDone() const override { return true; }
};

std::vector<webrtc::Port*> EarlierPorts(webrtc::P2PTransportChannel& ice, size_t generation) {
  std::vector<webrtc::Port*> ports;
  for (auto* port : ice.pruned_ports()) {
    auto* const own = static_cast<webrtc::Port*>(port);
    if (own->generation() < generation) ports.push_back(own);
  }
  return ports;
}

size_t Received(const std::vector<webrtc::Port*>& ports) {
  size_t bytes = 0;
  for (auto* port : ports) {
    for (const auto& [address, connection] : port->connections()) bytes += connection->stats().recv_total_bytes;
  }
  return bytes;
}

// A controlled peer may hold on to its old pair for longer than this side.
bool PeerHasMoved(const webrtc::P2PTransportChannel& ice, size_t generation) {
  for (auto* connection : ice.connections()) {
    if (connection->local_candidate().generation() >= generation && connection->stats().recv_total_bytes > 0) return true;
  }
  return false;
}

// Ends the ports first, since a port reports its end to the channel; a session deletes its ports without a report.
void End(webrtc::Port& port) {
  while (!port.connections().empty()) port.DestroyConnection(port.connections().begin()->second);
  port.Destroy();
}

}  // namespace

bool Generations::Look(webrtc::DtlsTransportInterface& transport, webrtc::Timestamp now) {
  const auto ice_transport = transport.ice_transport();
  if (!ice_transport || !ice_transport->internal()) return false;
  auto& ice = static_cast<webrtc::P2PTransportChannel&>(*ice_transport->internal());
  Sessions& sessions = ice.*FindSessions();
  if (ended_ + 1 >= sessions.size()) return false;

  const auto* const selected = ice.selected_connection();
  const size_t in_use = selected && selected->writable() ? selected->local_candidate().generation() : 0;
  if (ends_ <= ended_) {
    ends_ = in_use;
    quiet_since_ = now;
  }
  const auto ports = EarlierPorts(ice, ends_);
  const size_t received = Received(ports);
  if (in_use < ends_ || std::exchange(received_, received) != received) quiet_since_ = now;
  if (ends_ <= ended_ || now - quiet_since_ < kQuiet || !PeerHasMoved(ice, ends_)) return true;

  for (auto* port : ports) End(*port);
  for (; ended_ < ends_; ++ended_) sessions[ended_] = std::make_unique<EndedSession>();
  return ended_ + 1 < sessions.size();
}

}  // namespace wrtc::engine
