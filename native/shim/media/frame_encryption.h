// A transform that encrypts what a sender sends, or decrypts what a receiver gets, on the engine's threads.
#ifndef WRTC_FRAME_ENCRYPTION_H_
#define WRTC_FRAME_ENCRYPTION_H_

#include <vector>

#include "shim/media/frame_cipher.h"
#include "shim/media/frame_transform.h"

namespace wrtc {

class FrameEncryption final : public FrameTransform {
 public:
  explicit FrameEncryption(std::vector<uint8_t> key) : cipher_(std::move(key)) {}

  // The handle is destroyed.
  void Drop();

  void Take(Frame frame, const webrtc::scoped_refptr<TransformPlace>& place) override;
  void End() override;
  void GetStatus(wrtc_transform_status* status) override;

 private:
  bool Transform(engine::EncodedFrame& frame, const TransformPlace& place);  // with the lock

  std::mutex mutex_;  // layers of simulcast may be encoded on several threads
  FrameCipher cipher_;
  std::vector<uint8_t> bytes_;
  int64_t passed_ = 0;
  int64_t dropped_ = 0;
  int64_t failed_ = 0;
  bool is_ended_ = false;
  bool is_destroyed_ = false;
};

}  // namespace wrtc

#endif  // WRTC_FRAME_ENCRYPTION_H_
