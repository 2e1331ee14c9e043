#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>

#include "api/video/i420_buffer.h"
#include "api/video/video_bitrate_allocation.h"
#include "api/video/video_frame.h"
#include "api/video_codecs/sdp_video_format.h"
#include "api/video_codecs/video_codec.h"
#include "api/video_codecs/video_encoder.h"
#include "fuzz/decoders.h"
#include "shim/engine/media.h"

namespace fuzz {
namespace {

constexpr int kWidth = 64, kHeight = 48, kFrames = 4, kBitrate = 300'000, kRate = 30;

class Collector final : public webrtc::EncodedImageCallback {
 public:
  explicit Collector(Input& to) : to_(to) {}

  Result OnEncodedImage(const webrtc::EncodedImage& image, const webrtc::CodecSpecificInfo* /*info*/) override {
    to_.push_back(image.IsKey() ? 1 : 0);
    to_.push_back(static_cast<uint8_t>(image.size()));
    to_.push_back(static_cast<uint8_t>(image.size() >> 8));
    to_.insert(to_.end(), image.data(), image.data() + image.size());
    return Result(Result::OK);
  }
  void OnFrameDropped(uint32_t /*rtp_timestamp*/, int /*spatial_id*/, bool /*is_end_of_temporal_unit*/) override {}

 private:
  Input& to_;
};

webrtc::VideoCodec Settings(webrtc::VideoCodecType type) {
  webrtc::VideoCodec settings;
  settings.codecType = type;
  settings.width = kWidth;
  settings.height = kHeight;
  settings.startBitrate = settings.maxBitrate = kBitrate / 1000;
  settings.minBitrate = 30;
  settings.maxFramerate = kRate;
  settings.qpMax = 56;
  settings.active = true;
  settings.mode = webrtc::VideoCodecMode::kRealtimeVideo;
  settings.SetScalabilityMode(webrtc::ScalabilityMode::kL1T1);
  if (type == webrtc::kVideoCodecVP8) *settings.VP8() = webrtc::VideoEncoder::GetDefaultVp8Settings();
  if (type == webrtc::kVideoCodecVP9) *settings.VP9() = webrtc::VideoEncoder::GetDefaultVp9Settings();
  if (type == webrtc::kVideoCodecH264) *settings.H264() = webrtc::VideoEncoder::GetDefaultH264Settings();
  auto& layer = settings.spatialLayers[0];
  layer.width = kWidth;
  layer.height = kHeight;
  layer.maxFramerate = kRate;
  layer.numberOfTemporalLayers = 1;
  layer.minBitrate = 30;
  layer.targetBitrate = layer.maxBitrate = kBitrate / 1000;
  layer.qpMax = 56;
  layer.active = true;
  return settings;
}

webrtc::VideoFrame Picture(int number) {
  const auto picture = webrtc::I420Buffer::Create(kWidth, kHeight);
  webrtc::I420Buffer::SetBlack(picture.get());
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      picture->MutableDataY()[y * picture->StrideY() + x] = static_cast<uint8_t>(3 * x + 5 * y + 9 * number);
    }
  }
  return webrtc::VideoFrame::Builder()
      .set_video_frame_buffer(picture)
      .set_rtp_timestamp(static_cast<uint32_t>(number * (90'000 / kRate)))
      .set_timestamp_us(static_cast<int64_t>(number) * (1'000'000 / kRate))
      .build();
}

}  // namespace

webrtc::SdpVideoFormat FormatOf(const std::vector<webrtc::SdpVideoFormat>& formats, const Codec& codec) {
  const auto found = std::find_if(formats.begin(), formats.end(), [&](const auto& format) { return format.name == codec.name; });
  return found != formats.end() ? *found : webrtc::SdpVideoFormat(codec.name);  // H.264 without OpenH264: no coder is made of it
}

Input MakeSeed(const webrtc::Environment& env, uint8_t codec) {
  Input seed{codec};
  const webrtc::VideoCodec settings = Settings(kCodecs[codec].type);
  static const auto encoders = wrtc::engine::CreateEncoders();  // an encoder may make others
  const auto encoder = encoders->Create(env, FormatOf(encoders->GetSupportedFormats(), kCodecs[codec]));
  Collector collector(seed);
  if (!encoder ||
      encoder->InitEncode(&settings, webrtc::VideoEncoder::Settings(webrtc::VideoEncoder::Capabilities(false), 1, 1200)) != 0) {
    return {};
  }
  encoder->RegisterEncodeCompleteCallback(&collector);
  webrtc::VideoBitrateAllocation bitrate;
  bitrate.SetBitrate(0, 0, kBitrate);
  encoder->SetRates(webrtc::VideoEncoder::RateControlParameters(bitrate, kRate));
  for (int number = 0; number < kFrames; ++number) {
    const std::vector<webrtc::VideoFrameType> types{number == 0 ? webrtc::VideoFrameType::kVideoFrameKey
                                                                : webrtc::VideoFrameType::kVideoFrameDelta};
    encoder->Encode(Picture(number), &types);
  }
  encoder->Release();
  return seed.size() > 1 ? seed : Input{};
}

void WriteSeeds(const webrtc::Environment& env, const std::string& folder) {
  for (uint8_t codec = 0; codec < std::size(kCodecs); ++codec) {
    const Input seed = MakeSeed(env, codec);
    if (seed.empty()) continue;
    std::ofstream file(folder + "/seed-" + kCodecs[codec].name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(seed.data()), static_cast<std::streamsize>(seed.size()));
  }
}

}  // namespace fuzz
