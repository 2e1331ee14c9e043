// Tags of the objects that the remote peer makes.
#ifndef WRTC_REMOTE_TAGS_H_
#define WRTC_REMOTE_TAGS_H_

#include <atomic>
#include <cstdint>

namespace wrtc {

// They are negative; the caller's own tags are positive.
inline int64_t NextRemoteTag() {
  static std::atomic<int64_t> last{0};
  return last.fetch_sub(1, std::memory_order_relaxed) - 1;
}

}  // namespace wrtc

#endif  // WRTC_REMOTE_TAGS_H_
