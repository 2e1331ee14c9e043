#include "shim/channel/data_channel.h"

#include <algorithm>
#include <utility>

#include "shim/engine/sctp.h"
#include "shim/runtime/last_error.h"
#include "shim/connection/peer_connection.h"

namespace wrtc {

static_assert(int{webrtc::DataChannelInterface::kConnecting} == int{WRTC_DATA_CHANNEL_STATE_CONNECTING});
static_assert(int{webrtc::DataChannelInterface::kOpen} == int{WRTC_DATA_CHANNEL_STATE_OPEN});
static_assert(int{webrtc::DataChannelInterface::kClosing} == int{WRTC_DATA_CHANNEL_STATE_CLOSING});
static_assert(int{webrtc::DataChannelInterface::kClosed} == int{WRTC_DATA_CHANNEL_STATE_CLOSED});

namespace {

wrtc_data_channel_info InfoOf(const webrtc::DataChannelInterface& channel) {
  wrtc_data_channel_info info{};
  info.max_retransmits = channel.maxRetransmitsOpt().value_or(-1);
  info.max_packet_life_time = channel.maxPacketLifeTime().value_or(-1);
  info.ordered = channel.ordered() ? 1 : 0;
  info.negotiated = channel.negotiated() ? 1 : 0;
  for (int32_t priority = WRTC_PRIORITY_HIGH; priority >= WRTC_PRIORITY_VERY_LOW; --priority) {
    info.priority = priority;
    if (channel.priority() >= engine::ToPriority(static_cast<webrtc::Priority>(priority))) break;
  }
  return info;
}

std::unique_ptr<EventDetails> FailureOf(wrtc_status status, wrtc_error_type type, std::string message) {
  auto details = std::make_unique<DetailsOf<wrtc_channel_failure>>();
  details->structure = {.status = status, .error_type = type, .error = details->Keep(std::move(message))};
  return details;
}

}  // namespace

DataChannel::DataChannel(webrtc::scoped_refptr<PeerConnection> connection,
                         webrtc::scoped_refptr<webrtc::DataChannelInterface> channel, int64_t tag)
    : connection_(std::move(connection)),
      channel_(std::move(channel)),
      tag_(tag),
      label_(channel_->label()),
      protocol_(channel_->protocol()),
      info_(InfoOf(*channel_)),
      incoming_(connection_->receive_limit()) {
  id_.store(channel_->id(), std::memory_order_release);
}

DataChannel::~DataChannel() { ReleaseEngine(); }

// The engine's channel dies on the signaling thread and would wait for it.
void DataChannel::ReleaseEngine() {
  if (!channel_) return;
  connection_->runtime().signaling()->PostTask([channel = std::move(channel_), bare = std::move(bare_)] {});
}

void DataChannel::Start() {
  channel_->RegisterObserver(this);
  // The state may have changed before the observer was registered, so it is read on the thread that changes it.
  webrtc::Thread* channels = connection_->runtime().channels();
  if (channels->IsCurrent()) return BeginOnChannelThread();
  channels->BlockingCall([this] { BeginOnChannelThread(); });
}

void DataChannel::BeginOnChannelThread() {
  const auto sctp = connection_->Sctp();
  if (is_remote_ && sctp) bare_ = sctp->channels().TakeRemote(*channel_);
  OnStateChange();
}

void DataChannel::Announce(Event announcement) {
  std::lock_guard lock(held_mutex_);
  announcement_ = std::move(announcement);
  ReleaseHeldIfOpen();
}

// Called with held_mutex_ locked.
void DataChannel::ReleaseHeldIfOpen() {
  if (!announcement_ || state() == WRTC_DATA_CHANNEL_STATE_CONNECTING) return;
  connection_->Push(std::move(*announcement_));  // an event of the connection
  announcement_.reset();
  for (Event& event : std::exchange(held_, {})) connection_->queue().Push(std::move(event), &detached_);
  held_back_.store(false, std::memory_order_release);
}

void DataChannel::GetInfo(wrtc_data_channel_info* info) const {
  *info = info_;
  info->label = Borrow(label_);
  info->protocol = Borrow(protocol_);
}

void DataChannel::Close() {
  int32_t now = state();
  while (now < WRTC_DATA_CHANNEL_STATE_CLOSING &&
         !state_.compare_exchange_weak(now, WRTC_DATA_CHANNEL_STATE_CLOSING, std::memory_order_acq_rel)) {
  }
  connection_->runtime().channels()->PostTask([self = webrtc::scoped_refptr<DataChannel>(this)] {
    self->closes_ = true;
    self->SendWaiting();
  });
}

// An engine channel must not be closed before it is open: older engines abort when its transport arrives, and newer ones
// forget the data section of the next offer. So the caller's channel is closed now, and the engine's when it opens.
void DataChannel::CloseEngine() {
  if (!channel_) return;
  if (channel_->state() != webrtc::DataChannelInterface::kConnecting) {
    if (AwaitsAcknowledgement()) {
      // The delay doubles each time: a thousand channels may be waiting.
      const auto pause = webrtc::TimeDelta::Millis(5 << std::min(acknowledgement_pauses_++, 6));
      connection_->runtime().channels()->PostDelayedTask(
          [self = webrtc::scoped_refptr<DataChannel>(this)] { self->CloseEngine(); }, pause);
      return;
    }
    const webrtc::scoped_refptr<DataChannel> self(this);
    return engine::WhenSent(
        connection_->SctpTransport(), id(), connection_->runtime().network_thread(),
        [self] { return self->buffered_amount() == 0 || self->state() == WRTC_DATA_CHANNEL_STATE_CLOSED; },
        [self] { self->CloseNow(); });
  }
  close_when_open_ = true;
  if (Advance(WRTC_DATA_CHANNEL_STATE_CLOSED)) {
    PushState(WRTC_DATA_CHANNEL_STATE_CLOSED);
  }
}

// By now the engine may have released the channel. One that is not open yet is closed when it opens: see CloseEngine.
void DataChannel::CloseNow() {
  if (!channel_) return;
  close_when_open_ = channel_->state() == webrtc::DataChannelInterface::kConnecting;
  if (!close_when_open_) channel_->Close();
}

// If the reset arrives first, a libwebrtc at the remote end drops the messages that it received before it announced the channel
// to its caller. It acknowledges the channel after the announcement. A peer that never acknowledges delays the close by 5 s at
// most.
bool DataChannel::AwaitsAcknowledgement() {
  constexpr int kMostPauses = 20;
  const auto sctp = connection_->Sctp();
  if (!bare_ && sctp) bare_ = sctp->channels().Find(*channel_);
  return bare_ && channel_->state() == webrtc::DataChannelInterface::kOpen && engine::AwaitsAcknowledgement(*bare_) &&
         acknowledgement_pauses_ < kMostPauses;
}

void DataChannel::Detach() { connection_->queue().Silence(detached_); }

void DataChannel::Finish() {
  channel_->UnregisterObserver();
  if (connection_->runtime().channels()->IsCurrent()) ReceiveUndelivered();
  if (Advance(WRTC_DATA_CHANNEL_STATE_CLOSED)) {
    PushState(WRTC_DATA_CHANNEL_STATE_CLOSED);
  }
  incoming_.End();
  connection_->runtime().channels()->PostTask([self = webrtc::scoped_refptr<DataChannel>(this)] { self->LetGo(); });
}

// A caller may keep the handle of a closed channel for long, so the rest of the channel is kept small.
void DataChannel::LetGo() {
  ReleaseEngine();
  DropOutgoing();
}

void DataChannel::OnStateChange() {
  const auto now = channel_->state();
  if (now == webrtc::DataChannelInterface::kOpen && close_when_open_) {
    close_when_open_ = false;
    connection_->runtime().channels()->PostTask([self = webrtc::scoped_refptr<DataChannel>(this)] { self->CloseEngine(); });
    return;
  }
  if (now == webrtc::DataChannelInterface::kOpen) {
    id_.store(channel_->id(), std::memory_order_release);
    if (max_message_size() < 0) OnMaxMessageSize(connection_->MaxMessageSize());
  }
  const bool closed = now == webrtc::DataChannelInterface::kClosed;
  const webrtc::RTCError error = closed ? channel_->error() : webrtc::RTCError();
  if (closed || now == webrtc::DataChannelInterface::kClosing) ReceiveUndelivered();
  if (Advance(now)) {
    PushState(now, error.ok() ? nullptr : FailureOf(WRTC_ENGINE_FAILURE, TypeOf(error), error.message()));
  }
  if (closed) connection_->ChannelClosed(this);
}

// Receives the messages that the engine holds for a channel that closed before it was open: it would never deliver them.
void DataChannel::ReceiveUndelivered() {
  if (bare_) engine::TakeUndelivered(*bare_, [this](const webrtc::DataBuffer& buffer) { OnMessage(buffer); });
}

void DataChannel::OnMessage(const webrtc::DataBuffer& buffer) {
  // After a failure the engine's channel may still get messages, until the peer knows.
  if (detached_.load(std::memory_order_acquire) || state() == WRTC_DATA_CHANNEL_STATE_CLOSED) return;
  switch (incoming_.Add(buffer)) {
    case ReceiveQueue::Added::kFirst: Push(ChannelEvent(WRTC_EVENT_CHANNEL_READABLE, tag_)); break;
    case ReceiveQueue::Added::kOverflow:
      Fail(WRTC_RECEIVE_BUFFER_FULL, WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED,
           "More was received than the receive limit allows to wait; the channel is closed.");
      break;
    case ReceiveQueue::Added::kMore: break;
  }
}

// Reported at once, since the closing procedure needs a peer that still answers.
void DataChannel::Fail(wrtc_status status, wrtc_error_type type, std::string message) {
  if (!Advance(WRTC_DATA_CHANNEL_STATE_CLOSED)) return;
  PushState(WRTC_DATA_CHANNEL_STATE_CLOSED, FailureOf(status, type, std::move(message)));
  connection_->runtime().channels()->PostTask([self = webrtc::scoped_refptr<DataChannel>(this)] { self->CloseNow(); });
}

void DataChannel::FailWithConnection() {
  Fail(WRTC_ENGINE_FAILURE, WRTC_ERROR_TYPE_NETWORK_ERROR, "The connection has failed, which closes its channels.");
}

// States only go forward; false when this state is not new.
bool DataChannel::Advance(int32_t state) {
  int32_t now = state_.load(std::memory_order_acquire);
  while (now < state) {
    if (state_.compare_exchange_weak(now, state, std::memory_order_acq_rel)) return true;
  }
  return false;
}

void DataChannel::PushState(int32_t state, std::unique_ptr<EventDetails> failure) {
  Push(ChannelEvent(WRTC_EVENT_CHANNEL_STATE, tag_, state, std::move(failure)));
  TellIfWritable(buffered_amount());
}

void DataChannel::Push(Event event) {
  if (detached_.load(std::memory_order_acquire)) return;
  if (held_back_.load(std::memory_order_acquire)) {
    std::lock_guard lock(held_mutex_);
    if (held_back_.load(std::memory_order_acquire)) {
      held_.push_back(std::move(event));
      return ReleaseHeldIfOpen();
    }
  }
  connection_->queue().Push(std::move(event), &detached_);
}

}  // namespace wrtc
