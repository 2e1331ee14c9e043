#include "shim/engine/openh264.h"

#if defined(WRTC_OPENH264) && !defined(WEBRTC_WIN)
#include <dlfcn.h>

#include "shim/engine/openh264_library.h"

namespace wrtc::engine {
namespace {

// Its structures have the layout of our headers. The loader finds the copy of the distribution, which mends its faults.
#if defined(WEBRTC_MAC)
constexpr const char* kOpenH264Name = "libopenh264.7.dylib";
#else
constexpr const char* kOpenH264Name = "libopenh264.so.7";
#endif

template <typename Function>
bool Resolve(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  return function != nullptr;
}

bool LoadOpenH264(OpenH264Library& functions) {
  // Never closed: coders may live as long as the process.
  void* const library = dlopen(kOpenH264Name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return false;
  OpenH264Version version{};
  if (!Resolve(library, "WelsCreateSVCEncoder", functions.create_encoder) ||
      !Resolve(library, "WelsDestroySVCEncoder", functions.destroy_encoder) ||
      !Resolve(library, "WelsCreateDecoder", functions.create_decoder) ||
      !Resolve(library, "WelsDestroyDecoder", functions.destroy_decoder) ||
      !Resolve(library, "WelsGetCodecVersionEx", functions.get_version)) {
    return false;
  }
  functions.get_version(&version);
  return version.uMajor == OPENH264_MAJOR && version.uMinor >= OPENH264_MINOR;
}

}  // namespace

const OpenH264Library* FindOpenH264() {
  static OpenH264Library functions;
  static const bool is_there = LoadOpenH264(functions);
  return is_there ? &functions : nullptr;
}

bool HasOpenH264() { return FindOpenH264() != nullptr; }

}  // namespace wrtc::engine

#else

namespace wrtc::engine {

bool HasOpenH264() { return false; }
std::unique_ptr<webrtc::VideoEncoder> CreateOpenH264Encoder() { return nullptr; }
std::unique_ptr<webrtc::VideoDecoder> CreateOpenH264Decoder() { return nullptr; }

}  // namespace wrtc::engine

#endif
