#include "shim/connection/ice_patience.h"

namespace wrtc {

std::optional<webrtc::TimeDelta> IcePatience::HoldsBack(Engine& engine, Engine::IceConnectionState state) {
  constexpr int kEngineDropsPairsAfterMs = 30'000;
  is_holding_ = false;
  if (state != Engine::kIceConnectionFailed) return std::nullopt;
  const int rest = engine.GetConfiguration().ice_inactive_timeout.value_or(0) - kEngineDropsPairsAfterMs;
  if (rest <= 0) return std::nullopt;
  is_holding_ = true;
  ++turn_;
  return webrtc::TimeDelta::Millis(rest);
}

bool IcePatience::Ends(int turn) {
  if (!is_holding_ || turn != turn_) return false;
  is_holding_ = false;
  return true;
}

}  // namespace wrtc
