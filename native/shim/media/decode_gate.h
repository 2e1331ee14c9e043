// Whether a track's frames have to be decoded: counts of its readers.
#ifndef WRTC_DECODE_GATE_H_
#define WRTC_DECODE_GATE_H_

#include <array>
#include <atomic>

#include "webrtcnative.h"

namespace wrtc {

struct DecodeGate {
  std::atomic<int> readers_of_pictures{0};
  std::array<std::atomic<int>, WRTC_DECODE_NEVER + 1> readers_of_encoded{};  // by wrtc_decode
  std::atomic<bool> wants_key_frame{false};

  bool is_open() const {
    const auto count = [this](wrtc_decode decode) { return readers_of_encoded[decode].load(std::memory_order_relaxed); };
    if (count(WRTC_DECODE_NEVER) > 0) return false;
    return count(WRTC_DECODE_ALWAYS) > 0 || count(WRTC_DECODE_WHEN_READ) == 0 ||
           readers_of_pictures.load(std::memory_order_relaxed) > 0;
  }
};

}  // namespace wrtc

#endif  // WRTC_DECODE_GATE_H_
