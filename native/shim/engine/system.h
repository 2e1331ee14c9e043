// Debian's libtgowt-dev, libwebrtc of October 2022: made to answer to the names of milestone 150.
#ifndef WRTC_ENGINE_SYSTEM_H_
#define WRTC_ENGINE_SYSTEM_H_

#include <openssl/crypto.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/jsep.h"
#include "api/jsep_ice_candidate.h"
#include "api/make_ref_counted.h"
#include "api/peer_connection_interface.h"
#include "api/rtc_event_log/rtc_event_log_factory_interface.h"
#include "api/task_queue/default_task_queue_factory.h"
#include "logging/rtc_event_log/rtc_event_log_impl.h"
#include "media/base/media_constants.h"
#include "media/sctp/sctp_transport_internal.h"
#include "p2p/base/basic_packet_socket_factory.h"
#include "p2p/base/dtls_transport_internal.h"
#include "p2p/client/basic_port_allocator.h"
#include "pc/session_description.h"
#include "rtc_base/internal/default_socket_server.h"
#include "rtc_base/logging.h"
#include "rtc_base/network.h"
#include "rtc_base/null_socket_server.h"
#include "rtc_base/ssl_adapter.h"
#include "rtc_base/thread.h"
#include "rtc_base/time_utils.h"

namespace webrtc {
using cricket::BasicPortAllocator;
using cricket::Candidate;
using cricket::CandidatePair;
using cricket::CandidatePairChangeEvent;
using cricket::ConnectionRole;
using cricket::CONNECTIONROLE_ACTIVE;
using cricket::CONNECTIONROLE_NONE;
using cricket::CONNECTIONROLE_PASSIVE;
using cricket::ContentInfo;
using cricket::DtlsTransportInternal;
using cricket::IceParameters;
using cricket::IceTransportInternal;
using cricket::SessionDescription;
using cricket::TransportDescription;
using IceCandidate = IceCandidateInterface;
using rtc::AsyncPacketSocket;
using rtc::BasicNetworkManager;
using rtc::BasicPacketSocketFactory;
using rtc::Buffer;
using rtc::CopyOnWriteBuffer;
using rtc::CreateDefaultSocketServer;
using rtc::InitializeSSL;
using rtc::kDefaultNetworkIgnoreMask;
using rtc::LoggingSeverity;
using rtc::LogMessage;
using rtc::LogSink;
using rtc::LS_ERROR;
using rtc::LS_INFO;
using rtc::LS_NONE;
using rtc::LS_VERBOSE;
using rtc::LS_WARNING;
using rtc::make_ref_counted;
using rtc::NullSocketServer;
using rtc::RefCountInterface;
using rtc::RTCCertificate;
using rtc::RTCCertificatePEM;
using rtc::scoped_refptr;
using rtc::Socket;
using rtc::SocketAddress;
using rtc::SocketServer;
using rtc::SSLCertChain;
using rtc::SSLFingerprint;
using rtc::Thread;
using rtc::TimeMillis;
}  // namespace webrtc

// For members that only newer engines declare.
#define WRTC_NEW_OVERRIDE

namespace wrtc::engine {

// The highest SCTP stream id of a data channel.
inline constexpr int kMaxStreamId = cricket::kMaxSctpSid;
// A connection with media that cannot be created has its part of media destroyed on the wrong thread, which is checked.
inline constexpr bool kWrongSettingsEndTheProcess = true;

inline constexpr char kVersion[] = "libwebrtc m108 (system, libtgowt 0~git20230105)";

// Data channels belong to the signaling thread here.
inline webrtc::Thread* ChannelThread(webrtc::Thread* /*network*/, webrtc::Thread* signaling) { return signaling; }

template <typename Socket>
Socket WithLargeBuffers(Socket socket);

class PacketSocketFactory final : public webrtc::BasicPacketSocketFactory {
 public:
  using BasicPacketSocketFactory::BasicPacketSocketFactory;
  webrtc::AsyncPacketSocket* CreateUdpSocket(const webrtc::SocketAddress& address, uint16_t min_port,
                                             uint16_t max_port) override {
    return WithLargeBuffers(BasicPacketSocketFactory::CreateUdpSocket(address, min_port, max_port));
  }
};

// The engine's own factory makes logs that do nothing: a macro was not set when it was compiled. The log itself is in the
// engine but cannot be linked into a shared library; only the sanitizer builds have it.
#if defined(WRTC_DEBUG)
class EventLogFactory final : public webrtc::RtcEventLogFactoryInterface {
 public:
  explicit EventLogFactory(webrtc::TaskQueueFactory* queues) : queues_(queues) {}
  std::unique_ptr<webrtc::RtcEventLog> Create(webrtc::RtcEventLog::EncodingType encoding) const override {
    return std::make_unique<webrtc::RtcEventLogImpl>(encoding, queues_);
  }
  std::unique_ptr<webrtc::RtcEventLog> CreateRtcEventLog(webrtc::RtcEventLog::EncodingType encoding) override {
    return Create(encoding);
  }

 private:
  webrtc::TaskQueueFactory* const queues_;
};
#endif

// libwebrtc's observer, with one name for a callback that has different names in the engines.
class ConnectionObserver : public webrtc::PeerConnectionObserver {
 protected:
  virtual void OnCandidateRemoved(const std::string& mid, int index, const webrtc::Candidate& candidate) = 0;

 private:
  void OnIceCandidatesRemoved(const std::vector<webrtc::Candidate>& candidates) final {
    for (const auto& candidate : candidates) OnCandidateRemoved(candidate.transport_name(), -1, candidate);
  }
};

constexpr uint32_t kGatheringPause = 10;  // milliseconds

// Calls gathered, on the network thread, whenever a session has found its candidates, also after the first time. Pauses
// for 10 ms before TURN and before TCP. The connection sets 50 ms when it gets the allocator, so it is set again for each session.
// Without a pause, a pair on one machine would make TCP sockets that it needs no more once it is connected.
class PortAllocator final : public webrtc::BasicPortAllocator {
 public:
  PortAllocator(rtc::NetworkManager* networks, rtc::PacketSocketFactory* sockets, std::function<void()> gathered)
      : BasicPortAllocator(networks, sockets), gathered_(std::move(gathered)) {}

 private:
  cricket::PortAllocatorSession* CreateSessionInternal(absl::string_view name, int component, absl::string_view ufrag,
                                                       absl::string_view pwd) override {
    set_step_delay(kGatheringPause);
    auto* const session = BasicPortAllocator::CreateSessionInternal(name, component, ufrag, pwd);
    session->SignalCandidatesAllocationDone.connect(this, &PortAllocator::OnGathered);
    return session;
  }
  void OnGathered(cricket::PortAllocatorSession* /*session*/) { gathered_(); }

  const std::function<void()> gathered_;
};

class Networks final : public webrtc::BasicNetworkManager {
 public:
  using BasicNetworkManager::BasicNetworkManager;
  void StartUpdating() override {
    BasicNetworkManager::StartUpdating();
    // Posted, so that it runs after the first look at the interfaces: the engine does not report that it found none, and
    // gathering would never end.
    webrtc::Thread::Current()->PostTask(webrtc::SafeTask(safety_.flag(), [this] {
      if (GetNetworks().empty()) SignalNetworksChanged();
    }));
  }

 private:
  webrtc::ScopedTaskSafety safety_;
};

class Network {
 public:
  explicit Network(webrtc::Thread* network) : sockets_(network->socketserver()), networks_(network->socketserver()) {}

  std::unique_ptr<webrtc::BasicPortAllocator> CreatePortAllocator(std::function<void()> gathered) {
    return std::make_unique<PortAllocator>(&networks_, &sockets_, std::move(gathered));
  }

  void Configure(webrtc::PeerConnectionFactoryDependencies& dependencies) const {
    dependencies.task_queue_factory = webrtc::CreateDefaultTaskQueueFactory();
#if defined(WRTC_DEBUG)
    dependencies.event_log_factory = std::make_unique<EventLogFactory>(dependencies.task_queue_factory.get());
#endif
  }

 private:
  PacketSocketFactory sockets_;
  Networks networks_;
};

inline std::unique_ptr<webrtc::IceCandidate> ParseCandidate(const std::string& mid, int index, const std::string& text,
                                                            webrtc::SdpParseError* error) {
  return std::unique_ptr<webrtc::IceCandidate>(webrtc::CreateIceCandidate(mid, index, text, error));
}

inline std::unique_ptr<webrtc::IceCandidate> MakeCandidate(const std::string& mid, int index,
                                                           const webrtc::Candidate& candidate) {
  return webrtc::CreateIceCandidate(mid, index, candidate);
}

inline std::string CandidateAttribute(const webrtc::Candidate& candidate) {
  std::string text;
  webrtc::JsepIceCandidate("", 0, candidate).ToString(&text);
  return text;
}

inline std::string ServerUrl(const webrtc::IceCandidate& candidate) {
  return candidate.server_url().empty() ? candidate.candidate().url() : candidate.server_url();
}

// This engine reports success for an unknown candidate too, and finds a candidate by the section's name only.
inline bool RemoveCandidate(webrtc::PeerConnectionInterface& connection, const webrtc::IceCandidate& candidate) {
  const auto* const remote = connection.remote_description();
  if (remote == nullptr) return false;
  webrtc::Candidate removed = candidate.candidate();
  for (size_t i = 0; i < remote->number_of_mediasections(); ++i) {
    const std::string& mid = remote->description()->contents()[i].mid();
    const bool is_meant =
        candidate.sdp_mid().empty() ? static_cast<size_t>(candidate.sdp_mline_index()) == i : candidate.sdp_mid() == mid;
    if (!is_meant) continue;
    removed.set_transport_name(mid);
    const auto* const known = remote->candidates(i);
    for (size_t j = 0; j < known->count(); ++j) {
      if (known->at(j)->candidate().MatchesForRemoval(removed)) return connection.RemoveIceCandidates({removed});
    }
  }
  return false;
}

inline webrtc::Priority ToPriority(webrtc::Priority priority) { return priority; }

// A longest packet that is shorter than the shortest one of another codec: the limits of the section are made of all codecs.
inline void DropContradictingTimes(cricket::AudioContentDescription& audio) {
  int longest_minimum = 0, shortest_maximum = std::numeric_limits<int>::max();
  auto codecs = audio.codecs();
  for (const auto& codec : codecs) {
    int value = 0;
    if (codec.GetParam(cricket::kCodecParamMinPTime, &value)) longest_minimum = std::max(longest_minimum, value);
    if (codec.GetParam(cricket::kCodecParamMaxPTime, &value)) shortest_maximum = std::min(shortest_maximum, value);
  }
  if (shortest_maximum > longest_minimum) return;
  for (auto& codec : codecs) codec.RemoveParam(cricket::kCodecParamMaxPTime);
  audio.set_codecs(codecs);
}

// This engine is built with its debug checks on, and a peer can trigger some of them. False if that cannot be avoided.
inline bool Prepare(webrtc::SessionDescriptionInterface& description) {
  if (description.description() == nullptr) return true;  // a rollback
  for (const auto& transport : description.description()->transport_infos()) {
    if (transport.description.connection_role == cricket::CONNECTIONROLE_HOLDCONN) return false;
  }
  for (auto& content : description.description()->contents()) {
    constexpr int kLargest = 256 * 1024;
    auto* data = content.media_description()->as_sctp();
    if (data != nullptr && data->max_message_size() <= 0)
      data->set_max_message_size(kLargest);  // 0: the peer has no limit (RFC 8841)
    if (auto* const audio = content.media_description()->as_audio()) DropContradictingTimes(*audio);
  }
  return true;
}

// OpenSSL's own exit handler would free its tables while libwebrtc's threads still use them.
inline void InitializeCrypto() { OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr); }

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SYSTEM_H_
