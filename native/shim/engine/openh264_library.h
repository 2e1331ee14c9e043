// The functions of an OpenH264 that was found at run time.
#ifndef WRTC_ENGINE_OPENH264_LIBRARY_H_
#define WRTC_ENGINE_OPENH264_LIBRARY_H_

#include <wels/codec_api.h>
#include <wels/codec_ver.h>

namespace wrtc::engine {

struct OpenH264Library {
  decltype(&WelsCreateSVCEncoder) create_encoder;
  decltype(&WelsDestroySVCEncoder) destroy_encoder;
  decltype(&WelsCreateDecoder) create_decoder;
  decltype(&WelsDestroyDecoder) destroy_decoder;
  decltype(&WelsGetCodecVersionEx) get_version;
};

// Null if there is none.
const OpenH264Library* FindOpenH264();

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_OPENH264_LIBRARY_H_
