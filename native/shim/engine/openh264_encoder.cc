// An encoder of H.264: one layer, constrained baseline profile, access units with start codes.
#include "shim/engine/openh264.h"

#if defined(WRTC_OPENH264) && !defined(WEBRTC_WIN)
#include <cstring>

#include "api/video/encoded_image.h"
#include "api/video/i420_buffer.h"
#include "api/video_codecs/video_codec.h"
#include "common_video/h264/h264_bitstream_parser.h"
#include "modules/video_coding/codecs/interface/common_constants.h"
#include "modules/video_coding/include/video_codec_interface.h"
#include "modules/video_coding/include/video_error_codes.h"
#include "shim/engine/openh264_library.h"

namespace wrtc::engine {
namespace {

// Where the quality is judged too good or too bad for the size; of 0 to 51.
constexpr int kGoodQp = 24;
constexpr int kBadQp = 37;

class OpenH264Encoder final : public webrtc::VideoEncoder {
 public:
  explicit OpenH264Encoder(const OpenH264Library& library) : library_(library) {}
  ~OpenH264Encoder() override { Release(); }

  int InitEncode(const webrtc::VideoCodec* codec, const Settings& /*settings*/) override {
    Release();
    if (codec == nullptr || codec->codecType != webrtc::kVideoCodecH264 || codec->width < 1 || codec->height < 1 ||
        codec->maxFramerate == 0) {
      return WEBRTC_VIDEO_CODEC_ERR_PARAMETER;
    }
    // The engine's adapter makes an encoder for each layer then.
    if (codec->numberOfSimulcastStreams > 1) return WEBRTC_VIDEO_CODEC_ERR_SIMULCAST_PARAMETERS_NOT_SUPPORTED;
    if (library_.create_encoder(&encoder_) != 0 || encoder_ == nullptr) return WEBRTC_VIDEO_CODEC_ERROR;
    int quiet = WELS_LOG_QUIET;
    encoder_->SetOption(ENCODER_OPTION_TRACE_LEVEL, &quiet);
    const SEncParamExt parameters = ParametersFor(*codec);
    if (encoder_->InitializeExt(&parameters) != cmResultSuccess) {
      Release();
      return WEBRTC_VIDEO_CODEC_ERR_PARAMETER;
    }
    int format = videoFormatI420;
    encoder_->SetOption(ENCODER_OPTION_DATAFORMAT, &format);
    width_ = codec->width;
    height_ = codec->height;
    // Nothing is sent before the first rate is known.
    is_paused_ = true;
    return WEBRTC_VIDEO_CODEC_OK;
  }

  int32_t RegisterEncodeCompleteCallback(webrtc::EncodedImageCallback* callback) override {
    callback_ = callback;
    return WEBRTC_VIDEO_CODEC_OK;
  }

  int32_t Release() override {
    if (encoder_ != nullptr) {
      encoder_->Uninitialize();
      library_.destroy_encoder(encoder_);
      encoder_ = nullptr;
    }
    return WEBRTC_VIDEO_CODEC_OK;
  }

  void SetRates(const RateControlParameters& rates) override {
    if (encoder_ == nullptr) return;
    is_paused_ = rates.bitrate.get_sum_bps() == 0;
    if (is_paused_ || rates.framerate_fps < 1.0) return;
    SBitrateInfo bitrate{SPATIAL_LAYER_ALL, static_cast<int>(rates.bitrate.get_sum_bps())};
    auto framerate = static_cast<float>(rates.framerate_fps);
    encoder_->SetOption(ENCODER_OPTION_FRAME_RATE, &framerate);
    encoder_->SetOption(ENCODER_OPTION_BITRATE, &bitrate);
  }

  int32_t Encode(const webrtc::VideoFrame& frame, const std::vector<webrtc::VideoFrameType>* types) override {
    if (encoder_ == nullptr || callback_ == nullptr) return WEBRTC_VIDEO_CODEC_UNINITIALIZED;
    const auto picture = frame.video_frame_buffer()->ToI420();
    if (!picture || picture->width() != width_ || picture->height() != height_) return WEBRTC_VIDEO_CODEC_ERROR;
    if (types != nullptr && !types->empty() && types->front() == webrtc::VideoFrameType::kVideoFrameKey) wants_key_ = true;
    if (is_paused_) return Drop(frame);
    if (wants_key_) encoder_->ForceIntraFrame(true);

    SSourcePicture source{};
    source.iColorFormat = videoFormatI420;
    source.iPicWidth = width_;
    source.iPicHeight = height_;
    source.uiTimeStamp = frame.timestamp_us() / 1000;
    source.iStride[0] = picture->StrideY();
    source.iStride[1] = picture->StrideU();
    source.iStride[2] = picture->StrideV();
    // It reads them only.
    source.pData[0] = const_cast<uint8_t*>(picture->DataY());
    source.pData[1] = const_cast<uint8_t*>(picture->DataU());
    source.pData[2] = const_cast<uint8_t*>(picture->DataV());
    SFrameBSInfo written{};
    if (encoder_->EncodeFrame(&source, &written) != cmResultSuccess) return WEBRTC_VIDEO_CODEC_ERROR;
    if (written.eFrameType == videoFrameTypeSkip || written.iFrameSizeInBytes <= 0) return Drop(frame);
    return Deliver(frame, written);
  }

  EncoderInfo GetEncoderInfo() const override {
    EncoderInfo info;
    info.implementation_name = "OpenH264";
    info.scaling_settings = ScalingSettings(kGoodQp, kBadQp);
    info.supports_native_handle = false;
    info.is_hardware_accelerated = false;
    info.supports_simulcast = false;
    info.preferred_pixel_formats = {webrtc::VideoFrameBuffer::Type::kI420};
    return info;
  }

 private:
  SEncParamExt ParametersFor(const webrtc::VideoCodec& codec) {
    SEncParamExt parameters{};
    encoder_->GetDefaultParams(&parameters);
    parameters.iUsageType =
        codec.mode == webrtc::VideoCodecMode::kScreensharing ? SCREEN_CONTENT_REAL_TIME : CAMERA_VIDEO_REAL_TIME;
    parameters.iPicWidth = codec.width;
    parameters.iPicHeight = codec.height;
    parameters.iTargetBitrate = static_cast<int>(codec.startBitrate) * 1000;
    parameters.iMaxBitrate = UNSPECIFIED_BIT_RATE;
    parameters.iRCMode = RC_BITRATE_MODE;
    parameters.fMaxFrameRate = static_cast<float>(codec.maxFramerate);
    parameters.bEnableFrameSkip = codec.GetFrameDropEnabled();
    // Key frames are asked for.
    parameters.uiIntraPeriod = 0;
    parameters.eSpsPpsIdStrategy = CONSTANT_ID;
    parameters.iMultipleThreadIdc = 1;
    SSpatialLayerConfig& layer = parameters.sSpatialLayers[0];
    layer.iVideoWidth = codec.width;
    layer.iVideoHeight = codec.height;
    layer.fFrameRate = parameters.fMaxFrameRate;
    layer.iSpatialBitrate = parameters.iTargetBitrate;
    layer.iMaxSpatialBitrate = UNSPECIFIED_BIT_RATE;
    layer.uiProfileIdc = PRO_BASELINE;
    layer.sSliceArgument.uiSliceMode = SM_SINGLE_SLICE;
    layer.sSliceArgument.uiSliceNum = 1;
    return parameters;
  }

  int32_t Drop(const webrtc::VideoFrame& frame) {
    callback_->OnFrameDropped(frame.rtp_timestamp(), 0, true);
    return WEBRTC_VIDEO_CODEC_OK;
  }

  int32_t Deliver(const webrtc::VideoFrame& frame, const SFrameBSInfo& written) {
    const bool is_key = written.eFrameType == videoFrameTypeIDR;
    wants_key_ = wants_key_ && !is_key;
    webrtc::EncodedImage image;
    image.SetEncodedData(Joined(written));
    image._encodedWidth = static_cast<uint32_t>(width_);
    image._encodedHeight = static_cast<uint32_t>(height_);
    image.SetFrameType(is_key ? webrtc::VideoFrameType::kVideoFrameKey : webrtc::VideoFrameType::kVideoFrameDelta);
    image.SetRtpTimestamp(frame.rtp_timestamp());
    image.SetColorSpace(frame.color_space());
    image.rotation_ = frame.rotation();
    image.capture_time_ms_ = frame.render_time_ms();
    image.ntp_time_ms_ = frame.ntp_time_ms();
    parser_.ParseBitstream(image);
    image.qp_ = parser_.GetLastSliceQp().value_or(-1);

    webrtc::CodecSpecificInfo specific;
    specific.codecType = webrtc::kVideoCodecH264;
    specific.codecSpecific.H264.packetization_mode = webrtc::H264PacketizationMode::NonInterleaved;
    specific.codecSpecific.H264.temporal_idx = webrtc::kNoTemporalIdx;
    specific.codecSpecific.H264.idr_frame = is_key;
    callback_->OnEncodedImage(image, &specific);
    return WEBRTC_VIDEO_CODEC_OK;
  }

  // The units of all layers, one after the other.
  static webrtc::scoped_refptr<webrtc::EncodedImageBuffer> Joined(const SFrameBSInfo& written) {
    const auto size_of = [](const SLayerBSInfo& layer) {
      size_t size = 0;
      for (int unit = 0; unit < layer.iNalCount; ++unit) size += static_cast<size_t>(layer.pNalLengthInByte[unit]);
      return size;
    };
    size_t size = 0;
    for (int layer = 0; layer < written.iLayerNum; ++layer) size += size_of(written.sLayerInfo[layer]);
    auto bytes = webrtc::EncodedImageBuffer::Create(size);
    uint8_t* next = bytes->data();
    for (int layer = 0; layer < written.iLayerNum; ++layer) {
      const size_t part = size_of(written.sLayerInfo[layer]);
      std::memcpy(next, written.sLayerInfo[layer].pBsBuf, part);
      next += part;
    }
    return bytes;
  }

  const OpenH264Library& library_;
  ISVCEncoder* encoder_ = nullptr;
  webrtc::EncodedImageCallback* callback_ = nullptr;
  webrtc::H264BitstreamParser parser_;
  int width_ = 0;
  int height_ = 0;
  bool is_paused_ = true;
  bool wants_key_ = false;
};

}  // namespace

std::unique_ptr<webrtc::VideoEncoder> CreateOpenH264Encoder() {
  const OpenH264Library* const library = FindOpenH264();
  return library ? std::make_unique<OpenH264Encoder>(*library) : nullptr;
}

}  // namespace wrtc::engine

#endif
