#include "receive_queue.h"

#include <chrono>
#include <cstring>
#include <utility>

namespace wrtc {
namespace {

int64_t Now() {
  using std::chrono::system_clock;  // counts from 1970-01-01 UTC since C++20
  return std::chrono::duration_cast<std::chrono::microseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

ReceiveQueue::Added ReceiveQueue::Add(const webrtc::DataBuffer& message) {
  const int64_t cost = static_cast<int64_t>(message.size()) + kMessageOverhead;
  std::lock_guard lock(mutex_);
  if (overflowed_ || bytes_ + cost > limit_) {
    overflowed_ = true;
    return Added::kOverflow;
  }
  bytes_ += cost;
  messages_.push_back({message, Now()});
  count_.store(static_cast<int32_t>(messages_.size()), std::memory_order_release);
  return messages_.size() == 1 ? Added::kFirst : Added::kMore;
}

wrtc_status ReceiveQueue::Take(uint8_t* buffer, int32_t capacity, wrtc_message_info* info) {
  if (count() == 0) return WRTC_EMPTY;
  Message message;
  {
    std::lock_guard lock(mutex_);
    if (messages_.empty()) return WRTC_EMPTY;
    Message& first = messages_.front();
    *info = {first.arrival_time, static_cast<int32_t>(first.buffer.size()), static_cast<uint8_t>(first.buffer.binary ? 0 : 1)};
    if (info->length > capacity) return WRTC_BUFFER_TOO_SMALL;
    message = std::move(first);
    messages_.pop_front();
    bytes_ -= info->length + kMessageOverhead;
    count_.store(static_cast<int32_t>(messages_.size()), std::memory_order_release);
  }
  if (info->length > 0) std::memcpy(buffer, message.buffer.data.cdata(), static_cast<size_t>(info->length));
  return WRTC_OK;
}

int32_t ReceiveQueue::NextSize() const {
  std::lock_guard lock(mutex_);
  return messages_.empty() ? -1 : static_cast<int32_t>(messages_.front().buffer.size());
}

}  // namespace wrtc
