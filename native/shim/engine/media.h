// The part of the seam that gives a factory audio and video.
#ifndef WRTC_ENGINE_MEDIA_H_
#define WRTC_ENGINE_MEDIA_H_

#include <memory>

#include "api/video_codecs/video_decoder_factory.h"
#include "api/video_codecs/video_encoder_factory.h"
#include "shim/engine/engine.h"
#include "shim/engine/task_queues.h"
#include "shim/media/audio_engine.h"

namespace wrtc::engine {

// Whether the library can do audio and video. The library of WebRtcNative.DataOnly cannot (native/data_only).
bool HasMedia();

// What a call is told that needs it.
constexpr char kDataOnly[] =
    "This native library has data channels only: it is that of the package WebRtcNative.DataOnly. Without that package it has audio "
    "and video.";

// Call it after Network::Configure. The factory has the engine's own codecs, and no audio processing.
// The threads must outlive the factory.
void EnableMedia(webrtc::PeerConnectionFactoryDependencies& dependencies, AudioEngine audio, EncoderThreads& threads);

// The coders of pictures that EnableMedia gives a factory.
std::unique_ptr<webrtc::VideoEncoderFactory> CreateEncoders();
std::unique_ptr<webrtc::VideoDecoderFactory> CreateDecoders();

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_MEDIA_H_
