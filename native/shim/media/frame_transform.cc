#include "shim/media/frame_transform.h"

#include <utility>

namespace wrtc {

bool FrameTransform::Claim(const TransformPlace* place) {
  const TransformPlace* before = nullptr;
  return place_.compare_exchange_strong(before, place) || before == place;
}

TransformPlace::TransformPlace(wrtc_media_kind kind, bool is_sender, std::function<void()> request_key_frame)
    : kind_(kind), is_sender_(is_sender), request_key_frame_(std::move(request_key_frame)) {}

void TransformPlace::Set(std::shared_ptr<FrameTransform> transform) {
  {
    const std::lock_guard lock(mutex_);
    if (transform_ == transform) return;
    std::swap(transform_, transform);
  }
  if (transform) transform->End();
}

void TransformPlace::Close() {
  std::shared_ptr<FrameTransform> transform;
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    transform = std::move(transform_);
    transform_ = nullptr;
  }
  if (transform) transform->End();
}

bool TransformPlace::Pass(const FrameTransform& from, FrameTransform::Frame frame) {
  Callback callback;
  {
    const std::lock_guard lock(mutex_);
    if (transform_.get() != &from) return false;
    callback = CallbackOf(frame->GetSsrc());
  }
  if (!callback) return false;
  callback->OnTransformedFrame(std::move(frame));
  return true;
}

TransformPlace::Callback TransformPlace::CallbackOf(uint32_t ssrc) {
  const auto found = callbacks_.find(ssrc);
  return found != callbacks_.end() ? found->second : callback_;
}

void TransformPlace::Transform(FrameTransform::Frame frame) {
  std::shared_ptr<FrameTransform> transform;
  Callback straight;
  {
    const std::lock_guard lock(mutex_);
    transform = transform_;
    if (!transform && !is_closed_) straight = CallbackOf(frame->GetSsrc());
  }
  if (transform) return transform->Take(std::move(frame), webrtc::scoped_refptr<TransformPlace>(this));
  if (straight) straight->OnTransformedFrame(std::move(frame));
}

void TransformPlace::RegisterTransformedFrameCallback(Callback callback) {
  const std::lock_guard lock(mutex_);
  callback_ = std::move(callback);
}

void TransformPlace::RegisterTransformedFrameSinkCallback(Callback callback, uint32_t ssrc) {
  const std::lock_guard lock(mutex_);
  callbacks_[ssrc] = std::move(callback);
}

// The last reference may be given back outside the lock only.
void TransformPlace::UnregisterTransformedFrameCallback() {
  Callback former;
  const std::lock_guard lock(mutex_);
  former = std::move(callback_);
  callback_ = nullptr;
}

void TransformPlace::UnregisterTransformedFrameSinkCallback(uint32_t ssrc) {
  Callback former;
  const std::lock_guard lock(mutex_);
  if (const auto found = callbacks_.find(ssrc); found != callbacks_.end()) {
    former = std::move(found->second);
    callbacks_.erase(found);
  }
}

}  // namespace wrtc
