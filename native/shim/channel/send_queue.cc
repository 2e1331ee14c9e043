#include "shim/channel/send_queue.h"

#include <optional>
#include <utility>

namespace wrtc {

SendQueue::Added SendQueue::Add(const uint8_t* data, int32_t length, bool is_text) {
  if (buffered_.fetch_add(length, std::memory_order_acq_rel) + length > kLimit) {
    buffered_.fetch_sub(length, std::memory_order_acq_rel);
    return Added::kFull;
  }
  // Large messages are copied before the lock is taken: many threads may send on one channel.
  const auto size = static_cast<size_t>(length);
  std::optional<webrtc::DataBuffer> large;
  if (size > MessageList::kLargestSmall) large.emplace(webrtc::CopyOnWriteBuffer(data, size), !is_text);
  std::lock_guard lock(mutex_);
  if (count_.load(std::memory_order_relaxed) >= kMaxWaiting) {
    buffered_.fetch_sub(length, std::memory_order_acq_rel);
    return Added::kFull;
  }
  count_.fetch_add(1, std::memory_order_relaxed);
  if (large) {
    waiting_.AddLarge(*std::move(large));
  } else {
    waiting_.AddSmall(data, size, is_text);
  }
  return std::exchange(announced_, true) ? Added::kMore : Added::kFirst;
}

void SendQueue::TakeAll(MessageList& messages) {
  std::lock_guard lock(mutex_);
  std::swap(waiting_, messages);
  announced_ = false;
}

}  // namespace wrtc
