// When numbered frames were sent and seen.
#ifndef WRTC_BENCHMARKS_TIMELINE_H_
#define WRTC_BENCHMARKS_TIMELINE_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "figures.h"

namespace ceiling {

// Frames of one source on their way to one sink. Numbers are told apart within 256 frames.
class Timeline {
 public:
  // The number of the frame that is sent now.
  uint32_t Send() {
    sent_[next_ % sent_.size()].store(Now(), std::memory_order_release);
    return next_++;
  }

  void Seen(uint8_t number) { SeenSince(sent_[number].load(std::memory_order_acquire)); }

  void SeenSince(int64_t sent) {
    const std::lock_guard lock(mutex_);
    delays_.push_back(static_cast<double>(Now() - sent) / 1e6);
  }

  // Milliseconds, of the frames seen since the last call.
  std::vector<double> TakeDelays() {
    const std::lock_guard lock(mutex_);
    return std::exchange(delays_, {});
  }

 private:
  std::array<std::atomic<int64_t>, 256> sent_{};
  uint32_t next_ = 0;
  std::mutex mutex_;
  std::vector<double> delays_;
};

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_TIMELINE_H_
