// A decoder of H.264. What it cannot decode is an error, upon which the engine asks the sender for a key frame.
#include "shim/engine/openh264.h"

#if defined(WRTC_OPENH264) && !defined(WEBRTC_WIN)
#include <limits>
#include <optional>

#include "api/video/encoded_image.h"
#include "api/video/i420_buffer.h"
#include "api/video/video_frame.h"
#include "common_video/h264/h264_bitstream_parser.h"
#include "common_video/include/video_frame_buffer_pool.h"
#include "modules/video_coding/include/video_error_codes.h"
#include "shim/engine/openh264_library.h"
#include "third_party/libyuv/include/libyuv/convert.h"

namespace wrtc::engine {
namespace {

// More pictures at once are those that readers have borrowed; then pictures are refused, and memory stays bounded.
constexpr size_t kMostPictures = 68;

class OpenH264Decoder final : public webrtc::VideoDecoder {
 public:
  explicit OpenH264Decoder(const OpenH264Library& library) : library_(library), pictures_(false, kMostPictures) {}
  ~OpenH264Decoder() override { Release(); }

  bool Configure(const Settings& settings) override {
    Release();
    if (settings.codec_type() != webrtc::kVideoCodecH264) return false;
    if (library_.create_decoder(&decoder_) != 0 || decoder_ == nullptr) return false;
    int quiet = WELS_LOG_QUIET;
    decoder_->SetOption(DECODER_OPTION_TRACE_LEVEL, &quiet);
    SDecodingParam parameters{};
    parameters.uiTargetDqLayer = std::numeric_limits<unsigned char>::max();
    // A broken picture is not shown.
    parameters.eEcActiveIdc = ERROR_CON_DISABLE;
    parameters.sVideoProperty.size = sizeof(parameters.sVideoProperty);
    parameters.sVideoProperty.eVideoBsType = VIDEO_BITSTREAM_AVC;
    if (decoder_->Initialize(&parameters) == cmResultSuccess) return true;
    Release();
    return false;
  }

  int32_t RegisterDecodeCompleteCallback(webrtc::DecodedImageCallback* callback) override {
    callback_ = callback;
    return WEBRTC_VIDEO_CODEC_OK;
  }

  int32_t Release() override {
    if (decoder_ != nullptr) {
      decoder_->Uninitialize();
      library_.destroy_decoder(decoder_);
      decoder_ = nullptr;
    }
    pictures_.Release();
    return WEBRTC_VIDEO_CODEC_OK;
  }

  int32_t Decode(const webrtc::EncodedImage& image, int64_t /*render_time_ms*/) override {
    if (decoder_ == nullptr || callback_ == nullptr) return WEBRTC_VIDEO_CODEC_UNINITIALIZED;
    if (image.data() == nullptr || image.size() == 0 || image.size() > static_cast<size_t>(std::numeric_limits<int>::max())) {
      return WEBRTC_VIDEO_CODEC_ERR_PARAMETER;
    }
    unsigned char* planes[3] = {};
    SBufferInfo info{};
    const DECODING_STATE state = decoder_->DecodeFrameNoDelay(image.data(), static_cast<int>(image.size()), planes, &info);
    if (state != dsErrorFree) return WEBRTC_VIDEO_CODEC_ERROR;
    if (info.iBufferStatus != 1 || planes[0] == nullptr) return WEBRTC_VIDEO_CODEC_OK;

    const SSysMEMBuffer& decoded = info.UsrData.sSystemBuffer;
    if (decoded.iWidth < 1 || decoded.iHeight < 1 || decoded.iFormat != videoFormatI420) return WEBRTC_VIDEO_CODEC_ERROR;
    const auto picture = pictures_.CreateI420Buffer(decoded.iWidth, decoded.iHeight);
    if (!picture) return WEBRTC_VIDEO_CODEC_ERROR;
    libyuv::I420Copy(planes[0], decoded.iStride[0], planes[1], decoded.iStride[1], planes[2], decoded.iStride[1],
                     picture->MutableDataY(), picture->StrideY(), picture->MutableDataU(), picture->StrideU(),
                     picture->MutableDataV(), picture->StrideV(), decoded.iWidth, decoded.iHeight);

    parser_.ParseBitstream(image);
    const std::optional<int> qp = parser_.GetLastSliceQp();
    webrtc::VideoFrame frame = webrtc::VideoFrame::Builder()
                                   .set_video_frame_buffer(picture)
                                   .set_rtp_timestamp(image.RtpTimestamp())
                                   .set_color_space(image.ColorSpace())
                                   .build();
    callback_->Decoded(frame, std::nullopt, qp ? std::optional<uint8_t>(static_cast<uint8_t>(*qp)) : std::nullopt);
    return WEBRTC_VIDEO_CODEC_OK;
  }

  DecoderInfo GetDecoderInfo() const override {
    DecoderInfo info;
    info.implementation_name = "OpenH264";
    info.is_hardware_accelerated = false;
    return info;
  }

 private:
  const OpenH264Library& library_;
  ISVCDecoder* decoder_ = nullptr;
  webrtc::DecodedImageCallback* callback_ = nullptr;
  webrtc::VideoFrameBufferPool pictures_;
  webrtc::H264BitstreamParser parser_;
};

}  // namespace

std::unique_ptr<webrtc::VideoDecoder> CreateOpenH264Decoder() {
  const OpenH264Library* const library = FindOpenH264();
  return library ? std::make_unique<OpenH264Decoder>(*library) : nullptr;
}

}  // namespace wrtc::engine

#endif
