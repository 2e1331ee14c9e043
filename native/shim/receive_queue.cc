#include "receive_queue.h"

#include <cstring>
#include <utility>

namespace wrtc {

ReceiveQueue::Added ReceiveQueue::Add(const webrtc::DataBuffer& message) {
  const int64_t cost = static_cast<int64_t>(message.size()) + kMessageOverhead;
  std::lock_guard lock(mutex_);
  if (overflowed_ || bytes_ + cost > limit_) {
    overflowed_ = true;
    return Added::kOverflow;
  }
  bytes_ += cost;
  messages_.push_back(message);
  count_.store(static_cast<int32_t>(messages_.size()), std::memory_order_release);
  return messages_.size() == 1 ? Added::kFirst : Added::kMore;
}

wrtc_status ReceiveQueue::Take(uint8_t* buffer, int32_t capacity, int32_t* length, uint8_t* is_text) {
  if (count() == 0) return WRTC_EMPTY;
  webrtc::DataBuffer message{{}, false};
  {
    std::lock_guard lock(mutex_);
    if (messages_.empty()) return WRTC_EMPTY;
    webrtc::DataBuffer& first = messages_.front();
    *length = static_cast<int32_t>(first.size());
    if (*length > capacity) return WRTC_BUFFER_TOO_SMALL;
    message = std::move(first);
    messages_.pop_front();
    bytes_ -= *length + kMessageOverhead;
    count_.store(static_cast<int32_t>(messages_.size()), std::memory_order_release);
  }
  *is_text = message.binary ? 0 : 1;
  if (*length > 0) std::memcpy(buffer, message.data.cdata(), static_cast<size_t>(*length));
  return WRTC_OK;
}

int32_t ReceiveQueue::NextSize() const {
  std::lock_guard lock(mutex_);
  return messages_.empty() ? -1 : static_cast<int32_t>(messages_.front().size());
}

}  // namespace wrtc
