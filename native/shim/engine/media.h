// The part of the seam that gives a factory audio and video.
#ifndef WRTC_ENGINE_MEDIA_H_
#define WRTC_ENGINE_MEDIA_H_

#include <string>

#include "shim/engine/engine.h"
#include "shim/engine/task_queues.h"
#include "shim/media/audio_engine.h"

namespace wrtc::engine {

// Call it after Network::Configure. The factory has the engine's own codecs, and no audio processing.
// The threads must outlive the factory.
void EnableMedia(webrtc::PeerConnectionFactoryDependencies& dependencies, AudioEngine audio, EncoderThreads& threads);

// A random identifier, for tracks.
std::string RandomId();

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_MEDIA_H_
