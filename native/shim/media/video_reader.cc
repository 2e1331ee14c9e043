#include "shim/media/video_reader.h"

#include <algorithm>
#include <utility>

#include "shim/runtime/counters.h"
#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

using Type = webrtc::VideoFrameBuffer::Type;

constexpr int64_t kNtpToUtc = 2208988800000;  // milliseconds from 1900 to 1970 (RFC 868)

webrtc::VideoTrackInterface& VideoOf(webrtc::MediaStreamTrackInterface& track) {
  return static_cast<webrtc::VideoTrackInterface&>(track);
}

bool IsPlain(const webrtc::VideoFrame& frame) {
  const Type type = frame.video_frame_buffer()->type();
  return type == Type::kI420 || type == Type::kI420A || type == Type::kNV12;
}

void TurnUpright(webrtc::VideoFrame& frame) {
  if (frame.rotation() == webrtc::kVideoRotation_0) return;
  Count(WRTC_COUNTER_VIDEO_CONVERSIONS);
  frame.set_video_frame_buffer(webrtc::I420Buffer::Rotate(*frame.video_frame_buffer()->ToI420(), frame.rotation()));
  frame.set_rotation(webrtc::kVideoRotation_0);
}

}  // namespace

VideoReader::VideoReader(webrtc::scoped_refptr<Track> track, int32_t capacity, bool applies_rotation)
    : track_(std::move(track)), capacity_(static_cast<size_t>(capacity)), applies_rotation_(applies_rotation) {}

void VideoReader::Start() {
  track_->runtime().signaling()->PostTask([self = shared_from_this()] { self->Attach(); });
}

void VideoReader::Stop() {
  SampleWait dropped;
  Waiting frames;
  std::shared_ptr<EventQueue> queue;
  {
    const std::lock_guard lock(mutex_);
    dropped = wait_.Take();
    std::swap(frames, waiting_);
    count_ = 0;
    queue = queue_.lock();
    is_ended_ = true;  // frames that still come are not kept
  }
  if (queue) queue->Silence(silenced_);
  track_->runtime().signaling()->PostTask([self = shared_from_this()] { self->Detach(); });
}

// A reader is active, so that a local source knows of it.
void VideoReader::Attach() {
  webrtc::VideoTrackInterface& track = VideoOf(*track_->engine());
  is_attached_ = true;
  track.RegisterObserver(this);
  track_->gate()->readers_of_pictures.fetch_add(1, std::memory_order_relaxed);
  engine::VideoSinkWants wants;
  wants.is_active = true;
  track.AddOrUpdateSink(this, wants);
  OnChanged();
}

void VideoReader::Detach() {
  if (!std::exchange(is_attached_, false)) return;
  webrtc::VideoTrackInterface& track = VideoOf(*track_->engine());
  track.RemoveSink(this);
  track_->gate()->readers_of_pictures.fetch_sub(1, std::memory_order_relaxed);
  track.UnregisterObserver(this);
}

void VideoReader::OnChanged() {
  if (VideoOf(*track_->engine()).state() == webrtc::MediaStreamTrackInterface::kEnded) End();
}

void VideoReader::End() {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_VIDEO_READER, &silenced_);
}

// A native frame stands for one that was not decoded.
void VideoReader::OnFrame(const webrtc::VideoFrame& frame) {
  if (frame.video_frame_buffer()->type() == Type::kNative) return;
  Count(WRTC_COUNTER_VIDEO_FRAMES_OUT);
  SampleWait due;
  std::optional<webrtc::VideoFrame> replaced;  // its memory is freed outside the lock
  {
    const std::lock_guard lock(mutex_);
    if (is_ended_) return;
    if (count_ == capacity_) {
      replaced = TakeOldest();
      ++dropped_;
    }
    waiting_[(first_ + count_++) % capacity_].emplace(frame);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_VIDEO_READER, &silenced_);
}

std::optional<webrtc::VideoFrame> VideoReader::TakeOldest() {
  auto frame = std::exchange(waiting_[first_], {});
  first_ = (first_ + 1) % capacity_;
  --count_;
  return frame;
}

wrtc_video_frame_info VideoReader::InfoOfRead(const webrtc::VideoFrame& frame) const {
  wrtc_video_frame_info info = InfoOf(frame);
  if (!applies_rotation_) return info;
  if (info.rotation % 180 != 0) std::swap(info.width, info.height);
  info.rotation = 0;
  return info;
}

SampleWait VideoReader::TakeWaitIfDue() { return is_ended_ || count_ > 0 ? wait_.Take() : SampleWait(); }

wrtc_status VideoReader::Read(LentFrame*& lent) {
  lent = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (count_ == 0) return WRTC_EMPTY;
    const auto free = std::find_if(lent_.begin(), lent_.end(), [](const LentFrame& slot) { return !slot.reader; });
    if (free == lent_.end()) return Fail(WRTC_INVALID_STATE, "16 frames of the reader are lent. Release one.");
    free->frame = TakeOldest();
    free->reader = shared_from_this();
    free->live.emplace();
    ++delivered_;
    lent = &*free;
  }
  if (applies_rotation_) TurnUpright(*lent->frame);
  // AV1 and VP9 have profiles of more bits and colors.
  if (!IsPlain(*lent->frame)) {
    Count(WRTC_COUNTER_VIDEO_CONVERSIONS);
    lent->frame->set_video_frame_buffer(lent->frame->video_frame_buffer()->ToI420());
  }
  return WRTC_OK;
}

void VideoReader::Release(LentFrame& lent) {
  std::shared_ptr<VideoReader> reader;  // released after the lock, which is a part of it
  std::optional<webrtc::VideoFrame> frame;
  const std::lock_guard lock(mutex_);
  reader = std::move(lent.reader);
  frame = std::exchange(lent.frame, {});
  lent.live.reset();
}

wrtc_status VideoReader::CopyLatest(const wrtc_video_memory& memory, wrtc_video_frame_info* info) {
  std::array<std::optional<webrtc::VideoFrame>, kMaxCapacity> older;
  std::optional<webrtc::VideoFrame> frame;
  wrtc_video_planes planes;
  {
    const std::lock_guard lock(mutex_);
    if (count_ == 0) return WRTC_EMPTY;
    const webrtc::VideoFrame& newest = *waiting_[(first_ + count_ - 1) % capacity_];
    *info = InfoOfRead(newest);
    const wrtc_status status = LayOut(memory, info->width, info->height, planes);
    if (status != WRTC_OK) return status;
    for (size_t i = 0; count_ > 1; ++i, ++dropped_) older[i] = TakeOldest();
    frame = TakeOldest();
    ++delivered_;
  }
  if (applies_rotation_) TurnUpright(*frame);
  CopyFrame(*frame, planes);
  return WRTC_OK;
}

void VideoReader::NotifyReadable(SampleWait wait) {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    queue_ = wait.queue;
    std::swap(wait_, wait);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_VIDEO_READER, &silenced_);
}

void VideoReader::GetStatus(wrtc_video_reader_status* status) {
  const std::lock_guard lock(mutex_);
  status->available = static_cast<int64_t>(count_);
  status->delivered = delivered_;
  status->dropped = dropped_;
  status->lent =
      static_cast<int32_t>(std::count_if(lent_.begin(), lent_.end(), [](const LentFrame& slot) { return !!slot.reader; }));
  status->ended = is_ended_ ? 1 : 0;
}

LentFrame* Clone(const LentFrame& lent) {
  auto clone = std::make_unique<LentFrame>();
  clone->frame = lent.frame;
  const auto from = lent.frame->video_frame_buffer();
  if (const auto* const nv12 = from->type() == Type::kNV12 ? from->GetNV12() : nullptr; nv12 != nullptr) {
    const auto copy = webrtc::NV12Buffer::Create(from->width(), from->height());
    Fill(*copy, PlanesOf(*nv12));
    clone->frame->set_video_frame_buffer(copy);
  } else {
    const auto copy = webrtc::I420Buffer::Create(from->width(), from->height());
    Fill(*copy, PlanesOf(*from->GetI420()));
    clone->frame->set_video_frame_buffer(copy);
  }
  clone->live.emplace();
  return clone.release();
}

wrtc_video_frame_info InfoOf(const webrtc::VideoFrame& frame) {
  return {.timestamp = frame.timestamp_us(),
          .capture_time = frame.ntp_time_ms() > kNtpToUtc ? (frame.ntp_time_ms() - kNtpToUtc) * 1000 : -1,
          .rtp_timestamp = engine::RtpTimestampOf(frame),
          .width = frame.width(),
          .height = frame.height(),
          .rotation = static_cast<int32_t>(frame.rotation())};
}

wrtc_video_planes PlanesOf(const webrtc::VideoFrame& frame) {
  const auto buffer = frame.video_frame_buffer();
  return buffer->type() == Type::kNV12 ? PlanesOf(*buffer->GetNV12()) : PlanesOf(*buffer->GetI420());
}

}  // namespace wrtc
