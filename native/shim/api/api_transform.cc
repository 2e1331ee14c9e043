// The C interface: transforms of encoded frames.
#include <utility>
#include <vector>

#include "shim/api/media_handles.h"
#include "shim/api/options.h"
#include "shim/media/frame_encryption.h"
#include "shim/media/frame_loop.h"

using wrtc::Fail;
using wrtc::FailNull;
using wrtc::NoHopScope;

struct wrtc_transform {
  std::shared_ptr<wrtc::FrameTransform> transform;
  std::shared_ptr<wrtc::FrameLoop> loop;  // one of these two is the transform
  std::shared_ptr<wrtc::FrameEncryption> encryption;
  wrtc::LiveObject<WRTC_OBJECT_KIND_TRANSFORM> live;
};

namespace wrtc {
namespace {

// Handles of frames are the slots that lend them, so that lending allocates nothing.
wrtc_transform_frame* HandleOf(LoopFrame* frame) { return reinterpret_cast<wrtc_transform_frame*>(frame); }
LoopFrame& FrameOf(wrtc_transform_frame* handle) { return *reinterpret_cast<LoopFrame*>(handle); }

wrtc_status SetTransform(wrtc_rtp_transceiver* transceiver, wrtc_transform* transform, bool of_sender) {
  if (transceiver == nullptr) return FailNull("transceiver");
  return transceiver->transceiver->SetTransform(of_sender, transform != nullptr ? transform->transform : nullptr);
}

}  // namespace
}  // namespace wrtc

wrtc_status wrtc_transform_create(wrtc_transform** transform) {
  const NoHopScope no_hop;
  if (transform == nullptr) return FailNull("transform");
  auto loop = std::make_shared<wrtc::FrameLoop>();
  *transform = new wrtc_transform{loop, loop, nullptr, {}};
  return WRTC_OK;
}

wrtc_status wrtc_transform_create_aes_gcm(const uint8_t* key, int32_t key_length, wrtc_transform** transform) {
  const NoHopScope no_hop;
  if (transform == nullptr) return FailNull("transform");
  *transform = nullptr;
  if (key == nullptr) return FailNull("key");
  if (!wrtc::FrameCipher::IsKeyLength(key_length)) return Fail(WRTC_INVALID_PARAMETER, "The key has not 16 or 32 bytes.");
  auto encryption = std::make_shared<wrtc::FrameEncryption>(std::vector<uint8_t>(key, key + key_length));
  *transform = new wrtc_transform{encryption, nullptr, encryption, {}};
  return WRTC_OK;
}

wrtc_status wrtc_transform_read(wrtc_transform* transform, wrtc_transform_frame** frame, wrtc_transform_frame_info* info) {
  if (frame == nullptr) return FailNull("frame");
  *frame = nullptr;
  if (transform == nullptr) return FailNull("transform");
  if (!transform->loop) return Fail(WRTC_INVALID_STATE, "The transform is no loop.");
  wrtc::LoopFrame* lent = nullptr;
  const wrtc_status status = transform->loop->Read(lent);
  if (status != WRTC_OK) return status;
  *frame = wrtc::HandleOf(lent);
  if (info != nullptr) *info = wrtc::InfoOf(*lent);
  return WRTC_OK;
}

wrtc_status wrtc_transform_notify_readable(wrtc_transform* transform, wrtc_queue* queue, int64_t tag) {
  if (transform == nullptr) return FailNull("transform");
  if (queue == nullptr) return FailNull("queue");
  if (!transform->loop) return Fail(WRTC_INVALID_STATE, "The transform is no loop.");
  transform->loop->NotifyReadable({queue->queue, tag, 1});
  return WRTC_OK;
}

wrtc_status wrtc_transform_get_status(const wrtc_transform* transform, wrtc_transform_status* status) {
  if (transform == nullptr) return FailNull("transform");
  if (status == nullptr) return FailNull("status");
  transform->transform->GetStatus(status);
  return WRTC_OK;
}

wrtc_status wrtc_transform_frame_write(wrtc_transform_frame* frame, const uint8_t* data, int64_t length) {
  const NoHopScope no_hop;
  if (frame == nullptr) return FailNull("frame");
  if (data == nullptr && length > 0) return FailNull("data");
  if (length < 0 || length > WRTC_MAX_TRANSFORMED_FRAME) {
    return Fail(WRTC_INVALID_PARAMETER, "length is negative or more than 16777216 bytes.");
  }
  wrtc::LoopFrame& lent = wrtc::FrameOf(frame);
  const auto loop = lent.loop;  // perhaps its last reference
  loop->Write(lent, data, static_cast<size_t>(length));
  return WRTC_OK;
}

void wrtc_transform_frame_release(wrtc_transform_frame* frame) {
  const NoHopScope no_hop;
  if (frame == nullptr) return;
  wrtc::LoopFrame& lent = wrtc::FrameOf(frame);
  const auto loop = lent.loop;  // perhaps its last reference
  loop->Release(lent);
}

void wrtc_transform_destroy(wrtc_transform* transform) {
  const NoHopScope no_hop;
  if (transform == nullptr) return;
  if (transform->loop) transform->loop->Silence();
  if (transform->encryption) transform->encryption->Drop();
  delete transform;
}

wrtc_status wrtc_rtp_sender_set_transform(wrtc_rtp_transceiver* transceiver, wrtc_transform* transform) {
  return wrtc::SetTransform(transceiver, transform, true);
}

wrtc_status wrtc_rtp_receiver_set_transform(wrtc_rtp_transceiver* transceiver, wrtc_transform* transform) {
  return wrtc::SetTransform(transceiver, transform, false);
}
