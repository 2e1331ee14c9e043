// The library has no microphone and no loudspeaker: its audio device is a clock of its own (media/audio_clock.h). The engine
// asks for the system's devices where a program brings none, by this one function; with it defined here the linker leaves out
// the code of every sound system, and no sound library of a system is needed.
#if defined(WRTC_ENGINE_UPSTREAM)
#include "api/audio/create_audio_device_module.h"

#include "api/audio/audio_device.h"
#include "api/environment/environment.h"
#include "api/scoped_refptr.h"

namespace webrtc {

scoped_refptr<AudioDeviceModule> CreateAudioDeviceModule(const Environment& /*environment*/,
                                                         AudioDeviceModule::AudioLayer /*layer*/) {
  return nullptr;
}

}  // namespace webrtc
#endif
