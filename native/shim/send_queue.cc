#include "send_queue.h"

#include <utility>

namespace wrtc {

SendQueue::Added SendQueue::Add(const uint8_t* data, int32_t length, bool is_text) {
  if (buffered_.fetch_add(length, std::memory_order_acq_rel) + length > kLimit) {
    buffered_.fetch_sub(length, std::memory_order_acq_rel);
    return Added::kFull;
  }
  // Copied before the lock is taken: many threads may send on one channel.
  webrtc::DataBuffer message({data, static_cast<size_t>(length)}, !is_text);
  std::lock_guard lock(mutex_);
  if (count_.load(std::memory_order_relaxed) >= kMaxWaiting) {
    buffered_.fetch_sub(length, std::memory_order_acq_rel);
    return Added::kFull;
  }
  count_.fetch_add(1, std::memory_order_relaxed);
  waiting_.push_back(std::move(message));
  return std::exchange(announced_, true) ? Added::kMore : Added::kFirst;
}

void SendQueue::TakeAll(std::vector<webrtc::DataBuffer>& messages) {
  std::lock_guard lock(mutex_);
  waiting_.swap(messages);
  announced_ = false;
}

}  // namespace wrtc
