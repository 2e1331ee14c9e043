// The factories of coders that let encoded pictures pass.
#include <utility>
#include <vector>

#include "shim/engine/encoded.h"
#include "shim/engine/media_rtp.h"
#include "shim/media/switching_decoder.h"
#include "shim/media/switching_encoder.h"

namespace wrtc::engine {
namespace {

using Format = webrtc::SdpVideoFormat;

[[maybe_unused]] bool IsH264(const Format& format) { return format.name == "H264"; }

// The upstream engine has packets of H.264, but no coder of its own. Constrained baseline, main and high profile; others are sent
// as one of them.
std::vector<Format> WithH264(std::vector<Format> formats) {
#if defined(WRTC_ENGINE_UPSTREAM)
  for (const char* const profile : {"42e01f", "4d001f", "64001f"}) {
    formats.push_back(
        Format("H264", {{"profile-level-id", profile}, {"level-asymmetry-allowed", "1"}, {"packetization-mode", "1"}}));
  }
#endif
  return formats;
}

class PassingEncoders final : public webrtc::VideoEncoderFactory {
 public:
  explicit PassingEncoders(std::unique_ptr<webrtc::VideoEncoderFactory> encoders) : encoders_(std::move(encoders)) {}

  std::vector<Format> GetSupportedFormats() const override { return WithH264(encoders_->GetSupportedFormats()); }

#if defined(WRTC_ENGINE_UPSTREAM)
  CodecSupport QueryCodecSupport(const Format& format, std::optional<std::string> scalability_mode,
                                 std::optional<webrtc::Resolution> resolution) const override {
    if (IsH264(format)) return {.is_supported = !scalability_mode || *scalability_mode == "L1T1"};
    return encoders_->QueryCodecSupport(format, std::move(scalability_mode), resolution);
  }

  std::unique_ptr<webrtc::VideoEncoder> Create(const webrtc::Environment& env, const Format& format) override {
    return std::make_unique<SwitchingEncoder>(format.name,
                                              IsH264(format) && !CodesH264() ? nullptr : encoders_->Create(env, format));
  }
#else
  CodecSupport QueryCodecSupport(const Format& format, Optional<std::string> scalability_mode) const override {
    return encoders_->QueryCodecSupport(format, scalability_mode);
  }

  std::unique_ptr<webrtc::VideoEncoder> CreateVideoEncoder(const Format& format) override {
    return std::make_unique<SwitchingEncoder>(format.name, encoders_->CreateVideoEncoder(format));
  }
#endif

 private:
  const std::unique_ptr<webrtc::VideoEncoderFactory> encoders_;
};

class PassingDecoders final : public webrtc::VideoDecoderFactory {
 public:
  explicit PassingDecoders(std::unique_ptr<webrtc::VideoDecoderFactory> decoders) : decoders_(std::move(decoders)) {}

  std::vector<Format> GetSupportedFormats() const override { return WithH264(decoders_->GetSupportedFormats()); }

#if defined(WRTC_ENGINE_UPSTREAM)
  CodecSupport QueryCodecSupport(const Format& format, bool reference_scaling,
                                 std::optional<webrtc::Resolution> resolution) const override {
    if (IsH264(format)) return {.is_supported = !reference_scaling};
    return decoders_->QueryCodecSupport(format, reference_scaling, resolution);
  }

  std::unique_ptr<webrtc::VideoDecoder> Create(const webrtc::Environment& env, const Format& format) override {
    return std::make_unique<SwitchingDecoder>(format.name,
                                              IsH264(format) && !CodesH264() ? nullptr : decoders_->Create(env, format));
  }
#else
  CodecSupport QueryCodecSupport(const Format& format, bool reference_scaling) const override {
    return decoders_->QueryCodecSupport(format, reference_scaling);
  }

  std::unique_ptr<webrtc::VideoDecoder> CreateVideoDecoder(const Format& format) override {
    return std::make_unique<SwitchingDecoder>(format.name, decoders_->CreateVideoDecoder(format));
  }
#endif

 private:
  const std::unique_ptr<webrtc::VideoDecoderFactory> decoders_;
};

}  // namespace

std::unique_ptr<webrtc::VideoEncoderFactory> WithPassage(std::unique_ptr<webrtc::VideoEncoderFactory> encoders) {
  return std::make_unique<PassingEncoders>(std::move(encoders));
}

std::unique_ptr<webrtc::VideoDecoderFactory> WithPassage(std::unique_ptr<webrtc::VideoDecoderFactory> decoders) {
  return std::make_unique<PassingDecoders>(std::move(decoders));
}

}  // namespace wrtc::engine
