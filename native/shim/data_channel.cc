#include "data_channel.h"

#include <utility>

#include "last_error.h"
#include "peer_connection.h"

namespace wrtc {

static_assert(int{webrtc::DataChannelInterface::kConnecting} == int{WRTC_DATA_CHANNEL_STATE_CONNECTING});
static_assert(int{webrtc::DataChannelInterface::kOpen} == int{WRTC_DATA_CHANNEL_STATE_OPEN});
static_assert(int{webrtc::DataChannelInterface::kClosing} == int{WRTC_DATA_CHANNEL_STATE_CLOSING});
static_assert(int{webrtc::DataChannelInterface::kClosed} == int{WRTC_DATA_CHANNEL_STATE_CLOSED});

DataChannel::DataChannel(webrtc::scoped_refptr<PeerConnection> connection,
                         webrtc::scoped_refptr<webrtc::DataChannelInterface> channel, int64_t tag)
    : connection_(std::move(connection)),
      channel_(std::move(channel)),
      tag_(tag),
      label_(channel_->label()),
      protocol_(channel_->protocol()),
      incoming_(connection_->receive_limit()) {
  id_.store(channel_->id(), std::memory_order_release);
}

DataChannel::~DataChannel() {
  // The engine's channel dies on the signaling thread and would wait for it.
  connection_->runtime().signaling()->PostTask([channel = std::move(channel_)] {});
}

void DataChannel::Start() {
  channel_->RegisterObserver(this);
  // The state may have changed before the observer was there. Asked on the thread that changes it.
  webrtc::Thread* channels = connection_->runtime().channels();
  if (channels->IsCurrent()) return OnStateChange();
  channels->BlockingCall([this] { OnStateChange(); });
}

void DataChannel::Announce(Event announcement) {
  std::lock_guard lock(held_mutex_);
  connection_->queue().Push(std::move(announcement));
  for (Event& event : std::exchange(held_, {})) connection_->queue().Push(std::move(event));
  held_back_.store(false, std::memory_order_release);
}

void DataChannel::GetInfo(wrtc_data_channel_info* info) const {
  *info = {};
  info->label = Borrow(label_);
  info->protocol = Borrow(protocol_);
  info->max_retransmits = channel_->maxRetransmitsOpt().value_or(-1);
  info->max_packet_life_time = channel_->maxPacketLifeTime().value_or(-1);
  info->ordered = channel_->ordered() ? 1 : 0;
  info->negotiated = channel_->negotiated() ? 1 : 0;
  for (int32_t priority = WRTC_PRIORITY_HIGH; priority >= WRTC_PRIORITY_VERY_LOW; --priority) {
    info->priority = priority;
    if (channel_->priority() >= engine::ToPriority(static_cast<webrtc::Priority>(priority))) break;
  }
}

wrtc_status DataChannel::Send(const uint8_t* data, int32_t length, bool is_text) {
  // libwebrtc accepts an oversize message and closes the channel for it, so size and state are checked before.
  const int32_t now = state();
  if (now == WRTC_DATA_CHANNEL_STATE_CLOSED) return wrtc::Fail(WRTC_CLOSED, "The data channel is closed.");
  if (now != WRTC_DATA_CHANNEL_STATE_OPEN) return wrtc::Fail(WRTC_NOT_OPEN, "The data channel is not open.");
  const int64_t maximum = max_message_size();
  if (maximum >= 0 && length > maximum) {
    return wrtc::Fail(WRTC_MESSAGE_TOO_LARGE, "The message has " + std::to_string(length) +
                                                  " bytes, the negotiated maximum message size is " +
                                                  std::to_string(maximum) + ".");
  }
  switch (outgoing_.Add(data, length, is_text)) {
    case SendQueue::Added::kFull:
      return wrtc::Fail(WRTC_SEND_BUFFER_FULL, "The send buffer (16 MiB) is full.");
    case SendQueue::Added::kFirst:
      connection_->runtime().channels()->PostTask(
          [self = webrtc::scoped_refptr<DataChannel>(this)] { self->SendWaiting(); });
      break;
    case SendQueue::Added::kMore:
      break;
  }
  return WRTC_OK;
}

void DataChannel::SendWaiting() {
  outgoing_.TakeAll(sending_);
  for (const webrtc::DataBuffer& message : sending_) {
    if (channel_->Send(message)) continue;
    // A channel that closed meanwhile discards what is left, as the W3C says. Anything else may not pass silently.
    if (channel_->state() == webrtc::DataChannelInterface::kOpen) {
      Fail(WRTC_ENGINE_FAILURE, "libwebrtc refused a message.");
    }
    break;
  }
  sending_.clear();
}

void DataChannel::Close() {
  int32_t now = state();
  while (now < WRTC_DATA_CHANNEL_STATE_CLOSING &&
         !state_.compare_exchange_weak(now, WRTC_DATA_CHANNEL_STATE_CLOSING, std::memory_order_acq_rel)) {
  }
  connection_->runtime().channels()->PostTask([self = webrtc::scoped_refptr<DataChannel>(this)] {
    self->SendWaiting();
    self->CloseEngine();
  });
}

// An engine channel must not be closed before it is open: the system engine aborts when its transport comes, and the
// upstream one forgets the data section of the next offer. So it is closed for the caller now, and there when it opens.
void DataChannel::CloseEngine() {
  if (channel_->state() != webrtc::DataChannelInterface::kConnecting) return channel_->Close();
  close_when_open_ = true;
  if (Advance(WRTC_DATA_CHANNEL_STATE_CLOSED)) {
    PushState(WRTC_DATA_CHANNEL_STATE_CLOSED, WRTC_OK, WRTC_ERROR_TYPE_NONE, {});
  }
}

void DataChannel::Finish() {
  channel_->UnregisterObserver();
  if (Advance(WRTC_DATA_CHANNEL_STATE_CLOSED)) {
    PushState(WRTC_DATA_CHANNEL_STATE_CLOSED, WRTC_OK, WRTC_ERROR_TYPE_NONE, {});
  }
}

void DataChannel::OnStateChange() {
  const auto now = channel_->state();
  if (now == webrtc::DataChannelInterface::kOpen && close_when_open_) {
    close_when_open_ = false;
    connection_->runtime().channels()->PostTask(
        [self = webrtc::scoped_refptr<DataChannel>(this)] { self->channel_->Close(); });
    return;
  }
  if (now == webrtc::DataChannelInterface::kOpen) {
    id_.store(channel_->id(), std::memory_order_release);
    if (max_message_size() < 0) OnMaxMessageSize(connection_->MaxMessageSize());
  }
  const bool closed = now == webrtc::DataChannelInterface::kClosed;
  if (Advance(now)) {
    const webrtc::RTCError error = closed ? channel_->error() : webrtc::RTCError();
    PushState(now, error.ok() ? WRTC_OK : WRTC_ENGINE_FAILURE, TypeOf(error), error.message());
  }
  if (closed) connection_->ChannelClosed(this);
}

void DataChannel::OnMessage(const webrtc::DataBuffer& buffer) {
  if (detached_.load(std::memory_order_acquire)) return;
  switch (incoming_.Add(buffer)) {
    case ReceiveQueue::Added::kFirst:
      Push({.type = WRTC_EVENT_CHANNEL_READABLE, .tag = tag_});
      break;
    case ReceiveQueue::Added::kOverflow:
      Fail(WRTC_RECEIVE_BUFFER_FULL, "More was received than the receive limit allows to wait; the channel is closed.");
      break;
    case ReceiveQueue::Added::kMore:
      break;
  }
}

// Told at once, since the closing procedure needs a peer that still answers.
void DataChannel::Fail(wrtc_status status, std::string message) {
  if (!Advance(WRTC_DATA_CHANNEL_STATE_CLOSED)) return;
  PushState(WRTC_DATA_CHANNEL_STATE_CLOSED, status, WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED, std::move(message));
  connection_->runtime().channels()->PostTask(
      [self = webrtc::scoped_refptr<DataChannel>(this)] { self->channel_->Close(); });
}

// States only go forward; false when this one is no news.
bool DataChannel::Advance(int32_t state) {
  int32_t now = state_.load(std::memory_order_acquire);
  while (now < state) {
    if (state_.compare_exchange_weak(now, state, std::memory_order_acq_rel)) return true;
  }
  return false;
}

void DataChannel::PushState(int32_t state, wrtc_status status, wrtc_error_type type, std::string message) {
  Push({.type = WRTC_EVENT_CHANNEL_STATE,
        .tag = tag_,
        .value = state,
        .status = status,
        .error_type = type,
        .text1 = std::move(message)});
}

void DataChannel::Push(Event event) {
  if (detached_.load(std::memory_order_acquire)) return;
  if (held_back_.load(std::memory_order_acquire)) {
    std::lock_guard lock(held_mutex_);
    if (held_back_.load(std::memory_order_acquire)) return held_.push_back(std::move(event));
  }
  connection_->queue().Push(std::move(event));
}

}  // namespace wrtc
