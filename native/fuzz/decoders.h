// The codecs whose decoders are fuzzed, and inputs of our own encoders to begin with.
#ifndef WEBRTCNATIVE_FUZZ_DECODERS_H_
#define WEBRTCNATIVE_FUZZ_DECODERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "api/environment/environment.h"
#include "api/video/video_codec_type.h"
#include "api/video_codecs/sdp_video_format.h"

namespace fuzz {

struct Codec {
  webrtc::VideoCodecType type;
  const char* name;
};
inline constexpr Codec kCodecs[] = {{webrtc::kVideoCodecVP8, "VP8"},
                                    {webrtc::kVideoCodecVP9, "VP9"},
                                    {webrtc::kVideoCodecAV1, "AV1"},
                                    {webrtc::kVideoCodecH264, "H264"}};

// The first format of the codec, of those that a factory has; or one that it makes nothing of.
webrtc::SdpVideoFormat FormatOf(const std::vector<webrtc::SdpVideoFormat>& formats, const Codec& codec);

// An input is the codec's place in the table (one byte), then frames: what the packets said of it (one byte; bit 0: a key frame), its length (two
// bytes, low byte first), its bytes. The last frame may be cut off.
using Input = std::vector<uint8_t>;

// Some frames of a moving picture. Empty without an encoder.
Input MakeSeed(const webrtc::Environment& env, uint8_t codec);

// Writes the seeds into a folder of inputs, once.
void WriteSeeds(const webrtc::Environment& env, const std::string& folder);

}  // namespace fuzz

#endif  // WEBRTCNATIVE_FUZZ_DECODERS_H_
