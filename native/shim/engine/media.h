// The part of the seam that gives a factory audio and video.
#ifndef WRTC_ENGINE_MEDIA_H_
#define WRTC_ENGINE_MEDIA_H_

#include "shim/engine/engine.h"
#include "shim/engine/task_queues.h"
#include "shim/media/audio_engine.h"

namespace wrtc::engine {

// Whether the library can do audio and video. The library of WebRtcNative.DataOnly cannot (native/data_only).
bool HasMedia();

// Call it after Network::Configure. The factory has the engine's own codecs, and no audio processing.
// The threads must outlive the factory.
void EnableMedia(webrtc::PeerConnectionFactoryDependencies& dependencies, AudioEngine audio, EncoderThreads& threads);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_MEDIA_H_
