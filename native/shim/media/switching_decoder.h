// A decoder that tells readers of encoded frames what it gets, and decodes only while somebody wants pictures.
#ifndef WRTC_SWITCHING_DECODER_H_
#define WRTC_SWITCHING_DECODER_H_

#include <memory>
#include <string>

#include "shim/engine/encoded.h"
#include "shim/media/decode_gate.h"

namespace wrtc {

// Called on the decoder queue of its stream.
class SwitchingDecoder final : public engine::Decoder {
 public:
  // What the thread's decoder was given last. The engine hands the same frame to the sinks of its track afterwards, in the same task; that is how
  // a decoder learns whose it is. Nothing else that both engines have connects the two.
  struct Given {
    SwitchingDecoder* decoder;
    const webrtc::EncodedImageBufferInterface* bytes;
    size_t length;  // of the payload; the buffer may be longer
    int64_t ntp_time_ms;
    uint32_t rtp_timestamp;
    int32_t width, height;
    int32_t rotation;
    bool is_key;
  };
  // Null: the bytes are not those of the last frame.
  static const Given* Last(const webrtc::EncodedImageBufferInterface* bytes);

  // software: null if the engine has no decoder of the codec.
  SwitchingDecoder(const std::string& codec, std::unique_ptr<webrtc::VideoDecoder> software);
  ~SwitchingDecoder() override;

  void Obey(const std::shared_ptr<DecodeGate>& gate) { gate_ = gate; }

  bool Configure(const Settings& settings) override;
  int32_t RegisterDecodeCompleteCallback(webrtc::DecodedImageCallback* callback) override;
  int32_t Release() override;
  DecoderInfo GetDecoderInfo() const override;
  const char* ImplementationName() const override { return "switching"; }

 private:
  int32_t DecodeImage(const webrtc::EncodedImage& image, bool missing_frames, int64_t render_time_ms) override;
  bool MustDecode(const webrtc::EncodedImage& image);
  bool Start();
  int32_t Skip(const webrtc::EncodedImage& image);
  bool MayRequestKeyFrame();

  const std::string codec_;
  const std::unique_ptr<webrtc::VideoDecoder> software_;
  Settings settings_;
  webrtc::DecodedImageCallback* callback_ = nullptr;
  std::shared_ptr<DecodeGate> gate_;  // once its track is known to have a reader of encoded frames
  bool is_started_ = false;
  bool needs_key_ = false;  // frames were not decoded
  int64_t last_request_ = -1;
};

}  // namespace wrtc

#endif  // WRTC_SWITCHING_DECODER_H_
