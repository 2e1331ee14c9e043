// Connections whose closing has begun and whose peer is not told yet, for a process that is about to end.
#ifndef WRTC_CLOSINGS_H_
#define WRTC_CLOSINGS_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace wrtc {

class Closings {
 public:
  // Those of the process. Never destroyed, since engine threads close connections until the process ends.
  static Closings& OfProcess();

  void Begin();
  void End();

  // Waits until none is under way; returns how many still are.
  int32_t Wait(std::chrono::milliseconds longest);

 private:
  std::mutex mutex_;
  std::condition_variable condition_;
  int32_t count_ = 0;
};

}  // namespace wrtc

#endif  // WRTC_CLOSINGS_H_
