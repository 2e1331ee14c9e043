// H.264 by Cisco's OpenH264, if the machine has it. The engine has no coder of H.264, and neither the library nor its package may
// carry one: the licence of the patents covers the binary that Cisco or a distribution serves.
#ifndef WRTC_ENGINE_OPENH264_H_
#define WRTC_ENGINE_OPENH264_H_

#include <memory>

#include "api/video_codecs/video_decoder.h"
#include "api/video_codecs/video_encoder.h"

namespace wrtc::engine {

// Looks for the library at the first call, and keeps what it found for the life of the process.
bool HasOpenH264();

// Null without the library. The encoder writes constrained baseline profile; the decoder reads main and high too. Each codes in the thread that calls it, and starts no threads.
std::unique_ptr<webrtc::VideoEncoder> CreateOpenH264Encoder();
std::unique_ptr<webrtc::VideoDecoder> CreateOpenH264Decoder();

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_OPENH264_H_
