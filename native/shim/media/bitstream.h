// What a sender must know of an encoded frame: read from its first bytes.
#ifndef WRTC_BITSTREAM_H_
#define WRTC_BITSTREAM_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "webrtcnative.h"

namespace wrtc {

struct FrameBytes {
  const uint8_t* data = nullptr;
  size_t length = 0;
};

struct InspectedFrame {
  FrameBytes bytes;                    // as they are sent: without AV1's temporal delimiter
  std::vector<FrameBytes> parameters;  // SPS and PPS, or AV1's sequence header, where the frame has them
  bool is_key = false;
  bool has_parameters = false;  // all that a key frame needs
  int width = 0, height = 0;    // 0: the frame does not say
};

// Reads a frame of a codec. The text says what is wrong; empty: nothing.
std::string Inspect(wrtc_video_codec codec, FrameBytes bytes, InspectedFrame& frame);

const char* NameOf(wrtc_video_codec codec);

}  // namespace wrtc

#endif  // WRTC_BITSTREAM_H_
