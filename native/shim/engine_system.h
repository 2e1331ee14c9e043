// Debian's libtgowt-dev, libwebrtc of October 2022: made to answer to the names of milestone 150.
#ifndef WRTC_ENGINE_SYSTEM_H_
#define WRTC_ENGINE_SYSTEM_H_

#include <openssl/crypto.h>

#include <memory>
#include <string>

#include "api/jsep.h"
#include "api/jsep_ice_candidate.h"
#include "api/make_ref_counted.h"
#include "api/peer_connection_interface.h"
#include "api/task_queue/default_task_queue_factory.h"
#include "p2p/base/basic_packet_socket_factory.h"
#include "p2p/client/basic_port_allocator.h"
#include "pc/session_description.h"
#include "rtc_base/logging.h"
#include "rtc_base/network.h"
#include "rtc_base/ssl_adapter.h"
#include "rtc_base/thread.h"

namespace webrtc {
using cricket::BasicPortAllocator;
using cricket::Candidate;
using cricket::CandidatePairChangeEvent;
using IceCandidate = IceCandidateInterface;
using rtc::AsyncPacketSocket;
using rtc::BasicNetworkManager;
using rtc::BasicPacketSocketFactory;
using rtc::CopyOnWriteBuffer;
using rtc::InitializeSSL;
using rtc::kDefaultNetworkIgnoreMask;
using rtc::LogMessage;
using rtc::LS_NONE;
using rtc::make_ref_counted;
using rtc::RefCountInterface;
using rtc::scoped_refptr;
using rtc::Socket;
using rtc::SocketAddress;
using rtc::Thread;
}  // namespace webrtc

// For members that only newer engines declare.
#define WRTC_NEW_OVERRIDE

namespace wrtc::engine {

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

class Network {
 public:
  explicit Network(webrtc::Thread* network) : sockets_(network->socketserver()), networks_(network->socketserver()) {}

  std::unique_ptr<webrtc::BasicPortAllocator> CreatePortAllocator() {
    return std::make_unique<webrtc::BasicPortAllocator>(&networks_, &sockets_);
  }

  void Configure(webrtc::PeerConnectionFactoryDependencies& dependencies) const {
    dependencies.task_queue_factory = webrtc::CreateDefaultTaskQueueFactory();
  }

 private:
  PacketSocketFactory sockets_;
  webrtc::BasicNetworkManager networks_;
};

inline std::unique_ptr<webrtc::IceCandidate> ParseCandidate(const std::string& mid, int index, const std::string& text,
                                                            webrtc::SdpParseError* error) {
  return std::unique_ptr<webrtc::IceCandidate>(webrtc::CreateIceCandidate(mid, index, text, error));
}

inline std::string CandidateAttribute(const webrtc::Candidate& candidate) {
  std::string text;
  webrtc::JsepIceCandidate("", 0, candidate).ToString(&text);
  return text;
}

inline webrtc::Priority ToPriority(webrtc::Priority priority) { return priority; }

// This engine is built with its debug checks on, and some go off over what a peer may send. False where it cannot be helped.
inline bool Prepare(webrtc::SessionDescriptionInterface& description) {
  if (description.description() == nullptr) return true;  // a rollback
  for (const auto& transport : description.description()->transport_infos()) {
    if (transport.description.connection_role == cricket::CONNECTIONROLE_HOLDCONN) return false;
  }
  for (auto& content : description.description()->contents()) {
    constexpr int kLargest = 256 * 1024;
    auto* data = content.media_description()->as_sctp();
    if (data->max_message_size() <= 0) data->set_max_message_size(kLargest);  // 0: the peer has no limit (RFC 8841)
  }
  return true;
}

// OpenSSL's own exit handler would free its tables while libwebrtc's threads still use them.
inline void InitializeCrypto() { OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr); }

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SYSTEM_H_
