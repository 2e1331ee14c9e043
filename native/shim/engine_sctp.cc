// The part of the seam that looks into SCTP. The engines know what a stream has still to send, and do not say.
#include "engine_sctp.h"

#include <memory>
#include <utility>

#include "api/transport/sctp_transport_factory_interface.h"
#include "media/sctp/dcsctp_transport.h"
#include "net/dcsctp/public/dcsctp_socket_factory.h"
#include "pc/sctp_transport.h"
#include "system_wrappers/include/clock.h"

#if defined(WRTC_ENGINE_SYSTEM)
#include "engine_system_transport.h"
#endif

namespace wrtc::engine {
namespace {

// The rules of access do not apply to the arguments of an explicit instantiation: a way to a private member without
// changing the engine's header.
dcsctp::DcSctpSocketInterface* SocketOf(webrtc::DcSctpTransport& transport);

template <auto Member>
struct PrivateMember {
  friend dcsctp::DcSctpSocketInterface* SocketOf(webrtc::DcSctpTransport& transport) { return (transport.*Member).get(); }
};
template struct PrivateMember<&webrtc::DcSctpTransport::socket_>;

// On the network thread; null when there is no association.
dcsctp::DcSctpSocketInterface* SocketOf(webrtc::SctpTransportInterface* transport) {
  if (transport == nullptr) return nullptr;
  auto* const internal = static_cast<webrtc::DcSctpTransport*>(static_cast<webrtc::SctpTransport*>(transport)->internal());
  return internal == nullptr ? nullptr : SocketOf(*internal);
}

size_t UnsentBytes(dcsctp::DcSctpSocketInterface& socket, int id) {
  return socket.buffered_amount(dcsctp::StreamID(static_cast<uint16_t>(id)));
}

SctpLoad ReadLoad(webrtc::SctpTransportInterface* transport, int id) {
  auto* const socket = SocketOf(transport);
  if (socket == nullptr) return {};
  const auto metrics = socket->GetMetrics();
  return {static_cast<int64_t>(UnsentBytes(*socket, id)), metrics ? static_cast<int64_t>(metrics->unack_data_count) : 0};
}

// What a peer may have under way to here. The engine's 5 MiB is more than kUdpSocketBuffer holds, so that on fast networks a peer
// overruns the socket, and SCTP takes seconds to recover from a loss of a thousand datagrams. This much never does, and
// still allows 60 Mbit/s over 100 ms.
constexpr size_t kReceiveWindow = 768 * 1024;

class SocketFactory final : public dcsctp::DcSctpSocketFactory {
 public:
  std::unique_ptr<dcsctp::DcSctpSocketInterface> Create(absl::string_view log_prefix, dcsctp::DcSctpSocketCallbacks& callbacks,
                                                        std::unique_ptr<dcsctp::PacketObserver> packet_observer,
                                                        const dcsctp::DcSctpOptions& options) override {
    dcsctp::DcSctpOptions changed = options;
    changed.max_receiver_window_buffer_size = kReceiveWindow;
    return DcSctpSocketFactory::Create(log_prefix, callbacks, std::move(packet_observer), changed);
  }
};

class TransportFactory final : public webrtc::SctpTransportFactoryInterface {
 public:
  explicit TransportFactory(webrtc::Thread* network) : network_(network) {}

#if defined(WRTC_ENGINE_UPSTREAM)
  std::unique_ptr<webrtc::SctpTransportInternal> CreateSctpTransport(const webrtc::Environment& env,
                                                                     webrtc::DtlsTransportInternal* transport) override {
    return std::make_unique<webrtc::DcSctpTransport>(env, network_, transport, std::make_unique<SocketFactory>());
  }

  std::vector<uint8_t> GenerateConnectionToken(const webrtc::Environment& env) override {
    return webrtc::DcSctpTransport::GenerateConnectionToken(env);
  }
#else
  std::unique_ptr<cricket::SctpTransportInternal> CreateSctpTransport(rtc::PacketTransportInternal* transport) override {
    return std::make_unique<SctpTransport>(network_, transport, webrtc::Clock::GetRealTimeClock(),
                                           std::make_unique<SocketFactory>());
  }
#endif

 private:
  webrtc::Thread* const network_;
};

#if defined(WRTC_ENGINE_SYSTEM)

struct Wait {
  webrtc::scoped_refptr<webrtc::SctpTransportInterface> transport;
  int id;
  webrtc::Thread* network;
  webrtc::Thread* caller;
  std::function<bool()> idle;
  std::function<void()> then;
};

void Look(std::shared_ptr<Wait> wait) {
  auto* const socket = SocketOf(wait->transport.get());
  if (wait->idle() && (socket == nullptr || UnsentBytes(*socket, wait->id) == 0)) {
    wait->caller->PostTask([wait] { wait->then(); });
    return;
  }
  constexpr auto kPause = webrtc::TimeDelta::Millis(5);
  wait->network->PostDelayedTask([wait] { Look(wait); }, kPause);
}

#endif

}  // namespace

std::unique_ptr<webrtc::SctpTransportFactoryInterface> CreateSctpFactory(webrtc::Thread* network) {
  return std::make_unique<TransportFactory>(network);
}

// Where channels are on another thread this waits for the network thread, as sending does there for every message.
SctpLoad LoadOf(webrtc::SctpTransportInterface* transport, int id, webrtc::Thread* network) {
  if (network->IsCurrent()) return ReadLoad(transport, id);
  return network->BlockingCall([&] { return ReadLoad(transport, id); });
}

#if defined(WRTC_ENGINE_SYSTEM)

// A stream that is reset loses here what SCTP has not begun to send.
void WhenSent(webrtc::scoped_refptr<webrtc::SctpTransportInterface> transport, int id, webrtc::Thread* network,
              std::function<bool()> idle, std::function<void()> then) {
  if (!transport) return then();  // the connection is closed: nothing leaves any more
  auto wait = std::make_shared<Wait>(
      Wait{std::move(transport), id, network, webrtc::Thread::Current(), std::move(idle), std::move(then)});
  network->PostTask([wait] { Look(wait); });
}

#else

// SCTP resets a stream here after what was sent on it.
void WhenSent(webrtc::scoped_refptr<webrtc::SctpTransportInterface> /*transport*/, int /*id*/, webrtc::Thread* /*network*/,
              std::function<bool()> /*idle*/, std::function<void()> then) {
  then();
}

#endif

}  // namespace wrtc::engine
