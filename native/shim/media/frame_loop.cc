#include "shim/media/frame_loop.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "shim/runtime/last_error.h"

namespace wrtc {

void FrameLoop::Take(Frame frame, const webrtc::scoped_refptr<TransformPlace>& place) {
  SampleWait due;
  Waiting replaced;  // its memory is freed outside the lock
  {
    const std::lock_guard lock(mutex_);
    if (is_destroyed_ || is_ended_) {
      ++dropped_;
      replaced.frame = std::move(frame);
      return;
    }
    if (count_ == kCapacity) {
      replaced = TakeOldest();
      ++dropped_;
      has_lost_ = true;
    }
    waiting_[(first_ + count_++) % kCapacity] = {std::move(frame), place};
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_TRANSFORM, &silenced_);
}

FrameLoop::Waiting FrameLoop::TakeOldest() {
  Waiting oldest = std::move(waiting_[first_]);
  waiting_[first_] = {};
  first_ = (first_ + 1) % kCapacity;
  --count_;
  return oldest;
}

SampleWait FrameLoop::TakeWaitIfDue() { return is_ended_ || count_ > 0 ? wait_.Take() : SampleWait(); }

wrtc_status FrameLoop::Read(LoopFrame*& lent) {
  const std::lock_guard lock(mutex_);
  if (count_ == 0) return WRTC_EMPTY;
  const auto free = std::find_if(lent_.begin(), lent_.end(), [](const LoopFrame& slot) { return !slot.loop; });
  if (free == lent_.end()) return Fail(WRTC_INVALID_STATE, "64 frames of the transform are lent. Write or release one.");
  Waiting oldest = TakeOldest();
  free->frame = std::move(oldest.frame);
  free->place = std::move(oldest.place);
  free->loop = shared_from_this();
  free->number = ++last_read_;
  free->live.emplace();
  const auto data = free->frame->GetData();
  free->bytes.assign(data.begin(), data.end());
  lent = &*free;
  // Not with each frame that is lost: a caller who does not read would make an encoder encode nothing else.
  if (std::exchange(has_lost_, false)) free->place->RequestKeyFrame();
  return WRTC_OK;
}

void FrameLoop::NotifyReadable(SampleWait wait) {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    queue_ = wait.queue;
    std::swap(wait_, wait);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_TRANSFORM, &silenced_);
}

FrameLoop::Waiting FrameLoop::GiveBack(LoopFrame& lent, std::shared_ptr<FrameLoop>& self) {
  self = std::move(lent.loop);  // perhaps the last reference: it is the caller's to give back
  lent.live.reset();
  return {std::move(lent.frame), std::move(lent.place)};
}

void FrameLoop::Write(LoopFrame& lent, const uint8_t* data, size_t length) {
  lent.frame->SetData({data, length});
  std::shared_ptr<FrameLoop> self;
  Waiting written;
  bool may_pass = false;
  {
    const std::lock_guard lock(mutex_);
    // Dropped, as writeEncodedData of the W3C's WebRTC Encoded Transform does: a newer one has been written.
    const bool is_late = lent.number < last_written_;
    last_written_ = std::max(last_written_, lent.number);
    written = GiveBack(lent, self);
    may_pass = !is_destroyed_ && !is_late;
  }
  const bool is_passed = may_pass && written.place->Pass(*this, std::move(written.frame));
  const std::lock_guard lock(mutex_);
  ++(is_passed ? passed_ : dropped_);
}

void FrameLoop::Release(LoopFrame& lent) {
  std::shared_ptr<FrameLoop> self;
  Waiting dropped;
  const std::lock_guard lock(mutex_);
  dropped = GiveBack(lent, self);
  ++dropped_;
}

void FrameLoop::DropAll(std::array<Waiting, kCapacity>& dropped) {
  dropped_ += static_cast<int64_t>(count_);
  std::swap(dropped, waiting_);
  count_ = 0;
}

void FrameLoop::End() {
  std::array<Waiting, kCapacity> dropped;
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    DropAll(dropped);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_TRANSFORM, &silenced_);
}

void FrameLoop::Silence() {
  std::array<Waiting, kCapacity> dropped;
  SampleWait wait;
  std::shared_ptr<EventQueue> queue;
  {
    const std::lock_guard lock(mutex_);
    is_destroyed_ = true;
    DropAll(dropped);
    wait = wait_.Take();
    queue = queue_.lock();
  }
  if (queue) queue->Silence(silenced_);
}

void FrameLoop::GetStatus(wrtc_transform_status* status) {
  const std::lock_guard lock(mutex_);
  *status = {.available = static_cast<int64_t>(count_),
             .passed = passed_,
             .dropped = dropped_,
             .failed = 0,
             .ended = static_cast<uint8_t>(is_ended_ ? 1 : 0)};
}

wrtc_transform_frame_info InfoOf(LoopFrame& lent) {
  wrtc_transform_frame_info info{.data = lent.bytes.data(),
                                 .length = static_cast<int64_t>(lent.bytes.size()),
                                 .ssrc = lent.frame->GetSsrc(),
                                 .rtp_timestamp = lent.frame->GetTimestamp(),
                                 .payload_type = lent.frame->GetPayloadType(),
                                 .width = 0,
                                 .height = 0,
                                 .kind = lent.place->kind(),
                                 .is_key_frame = 0};
  if (info.kind == WRTC_MEDIA_KIND_VIDEO) {
    const auto& picture = static_cast<const engine::EncodedPicture&>(*lent.frame);
    std::tie(info.width, info.height) = engine::SizeOf(picture);
    info.is_key_frame = picture.IsKeyFrame() ? 1 : 0;
  }
  return info;
}

}  // namespace wrtc
