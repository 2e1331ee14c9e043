// Google's libwebrtc, milestone 150: the names that the shim is written against.
#ifndef WRTC_ENGINE_UPSTREAM_H_
#define WRTC_ENGINE_UPSTREAM_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "api/create_modular_peer_connection_factory.h"
#include "api/environment/environment_factory.h"
#include "api/jsep.h"
#include "api/peer_connection_interface.h"
#include "api/sctp_transport_interface.h"
#include "shim/engine/event_log.h"
#include "shim/engine/networks.h"
#include "p2p/base/basic_packet_socket_factory.h"
#include "p2p/client/basic_port_allocator.h"
#include "rtc_base/logging.h"
#include "rtc_base/ssl_adapter.h"
#include "rtc_base/thread.h"

// For members that only newer engines declare.
#define WRTC_NEW_OVERRIDE override

namespace wrtc::engine {

// The highest SCTP stream id of a data channel: 65535 is not one (RFC 8832, section 6).
inline constexpr int kMaxStreamId = webrtc::kMaxSctpSid;
inline constexpr bool kWrongSettingsEndTheProcess = false;

inline constexpr char kVersion[] = "libwebrtc m150 (upstream)";

// Data channels live on the network thread here: their observer may be called there, and sending from there is no hop.
inline webrtc::Thread* ChannelThread(webrtc::Thread* network, webrtc::Thread* /*signaling*/) { return network; }

template <typename Socket>
Socket WithLargeBuffers(Socket socket);

class PacketSocketFactory final : public webrtc::BasicPacketSocketFactory {
 public:
  using BasicPacketSocketFactory::BasicPacketSocketFactory;
  std::unique_ptr<webrtc::AsyncPacketSocket> CreateUdpSocket(const webrtc::Environment& env, const webrtc::SocketAddress& address,
                                                             uint16_t min_port, uint16_t max_port) override {
    return WithLargeBuffers(BasicPacketSocketFactory::CreateUdpSocket(env, address, min_port, max_port));
  }
};

// libwebrtc's observer, with one name for a callback that has different names in the engines.
class ConnectionObserver : public webrtc::PeerConnectionObserver {
 protected:
  virtual void OnCandidateRemoved(const std::string& mid, int index, const webrtc::Candidate& candidate) = 0;

 private:
  void OnIceCandidateRemoved(const webrtc::IceCandidate* candidate) final {
    OnCandidateRemoved(candidate->sdp_mid(), candidate->sdp_mline_index(), candidate->candidate());
  }
};

constexpr uint32_t kGatheringPause = 10;  // milliseconds

// Calls gathered, on the network thread, whenever a session has found its candidates, also after the first time. Pauses
// for 10 ms before TURN and before TCP. The connection sets 50 ms when it gets the allocator, so it is set again for each session.
// Without a pause, a pair on one machine would make TCP sockets that it needs no more once it is connected.
class PortAllocator final : private ConnectionNetworks, public webrtc::BasicPortAllocator {
 public:
  PortAllocator(const webrtc::Environment& env, SharedNetworks& networks, webrtc::PacketSocketFactory* sockets,
                std::function<void()> gathered)
      : ConnectionNetworks(networks),
        BasicPortAllocator(env, static_cast<ConnectionNetworks*>(this), sockets),
        gathered_(std::move(gathered)) {}

 private:
  webrtc::PortAllocatorSession* CreateSessionInternal(absl::string_view name, int component, absl::string_view ufrag,
                                                      absl::string_view pwd) override {
    set_step_delay(kGatheringPause);
    auto* const session = BasicPortAllocator::CreateSessionInternal(name, component, ufrag, pwd);
    session->SubscribeCandidatesAllocationDone(this, [this](webrtc::PortAllocatorSession*) { gathered_(); });
    return session;
  }

  const std::function<void()> gathered_;
};

// Shared by a runtime's connections, besides threads and factory. Lives on the network thread.
class Network {
 public:
  explicit Network(webrtc::Thread* network)
      : thread_(network), sockets_(network->socketserver()), networks_(env_, network->socketserver()) {}

  std::unique_ptr<webrtc::BasicPortAllocator> CreatePortAllocator(std::function<void()> gathered) {
    return std::make_unique<PortAllocator>(env_, networks_, &sockets_, std::move(gathered));
  }

  void Configure(webrtc::PeerConnectionFactoryDependencies& dependencies) const {
    dependencies.env = env_;
    dependencies.event_log_factory = std::make_unique<EventLogFactory>(thread_);
  }

 private:
  webrtc::Thread* const thread_;
  const webrtc::Environment env_ = webrtc::CreateEnvironment();
  PacketSocketFactory sockets_;
  SharedNetworks networks_;
};

inline std::unique_ptr<webrtc::IceCandidate> ParseCandidate(const std::string& mid, int index, const std::string& text,
                                                            webrtc::SdpParseError* error) {
  return webrtc::IceCandidate::Create(mid, index, text, error);
}

inline std::unique_ptr<webrtc::IceCandidate> MakeCandidate(const std::string& mid, int index,
                                                           const webrtc::Candidate& candidate) {
  return webrtc::CreateIceCandidate(mid, index, candidate);
}

inline std::string CandidateAttribute(const webrtc::Candidate& candidate) {
  return webrtc::IceCandidate("", 0, candidate).ToString();
}

inline std::string ServerUrl(const webrtc::IceCandidate& candidate) { return candidate.candidate().url(); }

inline bool RemoveCandidate(webrtc::PeerConnectionInterface& connection, const webrtc::IceCandidate& candidate) {
  return connection.RemoveIceCandidate(&candidate);
}

inline webrtc::PriorityValue ToPriority(webrtc::Priority priority) { return webrtc::PriorityValue(priority); }

inline bool Prepare(webrtc::SessionDescriptionInterface& /*description*/) { return true; }

inline void InitializeCrypto() {}

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_UPSTREAM_H_
