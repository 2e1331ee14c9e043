// The part of the seam that reaches into data channels. If a channel is closed before it is open, an engine keeps the messages
// that arrived for it and never delivers them.
#ifndef WRTC_ENGINE_CHANNELS_H_
#define WRTC_ENGINE_CHANNELS_H_

#include <deque>
#include <functional>
#include <utility>

#include "shim/engine/engine.h"
#include "pc/sctp_data_channel.h"

namespace wrtc::engine {

// The object behind the proxy that the engine hands out.
using BareChannel = webrtc::scoped_refptr<webrtc::SctpDataChannel>;

// Calls take for each message that arrived and was not delivered. On the channel thread.
void TakeUndelivered(webrtc::SctpDataChannel& channel, const std::function<void(const webrtc::DataBuffer&)>& take);

// Whether the peer has not yet acknowledged the channel (RFC 8832). On the channel thread.
bool AwaitsAcknowledgement(const webrtc::SctpDataChannel& channel);

#if defined(WRTC_ENGINE_SYSTEM)

// This engine has a way from a proxy to the object behind it.
class Channels {
 public:
  void Watch(webrtc::SctpTransportInterface& /*transport*/) {}
  void Unwatch() {}
  BareChannel Find(webrtc::DataChannelInterface& proxy);
  BareChannel TakeRemote(webrtc::DataChannelInterface& proxy) { return Find(proxy); }
};

#else

// Stands between the transport and the engine, and sees the remote peer's channels when they are made. By the time that the
// engine announces a channel, it may already have forgotten the object. On the network thread.
class Channels final : public webrtc::DataChannelSink {
 public:
  // Call again whenever the transport's state has changed: the engine replaces this sink with itself when descriptions move it
  // to another transport.
  void Watch(webrtc::SctpTransportInterface& transport);
  void Unwatch();
  // Null for a closed channel.
  BareChannel Find(webrtc::DataChannelInterface& proxy);
  // Also finds a closed channel; null for a channel that was made before the watch began.
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
