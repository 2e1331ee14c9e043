// Messages on their way from the caller's threads to the engine's, and the count of bytes that have not left yet.
#ifndef WRTC_SEND_QUEUE_H_
#define WRTC_SEND_QUEUE_H_

#include <atomic>
#include <mutex>

#include "shim/channel/message_list.h"
#include "webrtcnative.h"

namespace wrtc {

class SendQueue {
 public:
  enum class Added { kFirst, kMore, kFull };

  // kFirst: no task is on its way to take the messages, so the caller has to post one. Consecutive small sends share one task
  // in this way.
  Added Add(const uint8_t* data, int32_t length, bool is_text);

  // Moves the waiting messages into messages, which must be empty. They count as buffered until they are handed over.
  void TakeAll(MessageList& messages);
  void HandedOver(size_t messages) { count_.fetch_sub(static_cast<int64_t>(messages), std::memory_order_relaxed); }

  // Returns the bytes that are still buffered.
  int64_t Sent(int64_t bytes) { return buffered_.fetch_sub(bytes, std::memory_order_seq_cst) - bytes; }
  int64_t buffered() const { return buffered_.load(std::memory_order_seq_cst); }

 private:
  // libwebrtc's own limit, so that the engine never refuses a message that was accepted here.
  static constexpr int64_t kLimit = 16 * 1024 * 1024;
  // A bound for empty messages, which the byte limit does not count.
  static constexpr int64_t kMaxWaiting = 256 * 1024;

  std::mutex mutex_;
  MessageList waiting_;
  bool announced_ = false;
  std::atomic<int64_t> buffered_{0};
  std::atomic<int64_t> count_{0};
};

}  // namespace wrtc

#endif  // WRTC_SEND_QUEUE_H_
