// Messages that arrived on a channel and wait for the caller. Bounded: a reliable channel may not drop silently, so it fails.
//
// The engine's thread never waits for a receiving thread, nor a receiving thread for it. The engine writes at the back and
// receivers read at the front; they share only the count and the links between blocks.
#ifndef WRTC_RECEIVE_QUEUE_H_
#define WRTC_RECEIVE_QUEUE_H_

#include <array>
#include <atomic>
#include <mutex>

#include "shim/engine/engine.h"
#include "webrtcnative.h"

namespace wrtc {

class ReceiveQueue {
 public:
  enum class Added { kFirst, kMore, kOverflow };

  explicit ReceiveQueue(int64_t limit) : limit_(limit) {}
  ~ReceiveQueue();
  ReceiveQueue(const ReceiveQueue&) = delete;
  ReceiveQueue& operator=(const ReceiveQueue&) = delete;

  // On one thread at a time. After an overflow the queue accepts no further messages.
  Added Add(const webrtc::DataBuffer& message);

  // As wrtc_data_channel_receive. From any threads.
  wrtc_status Take(uint8_t* buffer, int32_t capacity, wrtc_message_info* info);

  // No message will be added any more. The memory is freed with the last message.
  void End();

  int32_t count() const { return count_.load(std::memory_order_acquire); }
  int32_t NextSize();

 private:
  // A small message is copied, so that the engine can reuse its buffer; a large one keeps the engine's buffer.
  static constexpr int32_t kLargestSmall = 104;

  struct Message {
    webrtc::CopyOnWriteBuffer large;
    wrtc_message_info info;
    std::array<uint8_t, kLargestSmall> small;
  };

  static constexpr size_t kBlockSize = 8;  // small: each channel has one, and there may be thousands

  struct Block {
    std::array<Message, kBlockSize> messages;
    std::atomic<Block*> next{nullptr};
  };

  // The cost of a message besides its bytes, so that a flood of empty messages is bounded too.
  static constexpr int64_t kMessageOverhead = 64;

  Message& Oldest();
  void Free();

  const int64_t limit_;
  std::atomic<int32_t> count_{0};
  std::atomic<int64_t> bytes_{0};
  std::atomic<Block*> spare_{nullptr};  // an emptied block, kept for reuse

  // Used by receivers, under their lock.
  std::mutex takers_;
  Block* first_ = new Block;
  size_t taken_ = 0;  // of the first block
  bool ended_ = false;

  // Used by the adding thread.
  Block* last_ = first_;
  size_t added_ = 0;  // to the last block
  bool overflowed_ = false;
};

}  // namespace wrtc

#endif  // WRTC_RECEIVE_QUEUE_H_
