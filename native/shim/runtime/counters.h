// Counts the costs of messages, so that tests can check them without a stopwatch.
#ifndef WRTC_COUNTERS_H_
#define WRTC_COUNTERS_H_

#include <array>
#include <atomic>
#include <cstdint>

#include "webrtcnative.h"

namespace wrtc {

// Each on a cache line of its own: most are counted by one thread.
struct alignas(64) Counter {
  std::atomic<int64_t> value{0};
};

inline std::array<Counter, WRTC_COUNTER_ENCODED_FRAMES_OUT + 1> counters{};

inline void Count(wrtc_counter counter, int64_t amount = 1) {
  counters[counter].value.fetch_add(amount, std::memory_order_relaxed);
}

}  // namespace wrtc

#endif  // WRTC_COUNTERS_H_
