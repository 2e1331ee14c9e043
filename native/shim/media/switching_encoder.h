// An encoder that lets encoded pictures pass, and has others encoded. The first picture decides.
#ifndef WRTC_SWITCHING_ENCODER_H_
#define WRTC_SWITCHING_ENCODER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shim/engine/encoded.h"
#include "shim/media/encoded_picture.h"

namespace wrtc {

// Called on an encoder queue of the engine, one call at a time.
class SwitchingEncoder final : public webrtc::VideoEncoder {
 public:
  // software: null if the engine has no encoder of the codec. It is not initialized before the first picture that needs it.
  SwitchingEncoder(const std::string& codec, std::unique_ptr<webrtc::VideoEncoder> software);
  ~SwitchingEncoder() override;

  using VideoEncoder::InitEncode;
  void SetFecControllerOverride(webrtc::FecControllerOverride* fec) override;
  int InitEncode(const webrtc::VideoCodec* codec, const Settings& settings) override;
  int32_t RegisterEncodeCompleteCallback(webrtc::EncodedImageCallback* callback) override;
  int32_t Release() override;
  int32_t Encode(const webrtc::VideoFrame& frame, const std::vector<webrtc::VideoFrameType>* types) override;
  void SetRates(const RateControlParameters& parameters) override;
  void OnPacketLossRateUpdate(float rate) override;
  void OnRttUpdate(int64_t rtt_ms) override;
  void OnLossNotification(const LossNotification& notification) override;
  EncoderInfo GetEncoderInfo() const override;

 private:
  enum class Mode { kUndecided, kEncodes, kPasses };

  int32_t StartSoftware();
  int32_t Pass(const webrtc::VideoFrame& frame, const EncodedPicture& picture, bool wants_key);
  bool MayPass(const EncodedPicture::Content& content, bool wants_key);
  int32_t Emit(const webrtc::VideoFrame& frame, const EncodedPicture& picture);
  void Follow(const std::shared_ptr<EncodedSource>& source);
  void ReportRates();

  const std::string codec_;
  const std::unique_ptr<webrtc::VideoEncoder> software_;
  Mode mode_ = Mode::kUndecided;
  std::optional<webrtc::VideoCodec> settings_codec_;
  std::optional<Settings> settings_;
  std::optional<RateControlParameters> rates_;
  webrtc::EncodedImageCallback* callback_ = nullptr;
  int64_t failed_at_ = -1;  // when the software encoder could not be started; it is tried again

  std::weak_ptr<EncodedSource> source_;
  int64_t last_sequence_ = -1;
  bool needs_key_ = true;
};

}  // namespace wrtc

#endif  // WRTC_SWITCHING_ENCODER_H_
