#include "passage.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "api/video/i420_buffer.h"
#include "modules/video_coding/include/video_codec_interface.h"
#include "modules/video_coding/include/video_error_codes.h"
#include "pictures.h"
#include "rtc_base/time_utils.h"

namespace ceiling {
namespace {

constexpr size_t kTimeAt = 16, kLengthAt = 24;

// The picture that the engine's encoder is given: it holds the encoded bytes.
class PassedBuffer : public webrtc::VideoFrameBuffer {
 public:
  PassedBuffer(webrtc::scoped_refptr<webrtc::EncodedImageBuffer> bytes, PassedSource* source, bool is_key)
      : bytes(std::move(bytes)), source(source), is_key(is_key) {}

  Type type() const override { return Type::kNative; }
  int width() const override { return kWidth; }
  int height() const override { return kHeight; }
  webrtc::scoped_refptr<webrtc::I420BufferInterface> ToI420() override { return nullptr; }

  const webrtc::scoped_refptr<webrtc::EncodedImageBuffer> bytes;
  PassedSource* const source;
  const bool is_key;
};

class PassingEncoder : public webrtc::VideoEncoder {
 public:
  explicit PassingEncoder(bool at_once) : at_once_(at_once) {}

  int InitEncode(const webrtc::VideoCodec*, const Settings&) override { return WEBRTC_VIDEO_CODEC_OK; }
  int32_t RegisterEncodeCompleteCallback(webrtc::EncodedImageCallback* callback) override {
    callback_ = callback;
    return WEBRTC_VIDEO_CODEC_OK;
  }
  int32_t Release() override { return WEBRTC_VIDEO_CODEC_OK; }
  void SetRates(const RateControlParameters&) override {}

  EncoderInfo GetEncoderInfo() const override {
    EncoderInfo info;
    info.scaling_settings = ScalingSettings::kOff;
    info.supports_native_handle = true;
    info.has_trusted_rate_controller = true;
    info.is_hardware_accelerated = false;
    info.supports_simulcast = false;
    return info;
  }

  int32_t Encode(const webrtc::VideoFrame& frame, const std::vector<webrtc::VideoFrameType>* types) override {
    using Type = webrtc::VideoFrameType;
    const auto buffer = frame.video_frame_buffer();
    const auto& picture = static_cast<const PassedBuffer&>(*buffer);
    const bool is_asked = types != nullptr && std::find(types->begin(), types->end(), Type::kVideoFrameKey) != types->end();
    if (!picture.is_key && (is_asked || !has_key_)) picture.source->RequestKeyFrame();
    has_key_ |= picture.is_key;
    if (!has_key_) {
      callback_->OnFrameDropped(frame.rtp_timestamp(), 0, true);
      return WEBRTC_VIDEO_CODEC_OK;
    }
    webrtc::EncodedImage image;
    image.SetEncodedData(picture.bytes);
    image.SetRtpTimestamp(frame.rtp_timestamp());
    image.capture_time_ms_ = frame.render_time_ms();
    image.ntp_time_ms_ = frame.ntp_time_ms();
    image._frameType = picture.is_key ? Type::kVideoFrameKey : Type::kVideoFrameDelta;
    image._encodedWidth = kWidth;
    image._encodedHeight = kHeight;
    if (at_once_) image.SetPlayoutDelay(webrtc::VideoPlayoutDelay(webrtc::TimeDelta::Zero(), webrtc::TimeDelta::Zero()));
    webrtc::CodecSpecificInfo info;
    info.codecType = webrtc::kVideoCodecVP8;
    info.codecSpecific.VP8 = {};
    info.codecSpecific.VP8.temporalIdx = webrtc::kNoTemporalIdx;
    info.codecSpecific.VP8.keyIdx = webrtc::kNoKeyIdx;
    callback_->OnEncodedImage(image, &info);
    return WEBRTC_VIDEO_CODEC_OK;
  }

 private:
  const bool at_once_;
  webrtc::EncodedImageCallback* callback_ = nullptr;
  bool has_key_ = false;
};

class PassingDecoder : public webrtc::VideoDecoder {
 public:
  bool Configure(const Settings&) override { return true; }
  int32_t RegisterDecodeCompleteCallback(webrtc::DecodedImageCallback* callback) override {
    callback_ = callback;
    return WEBRTC_VIDEO_CODEC_OK;
  }
  int32_t Release() override { return WEBRTC_VIDEO_CODEC_OK; }

  int32_t Decode(const webrtc::EncodedImage& image, int64_t) override {
    auto frame = webrtc::VideoFrame::Builder()
                     .set_video_frame_buffer(webrtc::make_ref_counted<PassedBuffer>(nullptr, nullptr, false))
                     .set_rtp_timestamp(image.RtpTimestamp())
                     .build();
    callback_->Decoded(frame, {}, {});
    return WEBRTC_VIDEO_CODEC_OK;
  }

 private:
  webrtc::DecodedImageCallback* callback_ = nullptr;
};

class PassingEncoders : public webrtc::VideoEncoderFactory {
 public:
  explicit PassingEncoders(bool at_once) : at_once_(at_once) {}

  std::vector<webrtc::SdpVideoFormat> GetSupportedFormats() const override { return {webrtc::SdpVideoFormat::VP8()}; }
  std::unique_ptr<webrtc::VideoEncoder> Create(const webrtc::Environment&, const webrtc::SdpVideoFormat&) override {
    return std::make_unique<PassingEncoder>(at_once_);
  }

 private:
  const bool at_once_;
};

class PassingDecoders : public webrtc::VideoDecoderFactory {
 public:
  std::vector<webrtc::SdpVideoFormat> GetSupportedFormats() const override { return {webrtc::SdpVideoFormat::VP8()}; }
  std::unique_ptr<webrtc::VideoDecoder> Create(const webrtc::Environment&, const webrtc::SdpVideoFormat&) override {
    return std::make_unique<PassingDecoder>();
  }
};

}  // namespace

webrtc::scoped_refptr<webrtc::EncodedImageBuffer> PassedFrame::Create(size_t length, bool is_key) {
  constexpr uint8_t kKey[] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, kWidth & 255, kWidth >> 8, kHeight & 255, kHeight >> 8};
  auto bytes = webrtc::EncodedImageBuffer::Create(length);
  std::memset(bytes->data(), 0x55, length);
  std::memcpy(bytes->data(), kKey, sizeof kKey);
  if (!is_key) bytes->data()[0] |= 1;
  const int64_t now = Now(), told = static_cast<int64_t>(length);
  std::memcpy(bytes->data() + kTimeAt, &now, sizeof now);
  std::memcpy(bytes->data() + kLengthAt, &told, sizeof told);
  return bytes;
}

int64_t PassedFrame::SentAt(const uint8_t* data) {
  int64_t time = 0;
  std::memcpy(&time, data + kTimeAt, sizeof time);
  return time;
}

size_t PassedFrame::LengthOf(const uint8_t* data) {
  int64_t length = 0;
  std::memcpy(&length, data + kLengthAt, sizeof length);
  return static_cast<size_t>(length);
}

void PassedSource::Send(webrtc::scoped_refptr<webrtc::EncodedImageBuffer> bytes, bool is_key) {
  if (is_key) needs_key_frame_.store(false);
  const auto picture = webrtc::make_ref_counted<PassedBuffer>(std::move(bytes), this, is_key);
  broadcaster_.OnFrame(
      webrtc::VideoFrame::Builder().set_video_frame_buffer(picture).set_timestamp_us(webrtc::TimeMicros()).build());
}

void PassedSource::RequestKeyFrame() {
  constexpr int64_t kPause = 300'000'000;
  needs_key_frame_.store(true);
  const int64_t now = Now();
  int64_t last = last_request_.load();
  if (now - last >= kPause && last_request_.compare_exchange_strong(last, now) && on_request) on_request();
}

void PassedSource::AddOrUpdateSink(webrtc::VideoSinkInterface<webrtc::VideoFrame>* sink, const webrtc::VideoSinkWants& wants) {
  broadcaster_.AddOrUpdateSink(sink, wants);
  RequestKeyFrame();
}

std::unique_ptr<webrtc::VideoEncoderFactory> CreatePassingEncoders(bool at_once) {
  return std::make_unique<PassingEncoders>(at_once);
}

std::unique_ptr<webrtc::VideoDecoderFactory> CreatePassingDecoders() { return std::make_unique<PassingDecoders>(); }

}  // namespace ceiling
