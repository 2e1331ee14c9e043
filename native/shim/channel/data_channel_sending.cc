// The sending half of a data channel.
#include <string>
#include <utility>

#include "shim/runtime/counters.h"
#include "shim/channel/data_channel.h"
#include "shim/engine/sctp.h"
#include "shim/runtime/last_error.h"
#include "shim/connection/peer_connection.h"

namespace wrtc {
namespace {

// The channel of this thread that handed messages over last; the pointer is only compared.
thread_local const void* last_sender = nullptr;

}  // namespace

wrtc_status DataChannel::Send(const uint8_t* data, int32_t length, bool is_text) {
  // libwebrtc accepts an oversize message and closes the channel for it, so size and state are checked before.
  const int32_t now = state();
  if (now == WRTC_DATA_CHANNEL_STATE_CLOSED) return wrtc::Fail(WRTC_CLOSED, "The data channel is closed.");
  if (now != WRTC_DATA_CHANNEL_STATE_OPEN) return wrtc::Fail(WRTC_NOT_OPEN, "The data channel is not open.");
  const int64_t maximum = max_message_size();
  if (maximum >= 0 && length > maximum) {
    return wrtc::Fail(WRTC_MESSAGE_TOO_LARGE, "The message has " + std::to_string(length) +
                                                  " bytes, the negotiated maximum message size is " + std::to_string(maximum) +
                                                  ".");
  }
  switch (outgoing_.Add(data, length, is_text)) {
    case SendQueue::Added::kFull: return wrtc::Fail(WRTC_SEND_BUFFER_FULL, "The send buffer (16 MiB) is full.");
    case SendQueue::Added::kFirst:
      connection_->runtime().channels()->PostTask([self = webrtc::scoped_refptr<DataChannel>(this)] { self->SendWaiting(); });
      break;
    case SendQueue::Added::kMore: break;
  }
  return WRTC_OK;
}

void DataChannel::OnBufferedAmountChange(uint64_t sent_data_size) {
  const auto sent = static_cast<int64_t>(sent_data_size);
  const int64_t now = outgoing_.Sent(sent);
  const int64_t low = low_threshold_.load(std::memory_order_acquire);
  if (now <= low && now + sent > low) Push(ChannelEvent(WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW, tag_));
  TellIfWritable(now);
  if (awaits_drain_ && Load().unsent_bytes == 0) {
    // Posted: SCTP is in the middle of sending here.
    awaits_drain_ = false;
    connection_->runtime().channels()->PostTask(
        [self = webrtc::scoped_refptr<DataChannel>(this), turn = turn_] { self->Resume(turn); });
  }
}

void DataChannel::NotifyWritable(int64_t amount) {
  writable_at_.store(amount, std::memory_order_seq_cst);
  TellIfWritable(buffered_amount());
}

// The thread that takes the request out answers it, so that it is answered once.
void DataChannel::TellIfWritable(int64_t buffered) {
  int64_t asked = writable_at_.load(std::memory_order_seq_cst);
  if (asked == kNobodyAsked || (buffered > asked && state() != WRTC_DATA_CHANNEL_STATE_CLOSED)) return;
  if (writable_at_.compare_exchange_strong(asked, kNobodyAsked)) Push(ChannelEvent(WRTC_EVENT_CHANNEL_WRITABLE, tag_));
}

// Hands over the rest of an earlier task and one batch more. It posts itself again if messages remain, after the other
// channels' turn, or once the window has room. It never loops: a caller that sends faster than the engine takes would keep the
// thread from everything else, this channel's end included. A message added meanwhile posts its own task.
void DataChannel::SendWaiting() {
  if (resumes_) return;
  if (!channel_) return DropOutgoing();
  Count(WRTC_COUNTER_SEND_TRIPS);
  const size_t most = std::exchange(last_sender, this) == this ? SIZE_MAX : engine::kMostInTurn;
  HandedOver result = HandOver(most);
  if (result == HandedOver::kAll) {
    sending_.Clear();
    outgoing_.TakeAll(sending_);
    result = HandOver(most);
  }
  if (result == HandedOver::kAll) {
    if (std::exchange(closes_, false)) CloseEngine();
    return;
  }
  resumes_ = true;
  awaits_drain_ = result == HandedOver::kUntilDrained;
  auto resume = [self = webrtc::scoped_refptr<DataChannel>(this), turn = ++turn_] { self->Resume(turn); };
  constexpr auto kPause = webrtc::TimeDelta::Millis(2);
  if (result == HandedOver::kUntilRead) {
    engine::RunAfterReading(connection_->runtime().channels(), std::move(resume));
  } else if (result == HandedOver::kUntilTurn) {
    connection_->runtime().channels()->PostTask(std::move(resume));
  } else {
    connection_->runtime().channels()->PostDelayedTask(std::move(resume), kPause);
  }
}

// A closed channel discards its unsent messages, as the W3C says.
void DataChannel::DropOutgoing() {
  sending_ = {};
  outgoing_.TakeAll(sending_);
  sending_ = {};
}

// Both a pause and a drained SCTP resume the sending; the first of them does it.
void DataChannel::Resume(int64_t turn) {
  if (!resumes_ || turn != turn_) return;
  resumes_ = false;
  awaits_drain_ = false;
  SendWaiting();
}

engine::SctpLoad DataChannel::Load() const {
  const auto sctp = connection_->Sctp();
  engine::SctpLoad load = engine::LoadOf(sctp ? sctp->sctp() : nullptr, id(), connection_->runtime().network_thread());
  load.unsent_bytes += static_cast<int64_t>(channel_->buffered_amount());
  return load;
}

DataChannel::HandedOver DataChannel::HandOver(size_t most) {
  const size_t waiting = sending_.size();
  HandedOver result = HandedOver::kAll;
  while (sending_.size() > 0) {
    if (engine::MustRead(connection_->runtime().channels())) {
      result = HandedOver::kUntilRead;
      break;
    }
    if (waiting - sending_.size() >= most) {
      result = HandedOver::kUntilTurn;
      break;
    }
    if (whole_bytes_ > engine::kMostUnsent) {
      if (Load().unsent_bytes > 0) {
        result = HandedOver::kUntilDrained;
        break;
      }
      whole_bytes_ = 0;
    }
    const bool has_room = window_.HasRoom([this] { return Load(); });
    if (!has_room) {
      result = HandedOver::kUntilRoom;
      break;
    }
    const webrtc::DataBuffer& message = sending_.Take();
    if (channel_->Send(message)) {
      window_.Add(message.size());
      if (message.size() >= engine::kSmallestWhole && message.size() <= engine::kLargestWhole) {
        whole_bytes_ += static_cast<int64_t>(message.size());
      }
      continue;
    }
    // A channel that closed meanwhile discards its unsent messages, as the W3C says. Any other failure must be reported.
    if (channel_->state() == webrtc::DataChannelInterface::kOpen) {
      Fail(WRTC_ENGINE_FAILURE, WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED, "libwebrtc refused a message.");
    }
    sending_.Clear();
  }
  outgoing_.HandedOver(waiting - sending_.size());
  return result;
}

}  // namespace wrtc
