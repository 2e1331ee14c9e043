// The engine's audio device, which plays nothing: it only tells the statistics "media-playout" what the clock of sound has handed out. The
// older engine has no such statistics.
#ifndef WRTC_ENGINE_PLAYOUT_H_
#define WRTC_ENGINE_PLAYOUT_H_

#include <cstdint>

#include "modules/audio_device/include/audio_device_default.h"
#include "shim/engine/engine.h"

#if defined(WRTC_ENGINE_UPSTREAM)
#include <optional>
#endif

namespace wrtc::engine {

// Steps of 10 ms.
struct Playout {
  int64_t steps = 0;
  int64_t missed = 0;
  int64_t interruptions = 0;  // times that steps were missed
};

class SilentDevice : public webrtc::webrtc_impl::AudioDeviceModuleDefault<webrtc::AudioDeviceModule> {
 public:
  // From any thread.
  virtual Playout playout() const = 0;

#if defined(WRTC_ENGINE_UPSTREAM)
  // Readers take the sound where the engine hands it out, so there is no delay of a device.
  std::optional<Stats> GetStats() const override {
    constexpr double kSeconds = 0.01;
    constexpr uint64_t kSamples = 480;  // at the highest rate
    const Playout now = playout();
    Stats stats;
    stats.synthesized_samples_duration_s = static_cast<double>(now.missed) * kSeconds;
    stats.synthesized_samples_events = static_cast<uint64_t>(now.interruptions);
    stats.total_samples_duration_s = static_cast<double>(now.steps + now.missed) * kSeconds;
    stats.total_samples_count = static_cast<uint64_t>(now.steps + now.missed) * kSamples;
    return stats;
  }
#endif
};

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_PLAYOUT_H_
