#include "shim/media/switching_decoder.h"

#include <utility>

#include "shim/engine/pictures.h"
#include "shim/media/encoded_picture.h"
#include "shim/runtime/counters.h"

namespace wrtc {
namespace {

constexpr int64_t kPauseOfRequests = 300000;  // microseconds

thread_local SwitchingDecoder::Given last_given{};

}  // namespace

const SwitchingDecoder::Given* SwitchingDecoder::Last(const webrtc::EncodedImageBufferInterface* bytes) {
  return last_given.decoder != nullptr && last_given.bytes == bytes ? &last_given : nullptr;
}

SwitchingDecoder::SwitchingDecoder(const std::string& codec, std::unique_ptr<webrtc::VideoDecoder> software)
    : codec_(codec), software_(std::move(software)) {}

SwitchingDecoder::~SwitchingDecoder() {
  if (last_given.decoder == this) last_given = {};
}

// The decoder itself is configured when it is needed: some start threads.
bool SwitchingDecoder::Configure(const Settings& settings) {
  settings_ = settings;
  return !is_started_ || software_->Configure(settings);
}

int32_t SwitchingDecoder::RegisterDecodeCompleteCallback(webrtc::DecodedImageCallback* callback) {
  callback_ = callback;
  return is_started_ ? software_->RegisterDecodeCompleteCallback(callback) : WEBRTC_VIDEO_CODEC_OK;
}

int32_t SwitchingDecoder::Release() {
  if (last_given.decoder == this) last_given = {};
  return std::exchange(is_started_, false) ? software_->Release() : WEBRTC_VIDEO_CODEC_OK;
}

SwitchingDecoder::DecoderInfo SwitchingDecoder::GetDecoderInfo() const {
  if (software_) return software_->GetDecoderInfo();
  DecoderInfo info;
  info.implementation_name = "none";
  return info;
}

int32_t SwitchingDecoder::DecodeImage(const webrtc::EncodedImage& image, bool missing_frames, int64_t render_time_ms) {
  // The engine's decoder of AV1 never frees the buffer of an empty frame.
  if (image.size() == 0) return WEBRTC_VIDEO_CODEC_ERROR;
  last_given = {.decoder = this,
                .bytes = image.GetEncodedData().get(),
                .length = image.size(),
                .ntp_time_ms = image.ntp_time_ms_,
                .rtp_timestamp = engine::RtpTimestampOf(image),
                .width = static_cast<int32_t>(image._encodedWidth),
                .height = static_cast<int32_t>(image._encodedHeight),
                .rotation = static_cast<int32_t>(image.rotation_),
                .is_key = engine::IsKey(image)};
  const bool asks = gate_ && gate_->wants_key_frame.exchange(false, std::memory_order_relaxed);
  int32_t result;
  if (MustDecode(image)) {
    if (!Start()) {
      needs_key_ = true;  // with which it is tried again: perhaps there are threads then
      return WEBRTC_VIDEO_CODEC_ERROR;
    }
    Count(WRTC_COUNTER_VIDEO_FRAMES_DECODED);
    result = Forward(*software_, image, missing_frames, render_time_ms);
  } else {
    result = Skip(image);
  }
  return asks && result == WEBRTC_VIDEO_CODEC_OK ? WEBRTC_VIDEO_CODEC_OK_REQUEST_KEYFRAME : result;
}

bool SwitchingDecoder::MustDecode(const webrtc::EncodedImage& image) {
  const bool is_wanted = software_ && (!gate_ || gate_->is_open());
  needs_key_ = !is_wanted || (needs_key_ && !engine::IsKey(image));
  return !needs_key_;
}

bool SwitchingDecoder::Start() {
  if (!is_started_) {
    is_started_ =
        software_->Configure(settings_) && software_->RegisterDecodeCompleteCallback(callback_) == WEBRTC_VIDEO_CODEC_OK;
  }
  return is_started_;
}

// To the engine the frame counts as decoded, and readers of pictures pass over it. Pictures that are wanted again need a key frame.
int32_t SwitchingDecoder::Skip(const webrtc::EncodedImage& image) {
  auto builder = webrtc::VideoFrame::Builder();
  const int width = image._encodedWidth > 0 ? static_cast<int>(image._encodedWidth) : 2;
  const int height = image._encodedHeight > 0 ? static_cast<int>(image._encodedHeight) : 2;
  builder.set_video_frame_buffer(webrtc::make_ref_counted<EncodedPicture>(width, height));
  engine::SetRtpTimestamp(builder, engine::RtpTimestampOf(image));
  webrtc::VideoFrame frame = builder.build();
  if (callback_ != nullptr) callback_->Decoded(frame, {}, {});
  const bool is_wanted = software_ && (!gate_ || gate_->is_open());
  return is_wanted && MayRequestKeyFrame() ? WEBRTC_VIDEO_CODEC_OK_REQUEST_KEYFRAME : WEBRTC_VIDEO_CODEC_OK;
}

bool SwitchingDecoder::MayRequestKeyFrame() {
  const int64_t now = engine::MonotonicTime();
  if (last_request_ >= 0 && now - last_request_ < kPauseOfRequests) return false;
  last_request_ = now;
  return true;
}

}  // namespace wrtc
