// A transform of encoded frames, and its place in a sender or receiver.
#ifndef WRTC_FRAME_TRANSFORM_H_
#define WRTC_FRAME_TRANSFORM_H_

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "shim/engine/encoded_frames.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class TransformPlace;

// Gets every frame of a place. From any threads.
class FrameTransform {
 public:
  using Frame = std::unique_ptr<engine::EncodedFrame>;

  virtual ~FrameTransform() = default;

  // On an engine's thread, in order. The place stays alive as long as somebody refers to it.
  virtual void Take(Frame frame, const webrtc::scoped_refptr<TransformPlace>& place) = 0;
  // No frames come any more.
  virtual void End() = 0;
  virtual void GetStatus(wrtc_transform_status* status) = 0;

  // False if it belongs to another place, or has ended. A transform belongs to its first place for good.
  bool Claim(const TransformPlace* place);

 private:
  std::atomic<const TransformPlace*> place_{nullptr};
};

// Where the frames of a sender or receiver pass. The engine gets one of these for good, since it cannot take a transformer back: what changes
// is the transform behind it.
class TransformPlace : public webrtc::FrameTransformerInterface {
 public:
  using Callback = webrtc::scoped_refptr<webrtc::TransformedFrameCallback>;

  TransformPlace(wrtc_media_kind kind, bool is_sender, std::function<void()> request_key_frame);

  wrtc_media_kind kind() const { return kind_; }
  bool is_sender() const { return is_sender_; }

  // Null: frames go straight on. The former one ends.
  void Set(std::shared_ptr<FrameTransform> transform);
  // The sender or receiver has ended.
  void Close();

  // Passes a frame of this transform on, if it still is the place's. From any threads.
  bool Pass(const FrameTransform& from, FrameTransform::Frame frame);
  void RequestKeyFrame() { request_key_frame_(); }

 private:
  Callback CallbackOf(uint32_t ssrc);  // with the lock

  // Of the engine.
  void Transform(FrameTransform::Frame frame) override;
  void RegisterTransformedFrameCallback(Callback callback) override;
  void RegisterTransformedFrameSinkCallback(Callback callback, uint32_t ssrc) override;
  void UnregisterTransformedFrameCallback() override;
  void UnregisterTransformedFrameSinkCallback(uint32_t ssrc) override;

  const wrtc_media_kind kind_;
  const bool is_sender_;
  const std::function<void()> request_key_frame_;
  std::mutex mutex_;
  std::shared_ptr<FrameTransform> transform_;
  bool is_closed_ = false;
  Callback callback_;                       // of sound
  std::map<uint32_t, Callback> callbacks_;  // of pictures, by SSRC
};

}  // namespace wrtc

#endif  // WRTC_FRAME_TRANSFORM_H_
