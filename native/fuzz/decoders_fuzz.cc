// Frames of a hostile peer, as they come out of the packets, in the decoders that connections use. WEBRTCNATIVE_FUZZ_CODEC (such as "VP9") chooses
// one of them; else each input does. The decoders themselves are not instrumented: AddressSanitizer sees their memory by malloc and memcpy only, and
// libFuzzer mutates blindly. All pixels of each picture are read.
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <memory>
#include <optional>

#include "api/environment/environment_factory.h"
#include "api/video/encoded_image.h"
#include "api/video/video_frame.h"
#include "api/video_codecs/sdp_video_format.h"
#include "api/video_codecs/video_decoder.h"
#include "fuzz/decoders.h"
#include "shim/engine/media.h"

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

const webrtc::Environment& Env() {
  static const webrtc::Environment env = webrtc::CreateEnvironment();
  return env;
}

std::optional<uint8_t> OnlyCodec() {
  const char* const name = std::getenv("WEBRTCNATIVE_FUZZ_CODEC");
  for (uint8_t i = 0; name != nullptr && i < std::size(fuzz::kCodecs); ++i) {
    if (std::strcmp(name, fuzz::kCodecs[i].name) == 0) return i;
  }
  return std::nullopt;
}

class Viewer final : public webrtc::DecodedImageCallback {
 public:
  int32_t Decoded(webrtc::VideoFrame& frame) override {
    const auto picture = frame.video_frame_buffer()->ToI420();
    if (!picture) return 0;
    if (picture->width() < 1 || picture->height() < 1) std::abort();
    Read(picture->DataY(), picture->StrideY(), picture->width(), picture->height());
    Read(picture->DataU(), picture->StrideU(), picture->ChromaWidth(), picture->ChromaHeight());
    Read(picture->DataV(), picture->StrideV(), picture->ChromaWidth(), picture->ChromaHeight());
    ++count;
    return 0;
  }

  int count = 0;
  uint32_t sum = 0;

 private:
  void Read(const uint8_t* data, int stride, int width, int height) {
    for (int y = 0; y < height; ++y, data += stride) {
      for (int x = 0; x < width; ++x) sum += data[x];
    }
  }
};

// Returns how many pictures came out.
int Decode(const uint8_t* data, size_t size, const fuzz::Codec& codec) {
  static const auto decoders = wrtc::engine::CreateDecoders();
  Viewer viewer;
  const auto decoder = decoders->Create(Env(), fuzz::FormatOf(decoders->GetSupportedFormats(), codec));
  webrtc::VideoDecoder::Settings settings;
  settings.set_codec_type(codec.type);
  settings.set_max_render_resolution({320, 240});
  settings.set_number_of_cores(1);
  if (!decoder || !decoder->Configure(settings)) return 0;
  decoder->RegisterDecodeCompleteCallback(&viewer);

  uint32_t time = 0;
  for (size_t at = 1; at + 3 < size;) {
    const size_t length = std::min<size_t>(data[at + 1] | data[at + 2] << 8, size - at - 3);
    webrtc::EncodedImage image;
    image.SetEncodedData(webrtc::EncodedImageBuffer::Create(data + at + 3, length));
    image.SetFrameType((data[at] & 1) != 0 ? webrtc::VideoFrameType::kVideoFrameKey : webrtc::VideoFrameType::kVideoFrameDelta);
    image.SetRtpTimestamp(time += 3000);
    decoder->Decode(image, 0);
    at += 3 + length;
  }
  decoder->Release();
  return viewer.count;
}

}  // namespace

// The first folder of inputs gets the seeds. They must be decoded, or the rest would prove nothing.
int LLVMFuzzerInitialize(int* argc, char*** argv) {
  for (uint8_t i = 0; i < std::size(fuzz::kCodecs); ++i) {
    const fuzz::Input seed = fuzz::MakeSeed(Env(), i);
    const int count = Decode(seed.data(), seed.size(), fuzz::kCodecs[i]);
    std::fprintf(stderr, "%s: a seed of %zu bytes, %d pictures\n", fuzz::kCodecs[i].name, seed.size(), count);
    if (!seed.empty() && count == 0) std::abort();
  }
  for (int i = 1; i < *argc; ++i) {
    struct stat status {};
    if ((*argv)[i][0] == '-' || stat((*argv)[i], &status) != 0 || !S_ISDIR(status.st_mode)) continue;
    fuzz::WriteSeeds(Env(), (*argv)[i]);
    break;
  }
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::optional<uint8_t> only = OnlyCodec();
  if (size > 0) Decode(data, size, fuzz::kCodecs[only.value_or(data[0] % std::size(fuzz::kCodecs))]);
  return 0;
}
