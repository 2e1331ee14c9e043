// The part of the seam for encoded pictures: members that have other names in an older engine.
#ifndef WRTC_ENGINE_ENCODED_H_
#define WRTC_ENGINE_ENCODED_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "api/video/encoded_image.h"
#include "api/video/recordable_encoded_frame.h"
#include "api/video/video_frame.h"
#include "api/video_codecs/sdp_video_format.h"
#include "api/video_codecs/video_decoder.h"
#include "api/video_codecs/video_decoder_factory.h"
#include "api/video_codecs/video_encoder.h"
#include "api/video_codecs/video_encoder_factory.h"
#include "common_video/h264/sps_parser.h"
#include "modules/video_coding/include/video_codec_interface.h"
#include "modules/video_coding/include/video_error_codes.h"
#include "rtc_base/time_utils.h"
#include "shim/engine/openh264.h"

namespace wrtc::engine {

#if defined(WRTC_ENGINE_UPSTREAM)

// H.264 can always be sent and received as encoded pictures.
inline bool CodesH264() { return HasOpenH264(); }
inline constexpr bool kHasAv1 = true;
inline uint32_t RtpTimestampOf(const webrtc::EncodedImage& image) { return image.RtpTimestamp(); }
inline void SetRtpTimestamp(webrtc::EncodedImage& image, uint32_t value) { image.SetRtpTimestamp(value); }
inline bool IsKey(const webrtc::EncodedImage& image) { return image.IsKey(); }
inline void SetPlayoutDelay(webrtc::EncodedImage& image, int32_t milliseconds) {
  const auto delay = webrtc::TimeDelta::Millis(milliseconds);
  image.SetPlayoutDelay(webrtc::VideoPlayoutDelay(delay, delay));
}
inline void SetRtpTimestamp(webrtc::VideoFrame::Builder& frame, uint32_t value) { frame.set_rtp_timestamp(value); }
inline void DropFrame(webrtc::EncodedImageCallback& callback, uint32_t rtp_timestamp) {
  callback.OnFrameDropped(rtp_timestamp, 0, true);
}
inline int64_t UtcMilliseconds() { return webrtc::TimeUTCMillis(); }
inline auto ParseSps(const uint8_t* data, size_t length) { return webrtc::SpsParser::ParseSps({data, length}); }

#else

inline bool CodesH264() { return true; }
inline constexpr bool kHasAv1 = false;
inline uint32_t RtpTimestampOf(const webrtc::EncodedImage& image) { return image.Timestamp(); }
inline void SetRtpTimestamp(webrtc::EncodedImage& image, uint32_t value) { image.SetTimestamp(value); }
inline bool IsKey(const webrtc::EncodedImage& image) { return image._frameType == webrtc::VideoFrameType::kVideoFrameKey; }
inline void SetPlayoutDelay(webrtc::EncodedImage& image, int32_t milliseconds) {
  image.playout_delay_ = {milliseconds, milliseconds};
}
inline void SetRtpTimestamp(webrtc::VideoFrame::Builder& frame, uint32_t value) { frame.set_timestamp_rtp(value); }
inline void DropFrame(webrtc::EncodedImageCallback& callback, uint32_t /*rtp_timestamp*/) {
  callback.OnDroppedFrame(webrtc::EncodedImageCallback::DropReason::kDroppedByEncoder);
}
inline int64_t UtcMilliseconds() { return rtc::TimeUTCMillis(); }
inline auto ParseSps(const uint8_t* data, size_t length) { return webrtc::SpsParser::ParseSps(data, length); }

#endif

// A decoder with one form of Decode; an older engine tells of missing frames.
class Decoder : public webrtc::VideoDecoder {
 protected:
  virtual int32_t DecodeImage(const webrtc::EncodedImage& image, bool missing_frames, int64_t render_time_ms) = 0;

#if defined(WRTC_ENGINE_UPSTREAM)
  static int32_t Forward(webrtc::VideoDecoder& decoder, const webrtc::EncodedImage& image, bool /*missing_frames*/,
                         int64_t render_time_ms) {
    return decoder.Decode(image, render_time_ms);
  }

 private:
  int32_t Decode(const webrtc::EncodedImage& image, int64_t render_time_ms) final {
    return DecodeImage(image, false, render_time_ms);
  }
#else
  static int32_t Forward(webrtc::VideoDecoder& decoder, const webrtc::EncodedImage& image, bool missing_frames,
                         int64_t render_time_ms) {
    return decoder.Decode(image, missing_frames, render_time_ms);
  }

 private:
  int32_t Decode(const webrtc::EncodedImage& image, bool missing_frames, int64_t render_time_ms) final {
    return DecodeImage(image, missing_frames, render_time_ms);
  }
#endif
};

// Of a sequence parameter set without its first byte. Leaves both as they are if it cannot be parsed.
inline void SizeOfSps(const uint8_t* data, size_t length, int& width, int& height) {
  const auto parsed = ParseSps(data, length);
  if (!parsed) return;
  width = static_cast<int>(parsed->width);
  height = static_cast<int>(parsed->height);
}

// Factories whose coders let encoded pictures pass (media/switching_encoder.h, media/switching_decoder.h).
std::unique_ptr<webrtc::VideoEncoderFactory> WithPassage(std::unique_ptr<webrtc::VideoEncoderFactory> encoders);
std::unique_ptr<webrtc::VideoDecoderFactory> WithPassage(std::unique_ptr<webrtc::VideoDecoderFactory> decoders);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_ENCODED_H_
