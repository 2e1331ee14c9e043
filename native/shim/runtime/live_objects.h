// Counts the objects behind the handles, so that tests and diagnostics can see a leak.
#ifndef WRTC_LIVE_OBJECTS_H_
#define WRTC_LIVE_OBJECTS_H_

#include <array>
#include <atomic>

#include "webrtcnative.h"

namespace wrtc {

inline std::array<std::atomic<int32_t>, WRTC_OBJECT_KIND_TRANSFORM_FRAME + 1> live_objects{};

// A member of each counted class.
template <wrtc_object_kind Kind>
class LiveObject {
 public:
  LiveObject() { live_objects[Kind].fetch_add(1, std::memory_order_relaxed); }
  ~LiveObject() { live_objects[Kind].fetch_sub(1, std::memory_order_relaxed); }
  LiveObject(const LiveObject&) = delete;
  LiveObject& operator=(const LiveObject&) = delete;
};

}  // namespace wrtc

#endif  // WRTC_LIVE_OBJECTS_H_
