#include "shim/channel/receive_queue.h"

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

ReceiveQueue::~ReceiveQueue() { Free(); }

void ReceiveQueue::Free() {
  delete spare_.exchange(nullptr, std::memory_order_acquire);
  while (first_ != nullptr) delete std::exchange(first_, first_->next.load(std::memory_order_acquire));
}

void ReceiveQueue::End() {
  std::lock_guard lock(takers_);
  ended_ = true;
  if (count() == 0) Free();
}

ReceiveQueue::Added ReceiveQueue::Add(const webrtc::DataBuffer& message) {
  const int64_t cost = static_cast<int64_t>(message.size()) + kMessageOverhead;
  if (overflowed_ || bytes_.load(std::memory_order_relaxed) + cost > limit_) {
    overflowed_ = true;
    return Added::kOverflow;
  }
  bytes_.fetch_add(cost, std::memory_order_relaxed);
  if (added_ == kBlockSize) {
    Block* block = spare_.exchange(nullptr, std::memory_order_acquire);
    if (block == nullptr) block = new Block;
    last_->next.store(block, std::memory_order_release);
    last_ = block;
    added_ = 0;
  }
  Message& last = last_->messages[added_++];
  const auto length = static_cast<int32_t>(message.size());
  last.info = {Now(), length, static_cast<uint8_t>(message.binary ? 0 : 1)};
  if (length > kLargestSmall) {
    last.large = message.data;
  } else if (length > 0) {
    std::memcpy(last.small.data(), message.data.cdata(), message.size());
  }
  return count_.fetch_add(1, std::memory_order_acq_rel) == 0 ? Added::kFirst : Added::kMore;
}

// The queue must not be empty. The message's block was linked before the message was counted.
ReceiveQueue::Message& ReceiveQueue::Oldest() {
  if (taken_ == kBlockSize) {
    Block* const emptied = std::exchange(first_, first_->next.load(std::memory_order_acquire));
    taken_ = 0;
    emptied->next.store(nullptr, std::memory_order_relaxed);
    delete spare_.exchange(emptied, std::memory_order_acq_rel);
  }
  return first_->messages[taken_];
}

wrtc_status ReceiveQueue::Take(uint8_t* buffer, int32_t capacity, wrtc_message_info* info) {
  if (count() == 0) return WRTC_EMPTY;
  webrtc::CopyOnWriteBuffer large;
  {
    std::lock_guard lock(takers_);
    if (count() == 0) return WRTC_EMPTY;
    Message& oldest = Oldest();
    *info = oldest.info;
    if (info->length > capacity) return WRTC_BUFFER_TOO_SMALL;
    if (info->length > kLargestSmall) {
      large = std::move(oldest.large);
    } else if (info->length > 0) {
      std::memcpy(buffer, oldest.small.data(), static_cast<size_t>(info->length));
    }
    ++taken_;
    bytes_.fetch_sub(info->length + kMessageOverhead, std::memory_order_relaxed);
    if (count_.fetch_sub(1, std::memory_order_acq_rel) == 1 && ended_) Free();
  }
  // Outside the lock: other threads may take messages meanwhile.
  if (info->length > kLargestSmall) std::memcpy(buffer, large.cdata(), large.size());
  return WRTC_OK;
}

int32_t ReceiveQueue::NextSize() {
  std::lock_guard lock(takers_);
  return count() == 0 ? -1 : Oldest().info.length;
}

}  // namespace wrtc
