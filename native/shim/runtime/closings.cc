#include "shim/runtime/closings.h"

namespace wrtc {

Closings& Closings::OfProcess() {
  static Closings* const closings = new Closings();
  return *closings;
}

void Closings::Begin() {
  std::lock_guard lock(mutex_);
  ++count_;
}

void Closings::End() {
  std::lock_guard lock(mutex_);
  if (--count_ == 0) condition_.notify_all();
}

int32_t Closings::Wait(std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  condition_.wait_for(lock, longest, [this] { return count_ == 0; });
  return count_;
}

}  // namespace wrtc
