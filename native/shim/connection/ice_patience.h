// Keeps a connection for as long as the caller's timing says, where the engine would report failure earlier.
#ifndef WRTC_ICE_PATIENCE_H_
#define WRTC_ICE_PATIENCE_H_

#include <optional>

#include "api/units/time_delta.h"
#include "shim/engine/engine.h"

namespace wrtc {

// Both engines drop a candidate pair that received nothing for 30 s, whatever inactive_timeout is, and report failure with the
// last pair. They still listen, and reconnect when a check of the peer arrives, for example of a peer that was stopped. So with
// a longer timeout the failure is held back for the rest of it.
// On the signaling thread only.
class IcePatience {
 public:
  using Engine = webrtc::PeerConnectionInterface;

  // Call with each state of ICE. Returns how long to hold the state back; none if the caller is to get it now.
  std::optional<webrtc::TimeDelta> HoldsBack(Engine& engine, Engine::IceConnectionState state);

  bool is_holding() const { return is_holding_; }

  // Identifies the held-back failure, for the end of its time.
  int turn() const { return turn_; }

  // True if the failure of that turn is still held back; it is released then.
  bool Ends(int turn);

 private:
  bool is_holding_ = false;
  int turn_ = 0;
};

}  // namespace wrtc

#endif  // WRTC_ICE_PATIENCE_H_
