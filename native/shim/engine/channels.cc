#include "shim/engine/channels.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "media/sctp/dcsctp_transport.h"
#include "pc/data_channel_controller.h"
#include "pc/sctp_transport.h"

namespace wrtc::engine {
namespace {

// See engine/sctp.cc for this way to a private member.
webrtc::PacketQueue& UndeliveredOf(webrtc::SctpDataChannel& channel);

template <auto Member>
struct PrivateQueue {
  friend webrtc::PacketQueue& UndeliveredOf(webrtc::SctpDataChannel& channel) { return channel.*Member; }
};
template struct PrivateQueue<&webrtc::SctpDataChannel::queued_received_data_>;

bool IsInState(const webrtc::SctpDataChannel& channel);

template <auto Member, auto State>
struct PrivateState {
  friend bool IsInState(const webrtc::SctpDataChannel& channel) { return channel.*Member == State; }
};
template struct PrivateState<&webrtc::SctpDataChannel::handshake_state_, webrtc::SctpDataChannel::kHandshakeWaitingForAck>;

}  // namespace

void TakeUndelivered(webrtc::SctpDataChannel& channel, const std::function<void(const webrtc::DataBuffer&)>& take) {
  for (webrtc::PacketQueue& queue = UndeliveredOf(channel); !queue.Empty();) take(*queue.PopFront());
}

bool AwaitsAcknowledgement(const webrtc::SctpDataChannel& channel) { return IsInState(channel); }

#if defined(WRTC_ENGINE_SYSTEM)

BareChannel Channels::Find(webrtc::DataChannelInterface& proxy) {
  return BareChannel(webrtc::DowncastProxiedDataChannelInterfaceToSctpDataChannelForTesting(&proxy));
}

#else

namespace {

webrtc::DataChannelSink*& SinkOf(webrtc::DcSctpTransport& transport);

template <auto Member>
struct PrivateSink {
  friend webrtc::DataChannelSink*& SinkOf(webrtc::DcSctpTransport& transport) { return transport.*Member; }
};
template struct PrivateSink<&webrtc::DcSctpTransport::data_channel_sink_>;

std::vector<BareChannel>& ChannelsOf(webrtc::DataChannelController& controller);

template <auto Member>
struct PrivateChannels {
  friend std::vector<BareChannel>& ChannelsOf(webrtc::DataChannelController& controller) { return controller.*Member; }
};
template struct PrivateChannels<&webrtc::DataChannelController::sctp_data_channels_n_>;

template <typename List>
auto FindId(List& channels, int id) {
  return std::find_if(channels.begin(), channels.end(), [id](const BareChannel& channel) { return channel->id() == id; });
}

// Null when the connection is closed.
webrtc::DcSctpTransport* InternalOf(webrtc::SctpTransportInterface* transport) {
  return static_cast<webrtc::DcSctpTransport*>(static_cast<webrtc::SctpTransport*>(transport)->internal());
}

}  // namespace

void Channels::Watch(webrtc::SctpTransportInterface& transport) {
  auto* const internal = InternalOf(&transport);
  if (internal == nullptr || SinkOf(*internal) == nullptr || SinkOf(*internal) == this) return;
  transport_ = &transport;
  sink_ = std::exchange(SinkOf(*internal), this);
}

void Channels::Unwatch() {
  untaken_.clear();
  if (IsWatching()) SinkOf(*InternalOf(transport_)) = sink_;
}

// The engine removes the sink when it closes.
bool Channels::IsWatching() const {
  auto* const internal = transport_ == nullptr ? nullptr : InternalOf(transport_);
  return internal != nullptr && SinkOf(*internal) == this;
}

BareChannel Channels::Find(webrtc::DataChannelInterface& proxy) {
  if (!IsWatching()) return nullptr;
  const auto& channels = ChannelsOf(*static_cast<webrtc::DataChannelController*>(sink_));
  const auto found = FindId(channels, proxy.id());
  return found == channels.end() ? nullptr : *found;
}

BareChannel Channels::TakeRemote(webrtc::DataChannelInterface& proxy) {
  const auto found = FindId(untaken_, proxy.id());
  if (found == untaken_.end()) return nullptr;
  BareChannel channel = std::move(*found);
  untaken_.erase(found);
  return channel;
}

void Channels::OnDataReceived(int id, webrtc::DataMessageType type, const webrtc::CopyOnWriteBuffer& buffer) {
  if (type != webrtc::DataMessageType::kControl) return sink_->OnDataReceived(id, type, buffer);
  const auto& channels = ChannelsOf(*static_cast<webrtc::DataChannelController*>(sink_));
  const size_t before = channels.size();
  sink_->OnDataReceived(id, type, buffer);
  if (channels.size() > before) untaken_.push_back(channels.back());
}

#endif

}  // namespace wrtc::engine
