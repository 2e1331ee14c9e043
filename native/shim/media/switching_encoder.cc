#include "shim/media/switching_encoder.h"

#include <algorithm>
#include <utility>

#include "shim/engine/pictures.h"
#include "shim/media/bitstream.h"
#include "shim/media/encoded_source.h"
#include "shim/runtime/counters.h"

namespace wrtc {
namespace {

using Info = webrtc::VideoEncoder::EncoderInfo;

constexpr int64_t kPauseOfStarts = 1000000;  // microseconds

// Members that the engine's defaults would have changed by a bitrate that they think they control. enable_cpu_overuse_detection stays as it
// is: without it milestone 150 crashes.
Info PassingInfo() {
  Info info;
  info.scaling_settings = webrtc::VideoEncoder::ScalingSettings::kOff;
  info.supports_native_handle = true;
  info.has_trusted_rate_controller = true;
  info.is_hardware_accelerated = false;
  info.supports_simulcast = false;
  info.implementation_name = "pre-encoded";
  return info;
}

webrtc::CodecSpecificInfo Describe(const EncodedPicture& picture) {
  const auto& content = picture.content();
  webrtc::CodecSpecificInfo info;
  info.end_of_picture = true;
  if (content.codec == WRTC_VIDEO_CODEC_VP8) {
    info.codecType = webrtc::kVideoCodecVP8;
    info.codecSpecific.VP8 = {};
    info.codecSpecific.VP8.temporalIdx = webrtc::kNoTemporalIdx;
    info.codecSpecific.VP8.keyIdx = webrtc::kNoKeyIdx;
  } else if (content.codec == WRTC_VIDEO_CODEC_VP9) {
    info.codecType = webrtc::kVideoCodecVP9;
    auto& vp9 = info.codecSpecific.VP9;
    vp9 = {};
    vp9.first_frame_in_picture = true;
    vp9.inter_pic_predicted = !content.is_key;
    vp9.ss_data_available = content.is_key;
    vp9.temporal_idx = webrtc::kNoTemporalIdx;
    vp9.gof_idx = webrtc::kNoGofIdx;
    vp9.num_spatial_layers = 1;
    vp9.spatial_layer_resolution_present = content.is_key;
    vp9.width[0] = static_cast<uint16_t>(picture.width());
    vp9.height[0] = static_cast<uint16_t>(picture.height());
    vp9.gof.SetGofInfoVP9(webrtc::kTemporalStructureMode1);
  } else if (content.codec == WRTC_VIDEO_CODEC_AV1) {
    info.codecType = webrtc::kVideoCodecAV1;
  } else {
    info.codecType = webrtc::kVideoCodecH264;
    auto& h264 = info.codecSpecific.H264;
    h264 = {};
    h264.packetization_mode = webrtc::H264PacketizationMode::NonInterleaved;
    h264.temporal_idx = webrtc::kNoTemporalIdx;
    h264.idr_frame = content.is_key;
  }
  return info;
}

}  // namespace

SwitchingEncoder::SwitchingEncoder(const std::string& codec, std::unique_ptr<webrtc::VideoEncoder> software)
    : codec_(codec), software_(std::move(software)) {}

SwitchingEncoder::~SwitchingEncoder() { Follow(nullptr); }

void SwitchingEncoder::SetFecControllerOverride(webrtc::FecControllerOverride* fec) {
  if (software_) software_->SetFecControllerOverride(fec);
}

int SwitchingEncoder::InitEncode(const webrtc::VideoCodec* codec, const Settings& settings) {
  if (codec == nullptr) return WEBRTC_VIDEO_CODEC_ERR_PARAMETER;
  settings_codec_ = *codec;
  settings_.emplace(settings);
  failed_at_ = -1;
  return mode_ == Mode::kEncodes ? software_->InitEncode(codec, settings) : WEBRTC_VIDEO_CODEC_OK;
}

int32_t SwitchingEncoder::RegisterEncodeCompleteCallback(webrtc::EncodedImageCallback* callback) {
  callback_ = callback;
  return mode_ == Mode::kEncodes ? software_->RegisterEncodeCompleteCallback(callback) : WEBRTC_VIDEO_CODEC_OK;
}

int32_t SwitchingEncoder::Release() {
  Follow(nullptr);
  return mode_ == Mode::kEncodes ? software_->Release() : WEBRTC_VIDEO_CODEC_OK;
}

void SwitchingEncoder::SetRates(const RateControlParameters& parameters) {
  rates_ = parameters;
  if (mode_ == Mode::kEncodes) software_->SetRates(parameters);
  if (mode_ == Mode::kPasses) ReportRates();
}

void SwitchingEncoder::OnPacketLossRateUpdate(float rate) {
  if (mode_ == Mode::kEncodes) software_->OnPacketLossRateUpdate(rate);
}

void SwitchingEncoder::OnRttUpdate(int64_t rtt_ms) {
  if (mode_ == Mode::kEncodes) software_->OnRttUpdate(rtt_ms);
}

void SwitchingEncoder::OnLossNotification(const LossNotification& notification) {
  if (mode_ == Mode::kEncodes) software_->OnLossNotification(notification);
}

// While it is undecided, what the software encoder would say: the engine prepares for it before the first picture.
SwitchingEncoder::EncoderInfo SwitchingEncoder::GetEncoderInfo() const {
  if (mode_ == Mode::kPasses || !software_) return PassingInfo();
  EncoderInfo info = software_->GetEncoderInfo();
  info.supports_native_handle = true;
  return info;
}

int32_t SwitchingEncoder::Encode(const webrtc::VideoFrame& frame, const std::vector<webrtc::VideoFrameType>* types) {
  const auto buffer = frame.video_frame_buffer();
  if (buffer->type() == webrtc::VideoFrameBuffer::Type::kNative) {
    const bool wants_key =
        types != nullptr && std::find(types->begin(), types->end(), webrtc::VideoFrameType::kVideoFrameKey) != types->end();
    return Pass(frame, static_cast<const EncodedPicture&>(*buffer), wants_key);
  }
  // The engine falls back to the next codec that was negotiated.
  if (!software_) return WEBRTC_VIDEO_CODEC_ENCODER_FAILURE;
  if (mode_ != Mode::kEncodes) {
    if (const int32_t result = StartSoftware(); result != WEBRTC_VIDEO_CODEC_OK) return result;
  }
  return software_->Encode(frame, types);
}

int32_t SwitchingEncoder::StartSoftware() {
  const int64_t now = engine::MonotonicTime();
  const bool is_too_soon = failed_at_ >= 0 && now - failed_at_ < kPauseOfStarts;
  if (is_too_soon || !settings_codec_ || !settings_) return WEBRTC_VIDEO_CODEC_UNINITIALIZED;
  Follow(nullptr);
  int32_t result = software_->InitEncode(&*settings_codec_, *settings_);
  if (result == WEBRTC_VIDEO_CODEC_OK) result = software_->RegisterEncodeCompleteCallback(callback_);
  failed_at_ = result == WEBRTC_VIDEO_CODEC_OK ? -1 : now;
  if (failed_at_ >= 0) return result;
  mode_ = Mode::kEncodes;
  if (rates_) software_->SetRates(*rates_);
  return result;
}

int32_t SwitchingEncoder::Pass(const webrtc::VideoFrame& frame, const EncodedPicture& picture, bool wants_key) {
  const auto& content = picture.content();
  if (!content.bytes || callback_ == nullptr) return WEBRTC_VIDEO_CODEC_UNINITIALIZED;
  if (codec_ != NameOf(content.codec)) {
    content.source->MeetOtherCodec(codec_, content.sequence);
    return WEBRTC_VIDEO_CODEC_ENCODER_FAILURE;  // as above
  }
  if (mode_ == Mode::kEncodes) software_->Release();
  mode_ = Mode::kPasses;
  Follow(content.source);
  if (MayPass(content, wants_key)) return Emit(frame, picture);
  engine::DropFrame(*callback_, engine::RtpTimestampOf(frame));
  return WEBRTC_VIDEO_CODEC_OK;
}

bool SwitchingEncoder::MayPass(const EncodedPicture::Content& content, bool wants_key) {
  const bool is_next = content.sequence == last_sequence_ + 1;
  last_sequence_ = content.sequence;
  if (content.is_key) {
    needs_key_ = false;
    return true;
  }
  needs_key_ |= !is_next;
  if (needs_key_ || wants_key) content.source->RequestKeyFrame(content.sequence);
  return !needs_key_;
}

int32_t SwitchingEncoder::Emit(const webrtc::VideoFrame& frame, const EncodedPicture& picture) {
  const auto& content = picture.content();
  webrtc::EncodedImage image;
  image.SetEncodedData(content.bytes);
  engine::SetRtpTimestamp(image, engine::RtpTimestampOf(frame));
  image.capture_time_ms_ = frame.render_time_ms();
  image.ntp_time_ms_ = frame.ntp_time_ms();
  image.rotation_ = frame.rotation();
  image._frameType = content.is_key ? webrtc::VideoFrameType::kVideoFrameKey : webrtc::VideoFrameType::kVideoFrameDelta;
  image._encodedWidth = static_cast<uint32_t>(picture.width());
  image._encodedHeight = static_cast<uint32_t>(picture.height());
  if (const int32_t delay = content.source->playout_delay(); delay >= 0) engine::SetPlayoutDelay(image, delay);
  const webrtc::CodecSpecificInfo info = Describe(picture);
  Count(WRTC_COUNTER_ENCODED_FRAMES_SENT);
  const auto result = callback_->OnEncodedImage(image, &info);
  return result.error == webrtc::EncodedImageCallback::Result::OK ? WEBRTC_VIDEO_CODEC_OK : WEBRTC_VIDEO_CODEC_ERROR;
}

void SwitchingEncoder::Follow(const std::shared_ptr<EncodedSource>& source) {
  const auto followed = source_.lock();
  if (followed == source) return;
  if (followed) followed->RemoveRates(this);
  source_ = source;
  last_sequence_ = -1;
  needs_key_ = true;
  if (source) ReportRates();
}

void SwitchingEncoder::ReportRates() {
  const auto source = source_.lock();
  if (source && rates_) source->SetRates(this, rates_->bitrate.get_sum_bps(), rates_->framerate_fps);
}

}  // namespace wrtc
