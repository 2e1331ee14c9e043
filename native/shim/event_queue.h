// The queue between libwebrtc's threads, which push, and the caller, who polls.
#ifndef WRTC_EVENT_QUEUE_H_
#define WRTC_EVENT_QUEUE_H_

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "live_objects.h"
#include "webrtcnative.h"

namespace wrtc {

// Closes and frees a channel handle that nobody took.
struct ChannelHandleDeleter {
  void operator()(wrtc_data_channel* channel) const { wrtc_data_channel_destroy(channel); }
};

// A wrtc_event that owns what it refers to.
struct Event {
  wrtc_event_type type;
  int64_t tag;
  int64_t operation = 0;
  int32_t value = 0;
  int32_t value2 = 0;
  wrtc_status status = WRTC_OK;
  wrtc_error_type error_type = WRTC_ERROR_TYPE_NONE;
  std::string text1 = {};
  std::string text2 = {};
  std::string text3 = {};
  std::unique_ptr<wrtc_data_channel, ChannelHandleDeleter> channel = nullptr;
};

class EventQueue {
 public:
  void Push(Event event);

  // As wrtc_queue_poll.
  int32_t Poll(wrtc_event* events, int32_t capacity, int32_t timeout_ms);
  void Wake();

  // Drops what is there and what comes.
  void Close();

 private:
  void WaitForEvents(std::unique_lock<std::mutex>& lock, int32_t timeout_ms);

  std::mutex mutex_;
  std::condition_variable condition_;
  std::deque<Event> waiting_;
  std::vector<Event> lent_;  // the last poll's events: their strings are in the caller's hands
  bool woken_ = false;
  bool polling_ = false;
  bool closed_ = false;
  std::atomic<bool> idle_{true};  // nothing waits: lets an empty poll, the commonest of all, do without the lock
  LiveObject<WRTC_OBJECT_KIND_QUEUE> live_;
};

}  // namespace wrtc

#endif  // WRTC_EVENT_QUEUE_H_
