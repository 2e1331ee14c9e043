// The part of the seam that looks into data channels. An engine keeps what came for a channel that was closed before it was
// open, and never hands it out.
#ifndef WRTC_ENGINE_CHANNELS_H_
#define WRTC_ENGINE_CHANNELS_H_

#include <deque>
#include <functional>
#include <utility>

#include "shim/engine/engine.h"
#include "pc/sctp_data_channel.h"

namespace wrtc::engine {

// What stands behind the proxy that the engine hands out.
using BareChannel = webrtc::scoped_refptr<webrtc::SctpDataChannel>;

// Calls take for all that has come and was not delivered. On the channel thread.
void TakeUndelivered(webrtc::SctpDataChannel& channel, const std::function<void(const webrtc::DataBuffer&)>& take);

// Whether the peer has yet to acknowledge that it knows the channel (RFC 8832). On the channel thread.
bool AwaitsAcknowledgement(const webrtc::SctpDataChannel& channel);

#if defined(WRTC_ENGINE_SYSTEM)

// This engine says itself what is behind a proxy.
class Channels {
 public:
  void Watch(webrtc::SctpTransportInterface& /*transport*/) {}
  void Unwatch() {}
  BareChannel Find(webrtc::DataChannelInterface& proxy);
  BareChannel TakeRemote(webrtc::DataChannelInterface& proxy) { return Find(proxy); }
};

#else

// Between the transport and the engine: sees the remote peer's channels as they are made. By the time that the engine tells
// of one it may have forgotten it. On the network thread.
class Channels final : public webrtc::DataChannelSink {
 public:
  // Again whenever the transport's state has changed: the engine sets itself in place of this when descriptions move it to
  // another transport.
  void Watch(webrtc::SctpTransportInterface& transport);
  void Unwatch();
  // Null for one that is closed.
  BareChannel Find(webrtc::DataChannelInterface& proxy);
  // Whatever has become of it; null for one that was made before the watch began.
  BareChannel TakeRemote(webrtc::DataChannelInterface& proxy);

 private:
  void OnTransportConnected() override { sink_->OnTransportConnected(); }
  void OnDataReceived(int id, webrtc::DataMessageType type, const webrtc::CopyOnWriteBuffer& buffer) override;
  void OnChannelClosing(int id) override { sink_->OnChannelClosing(id); }
  void OnChannelClosed(int id) override { sink_->OnChannelClosed(id); }
  void OnReadyToSend() override { sink_->OnReadyToSend(); }
  void OnTransportClosed(webrtc::RTCError error) override { sink_->OnTransportClosed(std::move(error)); }
  void OnBufferedAmountLow(int id) override { sink_->OnBufferedAmountLow(id); }
  void OnMaxMessageSize(int size) override { sink_->OnMaxMessageSize(size); }

  bool IsWatching() const;

  webrtc::SctpTransportInterface* transport_ = nullptr;
  webrtc::DataChannelSink* sink_ = nullptr;  // the engine
  std::deque<BareChannel> untaken_;
};

#endif

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_CHANNELS_H_
