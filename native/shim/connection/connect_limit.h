// Limits how long a connection may be new or connecting.
#ifndef WRTC_CONNECT_LIMIT_H_
#define WRTC_CONNECT_LIMIT_H_

#include <optional>

#include "api/units/time_delta.h"
#include "shim/engine/engine.h"

namespace wrtc {

// The engine has no such limit: without an answer or without candidates of the peer it is new or connecting for ever. Time
// begins with the first description, and again when the connection is new or connecting after it was connected or failed. When
// it is over the caller gets "failed", while the engine still tries. So a later state of the engine is news for the caller.
// On the signaling thread only.
class ConnectLimit {
 public:
  using State = webrtc::PeerConnectionInterface::PeerConnectionState;

  explicit ConnectLimit(int32_t milliseconds) : limit_(webrtc::TimeDelta::Millis(milliseconds)) {}

  // Call with each state that the caller is to get. False for a failure that he has already got from the limit.
  bool Passes(State state);

  // Call after each state and each offer that is set, with the engine's state. Returns the time that begins now, if one does.
  std::optional<webrtc::TimeDelta> Begin(State state);

  // Identifies the time that has begun, for its end.
  int turn() const { return turn_; }

  // True if the time of that turn is over and the connection has failed by it.
  bool Ends(int turn);

  // Whether the caller has got the limit's failure and no later state.
  bool has_failed() const { return has_failed_; }

 private:
  const webrtc::TimeDelta limit_;  // zero: none
  bool is_running_ = false;
  bool has_failed_ = false;
  int turn_ = 0;
};

}  // namespace wrtc

#endif  // WRTC_CONNECT_LIMIT_H_
