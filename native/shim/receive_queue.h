// Messages that arrived on a channel and wait for the caller. Bounded: a reliable channel may not drop silently, so it fails.
#ifndef WRTC_RECEIVE_QUEUE_H_
#define WRTC_RECEIVE_QUEUE_H_

#include <atomic>
#include <deque>
#include <mutex>

#include "engine.h"
#include "webrtcnative.h"

namespace wrtc {

class ReceiveQueue {
 public:
  enum class Added { kFirst, kMore, kOverflow };

  explicit ReceiveQueue(int64_t limit) : limit_(limit) {}

  // After an overflow nothing is taken in any more.
  Added Add(const webrtc::DataBuffer& message);

  // As wrtc_data_channel_receive.
  wrtc_status Take(uint8_t* buffer, int32_t capacity, wrtc_message_info* info);

  int32_t count() const { return count_.load(std::memory_order_acquire); }
  int32_t NextSize() const;

 private:
  struct Message {
    webrtc::DataBuffer buffer{{}, false};
    int64_t arrival_time = 0;
  };

  // What a message costs besides its bytes, so that a flood of empty ones is bounded too.
  static constexpr int64_t kMessageOverhead = 64;

  const int64_t limit_;
  mutable std::mutex mutex_;
  std::deque<Message> messages_;
  int64_t bytes_ = 0;
  bool overflowed_ = false;
  std::atomic<int32_t> count_{0};
};

}  // namespace wrtc

#endif  // WRTC_RECEIVE_QUEUE_H_
