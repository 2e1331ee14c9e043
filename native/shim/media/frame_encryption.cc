#include "shim/media/frame_encryption.h"

#include <string>
#include <utility>

namespace wrtc {
namespace {

// Bytes that stay readable. Receivers' VP8 depacketizers read whether it is a key frame and its size; audio engines read Opus' first byte.
size_t ReadableOf(const engine::EncodedFrame& frame, wrtc_media_kind kind) {
  if (kind == WRTC_MEDIA_KIND_AUDIO) return 1;
  return static_cast<const engine::EncodedPicture&>(frame).IsKeyFrame() ? 10 : 3;
}

// Their packetizers read the whole frame, and would take it apart wrongly.
bool NeedsAllBytes(const std::string& mime_type) {
  return mime_type == "video/H264" || mime_type == "video/H265" || mime_type == "video/AV1";
}

}  // namespace

void FrameEncryption::Take(Frame frame, const webrtc::scoped_refptr<TransformPlace>& place) {
  {
    const std::lock_guard lock(mutex_);
    if (is_ended_ || is_destroyed_) {
      ++dropped_;
      return;
    }
    if (!Transform(*frame, *place)) {
      ++failed_;
      return;
    }
  }
  const bool is_passed = place->Pass(*this, std::move(frame));
  const std::lock_guard lock(mutex_);
  ++(is_passed ? passed_ : dropped_);
}

bool FrameEncryption::Transform(engine::EncodedFrame& frame, const TransformPlace& place) {
  if (NeedsAllBytes(engine::MimeTypeOf(frame))) return false;
  const auto data = frame.GetData();
  const bool is_done = place.is_sender() ? cipher_.Encrypt(data.data(), data.size(), ReadableOf(frame, place.kind()), bytes_)
                                         : cipher_.Decrypt(data.data(), data.size(), bytes_);
  if (is_done) frame.SetData({bytes_.data(), bytes_.size()});
  return is_done;
}

void FrameEncryption::End() {
  const std::lock_guard lock(mutex_);
  is_ended_ = true;
}

void FrameEncryption::Drop() {
  const std::lock_guard lock(mutex_);
  is_destroyed_ = true;
}

void FrameEncryption::GetStatus(wrtc_transform_status* status) {
  const std::lock_guard lock(mutex_);
  *status = {.available = 0,
             .passed = passed_,
             .dropped = dropped_,
             .failed = failed_,
             .ended = static_cast<uint8_t>(is_ended_ ? 1 : 0)};
}

}  // namespace wrtc
