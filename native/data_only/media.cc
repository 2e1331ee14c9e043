// In place of shim/engine/media.cc in the library of WebRtcNative.DataOnly: without it, the linker leaves out all audio and video.
#include "shim/engine/media.h"

namespace wrtc::engine {

bool HasMedia() { return false; }

void EnableMedia(webrtc::PeerConnectionFactoryDependencies& /*dependencies*/, AudioEngine /*audio*/,
                 EncoderThreads& /*threads*/) {}

}  // namespace wrtc::engine
