// One event that a caller has asked for, and that is due when a number of frames is reached.
#ifndef WRTC_SAMPLE_WAIT_H_
#define WRTC_SAMPLE_WAIT_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

#include "shim/queue/event_queue.h"

namespace wrtc {

struct SampleWait {
  std::shared_ptr<EventQueue> queue;  // null: nobody waits
  int64_t tag = 0;
  int64_t frames = 0;

  SampleWait Take() { return std::exchange(*this, SampleWait()); }

  // Outside the lock of the samples: it takes the queue's.
  void Push(wrtc_event_type type, wrtc_object_kind about, const std::atomic<bool>* silenced = nullptr) const {
    if (queue) queue->Push({.type = type, .about = about, .tag = tag}, silenced);
  }
};

}  // namespace wrtc

#endif  // WRTC_SAMPLE_WAIT_H_
