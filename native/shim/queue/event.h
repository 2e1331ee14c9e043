// An event in the queue, which owns everything it points to.
#ifndef WRTC_EVENT_H_
#define WRTC_EVENT_H_

#include <forward_list>
#include <memory>
#include <string>
#include <utility>

#include "webrtcnative.h"

namespace wrtc {

// The details of an event: a structure of the C interface, with everything that it points to.
class EventDetails {
 public:
  virtual ~EventDetails() = default;

  virtual const void* data() const = 0;

  // Called when the caller has polled the event: the caller now owns the objects that the C interface gives it.
  virtual void OnTaken() {}
};

template <typename Structure>
class DetailsOf : public EventDetails {
 public:
  const void* data() const final { return &structure; }

  // The text lives as long as the event.
  wrtc_string Keep(std::string text) {
    const std::string& kept = kept_.emplace_front(std::move(text));
    return {kept.data(), static_cast<int32_t>(kept.size())};
  }
  wrtc_bytes KeepBytes(std::string bytes) {
    const wrtc_string kept = Keep(std::move(bytes));
    return {reinterpret_cast<const uint8_t*>(kept.data), kept.length};
  }

  Structure structure{};

 private:
  std::forward_list<std::string> kept_;  // its elements never move
};

struct Event {
  wrtc_event_type type;
  wrtc_object_kind about;
  int64_t tag;
  int32_t state = 0;
  std::unique_ptr<EventDetails> details = nullptr;
};

inline Event ConnectionEvent(wrtc_event_type type, int64_t tag, std::unique_ptr<EventDetails> details = nullptr) {
  return {.type = type, .about = WRTC_OBJECT_KIND_PEER_CONNECTION, .tag = tag, .details = std::move(details)};
}

inline Event ConnectionStateEvent(wrtc_event_type type, int64_t tag, int state, std::unique_ptr<EventDetails> details = nullptr) {
  return {.type = type, .about = WRTC_OBJECT_KIND_PEER_CONNECTION, .tag = tag, .state = state, .details = std::move(details)};
}

inline Event ChannelEvent(wrtc_event_type type, int64_t tag, int state = 0, std::unique_ptr<EventDetails> details = nullptr) {
  return {.type = type, .about = WRTC_OBJECT_KIND_DATA_CHANNEL, .tag = tag, .state = state, .details = std::move(details)};
}

}  // namespace wrtc

#endif  // WRTC_EVENT_H_
