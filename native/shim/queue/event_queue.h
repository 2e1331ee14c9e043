// The queue between libwebrtc's threads, which push, and the caller, who polls.
#ifndef WRTC_EVENT_QUEUE_H_
#define WRTC_EVENT_QUEUE_H_

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "shim/queue/batch.h"
#include "shim/queue/event.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class EventQueue final : public BatchEnd, public std::enable_shared_from_this<EventQueue> {
 public:
  // Drops the event if its object was silenced; an event without a flag cannot be. In a batch the event is queued at once, but a
  // sleeping thread is woken at the end of the batch.
  void Push(Event event, const std::atomic<bool>* silenced = nullptr);

  // Sets the flag. When this returns, no more events of that object are queued.
  void Silence(std::atomic<bool>& silenced);

  // As wrtc_queue_poll.
  int32_t Poll(wrtc_event* events, int32_t capacity, int32_t timeout_ms);
  void Wake();

  // Drops all queued events and all later ones.
  void Close();

 private:
  // The engine may log faster than the caller polls.
  static constexpr int kMaxLogLines = 1024;

  void OnBatchEnd() override;
  bool AdmitLogLine(Event& line);
  void WaitForEvents(std::unique_lock<std::mutex>& lock, int32_t timeout_ms);

  std::mutex mutex_;
  std::condition_variable condition_;
  std::deque<Event> waiting_;
  std::vector<Event> lent_;  // the last poll's events, which the caller may still read
  int log_lines_ = 0;        // in waiting_
  int log_lines_dropped_ = 0;
  bool woken_ = false;
  bool wakes_later_ = false;  // at the end of some thread's batch
  bool polling_ = false;
  bool closed_ = false;
  std::atomic<bool> idle_{true};  // waiting_ is empty: lets an empty poll, the most common one, skip the lock
  LiveObject<WRTC_OBJECT_KIND_QUEUE> live_;
};

}  // namespace wrtc

#endif  // WRTC_EVENT_QUEUE_H_
