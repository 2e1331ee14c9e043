#include "shim/connection/connect_limit.h"

#include <utility>

namespace wrtc {

bool ConnectLimit::Passes(State state) {
  if (std::exchange(has_failed_, false) && state == State::kFailed) {
    has_failed_ = true;
    return false;
  }
  // A peer that only completes ICE is disconnected without having been connected; it gets no more time by that.
  if (state == State::kConnected || state == State::kFailed || state == State::kClosed) is_running_ = false;
  return true;
}

std::optional<webrtc::TimeDelta> ConnectLimit::Begin(State state) {
  if (limit_.IsZero() || is_running_ || (state != State::kNew && state != State::kConnecting)) return std::nullopt;
  is_running_ = true;
  ++turn_;
  return limit_;
}

bool ConnectLimit::Ends(int turn) {
  if (!is_running_ || turn != turn_) return false;
  is_running_ = false;
  has_failed_ = true;
  return true;
}

}  // namespace wrtc
