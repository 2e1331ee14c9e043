// A data channel behind its handle: a socket with a send and a receive queue.
#ifndef WRTC_DATA_CHANNEL_H_
#define WRTC_DATA_CHANNEL_H_

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "shim/engine/engine.h"
#include "shim/engine/channels.h"
#include "shim/queue/event_queue.h"
#include "shim/runtime/live_objects.h"
#include "shim/channel/message_list.h"
#include "shim/channel/receive_queue.h"
#include "shim/channel/send_queue.h"
#include "shim/channel/send_window.h"

namespace wrtc {

class PeerConnection;

// Created and finished on the signaling thread. The engine calls the observer on its channel thread. All other members are
// called from any thread and never wait. The connection keeps the channel as long as the observer is registered.
class DataChannel : public webrtc::DataChannelObserver, public webrtc::RefCountInterface {
 public:
  // Events of the channel go to the queue with this tag.
  DataChannel(webrtc::scoped_refptr<PeerConnection> connection, webrtc::scoped_refptr<webrtc::DataChannelInterface> channel,
              int64_t tag);
  ~DataChannel() override;

  // Registers the observer; the state is up to date afterwards. On the signaling thread.
  void Start();

  // Holds back events of a channel that the remote peer opened until the caller has got the announcement of the channel, which
  // itself waits until the channel is open.
  void HoldEvents() {
    is_remote_ = true;
    held_back_.store(true, std::memory_order_release);
  }
  void Announce(Event announcement);

  void GetInfo(wrtc_data_channel_info* info) const;
  int32_t state() const { return state_.load(std::memory_order_acquire); }
  int32_t id() const { return id_.load(std::memory_order_acquire); }
  int64_t max_message_size() const { return max_message_size_.load(std::memory_order_acquire); }
  int64_t buffered_amount() const { return outgoing_.buffered(); }
  ReceiveQueue& incoming() { return incoming_; }

  void SetBufferedAmountLowThreshold(int64_t threshold) { low_threshold_.store(threshold, std::memory_order_release); }
  void NotifyWritable(int64_t amount);
  wrtc_status Send(const uint8_t* data, int32_t length, bool is_text);
  void Close();

  // The connection has failed, and its options say that the channel fails with it.
  void FailWithConnection();

  // After this call the channel pushes no events.
  void Detach();

  // Called when the engine or the connection has finished with the channel: releases the engine's channel, and memory that only
  // an open channel needs. On the signaling thread.
  void Finish();

 private:
  // Hands over all messages, or stops earlier: the sockets must be read first, it is another channel's turn, SCTP has more than
  // enough to send, or the send window is full.
  enum class HandedOver { kAll, kUntilRead, kUntilTurn, kUntilDrained, kUntilRoom };

  void OnStateChange() override;
  void OnMessage(const webrtc::DataBuffer& buffer) override;
  void OnBufferedAmountChange(uint64_t sent_data_size) override;
  // libwebrtc has these two too, but older engines do not.
  void OnMaxMessageSize(int size) WRTC_NEW_OVERRIDE { max_message_size_.store(size, std::memory_order_release); }
  bool IsOkToCallOnTheNetworkThread() WRTC_NEW_OVERRIDE { return true; }

  void BeginOnChannelThread();
  void ReceiveUndelivered();
  void ReleaseHeldIfOpen();
  void TellIfWritable(int64_t buffered);
  void SendWaiting();
  HandedOver HandOver(size_t most);
  void Resume(int64_t turn);
  engine::SctpLoad Load() const;
  void DropOutgoing();
  void CloseEngine();
  void CloseNow();
  void LetGo();
  void ReleaseEngine();
  bool AwaitsAcknowledgement();
  void Fail(wrtc_status status, wrtc_error_type type, std::string message);
  bool Advance(int32_t state);
  void PushState(int32_t state, std::unique_ptr<EventDetails> failure = nullptr);
  void Push(Event event);

  static constexpr int64_t kNobodyAsked = -1;

  const webrtc::scoped_refptr<PeerConnection> connection_;
  webrtc::scoped_refptr<webrtc::DataChannelInterface> channel_;  // null on the channel thread after Finish
  const int64_t tag_;
  const std::string label_;
  const std::string protocol_;
  const wrtc_data_channel_info info_;  // without its strings

  std::atomic<int32_t> state_{WRTC_DATA_CHANNEL_STATE_CONNECTING};
  std::atomic<int32_t> id_{-1};
  std::atomic<int64_t> max_message_size_{-1};
  std::atomic<bool> detached_{false};
  std::atomic<bool> held_back_{false};
  std::mutex held_mutex_;
  std::optional<Event> announcement_;
  std::vector<Event> held_;
  std::atomic<int64_t> low_threshold_{-1};
  std::atomic<int64_t> writable_at_{kNobodyAsked};
  ReceiveQueue incoming_;
  SendQueue outgoing_;
  // On the channel thread only.
  engine::BareChannel bare_;  // only on engines that need it
  int acknowledgement_pauses_ = 0;
  MessageList sending_;
  SendWindow window_;
  bool is_remote_ = false;
  int64_t whole_bytes_ = 0;  // of messages that should not be cut, handed over while SCTP had nothing to send
  int64_t turn_ = 0;         // of resuming
  bool resumes_ = false;
  bool awaits_drain_ = false;
  bool closes_ = false;
  bool close_when_open_ = false;
  LiveObject<WRTC_OBJECT_KIND_DATA_CHANNEL> live_;
};

}  // namespace wrtc

#endif  // WRTC_DATA_CHANNEL_H_
