// What the engine takes in place of sound cards: a device that does nothing, and a mixer that mixes nothing. Sound goes from
// sources to encoders and from decoders to readers, by our clock.
#ifndef WRTC_AUDIO_ENGINE_H_
#define WRTC_AUDIO_ENGINE_H_

#include "api/audio/audio_mixer.h"
#include "modules/audio_device/include/audio_device.h"
#include "shim/media/audio_clock.h"

namespace wrtc {

struct AudioEngine {
  // It never records: what a device records is sent by every sender, besides what the sender's own source has.
  webrtc::scoped_refptr<webrtc::AudioDeviceModule> device;

  // Each received stream is pulled by the clock, also when nobody reads it: otherwise the engine's jitter buffer would overflow.
  webrtc::scoped_refptr<webrtc::AudioMixer> mixer;
};

// The clock must outlive them.
AudioEngine CreateAudioEngine(AudioClock& clock);

}  // namespace wrtc

#endif  // WRTC_AUDIO_ENGINE_H_
