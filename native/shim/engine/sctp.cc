// The part of the seam that reaches into SCTP. The engines know how much of a stream is unsent, and have no call for it.
#include "shim/engine/sctp.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "api/transport/sctp_transport_factory_interface.h"
#include "media/sctp/dcsctp_transport.h"
#include "net/dcsctp/public/dcsctp_socket_factory.h"
#include "net/dcsctp/socket/dcsctp_socket.h"
#include "p2p/base/ice_transport_internal.h"
#include "pc/sctp_transport.h"
#include "system_wrappers/include/clock.h"

#if defined(WRTC_ENGINE_SYSTEM)
#include "shim/engine/system_transport.h"
#endif

namespace wrtc::engine {
namespace {

// The rules of access do not apply to the arguments of an explicit instantiation: so a private member can be named without
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

// How much a peer may have in flight to this side. On a short path it sends as fast as memory allows, and all of it may wait in
// the socket's buffer at once; SCTP takes seconds to recover from a loss of a thousand datagrams. On a long path the window is
// in the network, and 768 KiB would be 7 MB/s over 100 ms.
constexpr size_t kWindowOfShortPath = 768 * 1024;
constexpr size_t kWindowOfLongPath = 5 * 1024 * 1024;

// More than a busy machine usually needs for a round trip on loopback.
constexpr int kLongRoundTripMs = 20;

// A process that is stopped for a second or two lets the retransmission timers of both sides back off, and the acknowledgement
// at its end looks like a round trip of that length. The engine backs off to 3 s and believes each round trip below 60 s, so
// nothing was sent for up to 4 s after the pause. Both bounds are multiples of the path's round trip, so that a slow path is
// believed; they are never below what a fast path needs on a busy machine.
constexpr int kLeastBackoffMs = 400;  // as the engine's shortest retransmission timeout
constexpr int kMostBackoffMs = 3000;  // as the engine has it
constexpr int kLeastMaximumRttMs = 1000;

void LimitTimers(dcsctp::DcSctpOptions& options, int round_trip_ms) {
  options.max_timer_backoff_duration = dcsctp::DurationMs(std::clamp(4 * round_trip_ms, kLeastBackoffMs, kMostBackoffMs));
  options.rtt_max = dcsctp::DurationMs(std::max(8 * round_trip_ms, kLeastMaximumRttMs));
}

// The engine makes an association when both descriptions are set, and connects it when the path is connected.
class Association final : public dcsctp::DcSctpSocket {
 public:
  Association(webrtc::IceTransportInternal& path, absl::string_view log_prefix, dcsctp::DcSctpSocketCallbacks& callbacks,
              std::unique_ptr<dcsctp::PacketObserver> packet_observer, const dcsctp::DcSctpOptions& options)
      : DcSctpSocket(log_prefix, callbacks, std::move(packet_observer), options), path_(path) {}

  // The engine first reads the window in this call, for the peer and for the queue that the window limits; and the timers'
  // limits when the peer has answered. The options are a member of this object that is not const; only their accessor is.
  void Connect() override {
    const int round_trip_ms = path_.GetRttEstimate().value_or(0);
    auto& mine = const_cast<dcsctp::DcSctpOptions&>(options());
    mine.max_receiver_window_buffer_size = round_trip_ms >= kLongRoundTripMs ? kWindowOfLongPath : kWindowOfShortPath;
    LimitTimers(mine, round_trip_ms);
    DcSctpSocket::Connect();
  }

 private:
  webrtc::IceTransportInternal& path_;
};

class SocketFactory final : public dcsctp::DcSctpSocketFactory {
 public:
  explicit SocketFactory(webrtc::IceTransportInternal& path) : path_(path) {}

  std::unique_ptr<dcsctp::DcSctpSocketInterface> Create(absl::string_view log_prefix, dcsctp::DcSctpSocketCallbacks& callbacks,
                                                        std::unique_ptr<dcsctp::PacketObserver> packet_observer,
                                                        const dcsctp::DcSctpOptions& options) override {
    return std::make_unique<Association>(path_, log_prefix, callbacks, std::move(packet_observer), options);
  }

 private:
  webrtc::IceTransportInternal& path_;
};

class TransportFactory final : public webrtc::SctpTransportFactoryInterface {
 public:
  explicit TransportFactory(webrtc::Thread* network) : network_(network) {}

#if defined(WRTC_ENGINE_UPSTREAM)
  std::unique_ptr<webrtc::SctpTransportInternal> CreateSctpTransport(const webrtc::Environment& env,
                                                                     webrtc::DtlsTransportInternal* transport) override {
    return std::make_unique<webrtc::DcSctpTransport>(env, network_, transport,
                                                     std::make_unique<SocketFactory>(*transport->ice_transport()));
  }

  std::vector<uint8_t> GenerateConnectionToken(const webrtc::Environment& env) override {
    return webrtc::DcSctpTransport::GenerateConnectionToken(env);
  }
#else
  std::unique_ptr<cricket::SctpTransportInternal> CreateSctpTransport(rtc::PacketTransportInternal* transport) override {
    auto* const dtls = static_cast<webrtc::DtlsTransportInternal*>(transport);  // the only kind that SCTP gets
    return std::make_unique<SctpTransport>(network_, transport, webrtc::Clock::GetRealTimeClock(),
                                           std::make_unique<SocketFactory>(*dtls->ice_transport()));
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

// If channels live on another thread, this waits for the network thread, as each send does there.
SctpLoad LoadOf(webrtc::SctpTransportInterface* transport, int id, webrtc::Thread* network) {
  if (network->IsCurrent()) return ReadLoad(transport, id);
  return network->BlockingCall([&] { return ReadLoad(transport, id); });
}

#if defined(WRTC_ENGINE_SYSTEM)

// On this engine the reset of a stream drops the messages that SCTP has not begun to send.
void WhenSent(webrtc::scoped_refptr<webrtc::SctpTransportInterface> transport, int id, webrtc::Thread* network,
              std::function<bool()> idle, std::function<void()> then) {
  if (!transport) return then();  // the connection is closed and sends nothing more
  auto wait = std::make_shared<Wait>(
      Wait{std::move(transport), id, network, webrtc::Thread::Current(), std::move(idle), std::move(then)});
  network->PostTask([wait] { Look(wait); });
}

#else

// On this engine SCTP resets a stream after everything that was sent on it.
void WhenSent(webrtc::scoped_refptr<webrtc::SctpTransportInterface> /*transport*/, int /*id*/, webrtc::Thread* /*network*/,
              std::function<bool()> /*idle*/, std::function<void()> then) {
  then();
}

#endif

}  // namespace wrtc::engine
