// Keeps a connection for as long as the caller's timing says, where the engine would call it failed before.
#ifndef WRTC_ICE_PATIENCE_H_
#define WRTC_ICE_PATIENCE_H_

#include <optional>

#include "api/units/time_delta.h"
#include "shim/engine/engine.h"

namespace wrtc {

// Both engines drop a candidate pair over which nothing has come for 30 s, whatever inactive_timeout is, and call the connection
// failed with the last pair. They still listen, and it is connected again when a check of the peer comes: of one that was
// stopped, for example. So with a longer timeout the failure is held back for the rest of it.
// On the signaling thread only.
class IcePatience {
 public:
  using Engine = webrtc::PeerConnectionInterface;

  // To be told of each state of ICE. How long it is to be held back; none if the caller is to hear of it.
  std::optional<webrtc::TimeDelta> HoldsBack(Engine& engine, Engine::IceConnectionState state);

  bool is_holding() const { return is_holding_; }

  // Identifies what is held back, for the end of its time.
  int turn() const { return turn_; }

  // True when that turn still holds a failure back, which it does no more then.
  bool Ends(int turn);

 private:
  bool is_holding_ = false;
  int turn_ = 0;
};

}  // namespace wrtc

#endif  // WRTC_ICE_PATIENCE_H_
