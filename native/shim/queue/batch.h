// Coalesces the wake-ups of one receive batch. The datagrams of one system call bring several messages, and a thread that sleeps
// until there is one is woken once for all of them.
#ifndef WRTC_BATCH_H_
#define WRTC_BATCH_H_

#include <memory>
#include <utility>
#include <vector>

namespace wrtc {

class BatchEnd {
 public:
  virtual void OnBatchEnd() = 0;

 protected:
  ~BatchEnd() = default;
};

// A thread is in a batch while an object of this class is in scope. Batches do not nest.
class Batch {
 public:
  Batch() { is_open_ = true; }
  ~Batch() {
    is_open_ = false;
    for (const auto& end : ends_) end->OnBatchEnd();
    ends_.clear();
  }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  static bool IsOpen() { return is_open_; }
  static void PutOff(std::shared_ptr<BatchEnd> end) { ends_.push_back(std::move(end)); }

 private:
  static inline thread_local bool is_open_ = false;
  static inline thread_local std::vector<std::shared_ptr<BatchEnd>> ends_;
};

}  // namespace wrtc

#endif  // WRTC_BATCH_H_
