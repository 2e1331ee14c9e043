#include "shim/queue/event_queue.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "shim/runtime/counters.h"
#include "shim/runtime/last_error.h"

namespace wrtc {

void EventQueue::Push(Event event, const std::atomic<bool>* silenced) {
  {
    std::lock_guard lock(mutex_);
    if (closed_ || (silenced != nullptr && silenced->load(std::memory_order_relaxed)))
      return;  // its details die after the lock is released
    if (event.type == WRTC_EVENT_LOG && !AdmitLogLine(event)) return;
    waiting_.push_back(std::move(event));
    idle_.store(false, std::memory_order_release);
    Count(WRTC_COUNTER_EVENTS);
    if (Batch::IsOpen()) {
      if (!std::exchange(wakes_later_, true)) Batch::PutOff(shared_from_this());
      return;
    }
  }
  condition_.notify_one();
}

void EventQueue::OnBatchEnd() {
  {
    std::lock_guard lock(mutex_);
    wakes_later_ = false;
  }
  condition_.notify_one();
}

void EventQueue::Silence(std::atomic<bool>& silenced) {
  std::lock_guard lock(mutex_);
  silenced.store(true, std::memory_order_release);
}

bool EventQueue::AdmitLogLine(Event& line) {
  if (log_lines_ >= kMaxLogLines) {
    ++log_lines_dropped_;
    return false;
  }
  ++log_lines_;
  static_cast<DetailsOf<wrtc_log_line>&>(*line.details).structure.dropped = std::exchange(log_lines_dropped_, 0);
  return true;
}

int32_t EventQueue::Poll(wrtc_event* events, int32_t capacity, int32_t timeout_ms) {
  if (timeout_ms == 0 && idle_.load(std::memory_order_acquire)) return 0;
  std::unique_lock lock(mutex_);
  if (polling_) return Fail(WRTC_INVALID_STATE, "The queue is being polled by another thread.");
  polling_ = true;
  lent_.clear();
  if (timeout_ms != 0 && waiting_.empty()) {
    WaitForEvents(lock, timeout_ms);
    woken_ = false;  // only here: a poll that does not wait leaves the wake for a poll that does
  }
  const auto count = std::min<size_t>(static_cast<size_t>(capacity), waiting_.size());
  for (size_t i = 0; i < count; ++i) {
    lent_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
    const Event& event = lent_.back();
    if (event.type == WRTC_EVENT_LOG) --log_lines_;
    if (event.details) event.details->OnTaken();
    events[i] = {event.type, event.about, event.tag, event.state, event.details ? event.details->data() : nullptr};
  }
  idle_.store(waiting_.empty(), std::memory_order_release);
  polling_ = false;
  return static_cast<int32_t>(count);
}

void EventQueue::WaitForEvents(std::unique_lock<std::mutex>& lock, int32_t timeout_ms) {
  const auto ready = [this] { return woken_ || !waiting_.empty(); };
  if (timeout_ms > 0) {
    // Some systems end a wait early, by less than one tick of their clock.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
    while (!ready() && std::chrono::steady_clock::now() < deadline) condition_.wait_until(lock, deadline);
  } else {
    condition_.wait(lock, ready);
  }
  if (!waiting_.empty()) Count(WRTC_COUNTER_QUEUE_WAKEUPS);
}

void EventQueue::Wake() {
  {
    std::lock_guard lock(mutex_);
    woken_ = true;
  }
  condition_.notify_one();
}

void EventQueue::Close() {
  std::deque<Event> dropped;
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
    dropped.swap(waiting_);
  }
}

}  // namespace wrtc
