#include "shim/media/encoded_reader.h"

#include <algorithm>
#include <utility>

#include "shim/media/bitstream.h"
#include "shim/media/switching_decoder.h"
#include "shim/runtime/counters.h"
#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

constexpr int64_t kFromNtpToUtc = 2208988800000;  // milliseconds from 1900 to 1970 (RFC 868)
constexpr int64_t kKeyFramePause = 300000;        // microseconds

webrtc::VideoTrackInterface& PicturesOf(Track& track) { return static_cast<webrtc::VideoTrackInterface&>(*track.engine()); }

wrtc_video_codec CodecOf(webrtc::VideoCodecType type) {
  switch (type) {
    case webrtc::kVideoCodecVP9: return WRTC_VIDEO_CODEC_VP9;
    case webrtc::kVideoCodecAV1: return WRTC_VIDEO_CODEC_AV1;
    case webrtc::kVideoCodecH264: return WRTC_VIDEO_CODEC_H264;
    default: return WRTC_VIDEO_CODEC_VP8;
  }
}

}  // namespace

EncodedReader::EncodedReader(webrtc::scoped_refptr<Track> track, wrtc_decode decode)
    : track_(std::move(track)), decode_(decode) {}

void EncodedReader::Start() {
  track_->runtime().signaling()->PostTask([self = shared_from_this()] { self->Attach(); });
}

void EncodedReader::Stop() {
  SampleWait dropped;
  std::deque<Frame> frames;
  std::shared_ptr<EventQueue> queue;
  {
    const std::lock_guard lock(mutex_);
    dropped = wait_.Take();
    std::swap(frames, waiting_);
    buffered_ = 0;
    queue = queue_.lock();
    is_ended_ = true;  // frames that still come are not kept
  }
  if (queue) queue->Silence(silenced_);
  track_->runtime().signaling()->PostTask([self = shared_from_this()] { self->Detach(); });
}

// The engine requests a key frame for a track's first sink of encoded frames only.
void EncodedReader::Attach() {
  webrtc::VideoTrackInterface& track = PicturesOf(*track_);
  webrtc::VideoTrackSourceInterface* const source = track.GetSource();
  is_attached_ = true;
  track.RegisterObserver(this);
  track_->gate()->readers_of_encoded[decode_].fetch_add(1, std::memory_order_relaxed);
  source->AddEncodedSink(this);
  source->GenerateKeyFrame();
  OnChanged();
}

void EncodedReader::Detach() {
  if (!std::exchange(is_attached_, false)) return;
  webrtc::VideoTrackInterface& track = PicturesOf(*track_);
  track.GetSource()->RemoveEncodedSink(this);
  track_->gate()->readers_of_encoded[decode_].fetch_sub(1, std::memory_order_relaxed);
  track.UnregisterObserver(this);
}

void EncodedReader::OnChanged() {
  if (PicturesOf(*track_).state() == webrtc::MediaStreamTrackInterface::kEnded) End();
}

void EncodedReader::End() {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_ENCODED_READER, &silenced_);
}

// A frame that came to no decoder of ours has a codec that the engine does not know, and so cannot have been negotiated.
void EncodedReader::OnFrame(const webrtc::RecordableEncodedFrame& frame) {
  auto bytes = frame.encoded_buffer();
  const SwitchingDecoder::Given* const given = SwitchingDecoder::Last(bytes.get());
  if (given == nullptr) return;
  given->decoder->Obey(track_->gate());
  Count(WRTC_COUNTER_ENCODED_FRAMES_OUT);
  Frame kept{.bytes = std::move(bytes), .length = given->length};
  kept.info = {.timestamp = TimeOf(given->rtp_timestamp),
               .capture_time = given->ntp_time_ms > kFromNtpToUtc ? (given->ntp_time_ms - kFromNtpToUtc) * 1000 : -1,
               .rtp_timestamp = given->rtp_timestamp,
               .width = given->width,
               .height = given->height,
               .rotation = given->rotation,
               .codec = CodecOf(frame.codec()),
               .is_key_frame = given->is_key,
               .is_discontinuity = 0};
  // Packets of VP9 and AV1 need not tell the size.
  if (given->is_key && kept.info.width == 0) {
    InspectedFrame inspected;
    if (Inspect(kept.info.codec, {kept.bytes->data(), kept.length}, inspected).empty()) {
      kept.info.width = inspected.width;
      kept.info.height = inspected.height;
    }
  }
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    if (is_ended_) return;
    Keep(std::move(kept));
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_ENCODED_READER, &silenced_);
}

// The remote sender's distances, which the network has not changed, so that a frame that is forwarded keeps them. Begins anew where the two
// clocks are seconds apart: the remote track was replaced, or its packets were.
int64_t EncodedReader::TimeOf(uint32_t rtp_timestamp) {
  constexpr int64_t kTicks = 90, kMicroseconds = 1000, kLongest = 5000000;
  const int64_t now = engine::MonotonicTime();
  ticks_ += static_cast<int32_t>(rtp_timestamp - std::exchange(rtp_timestamp_, rtp_timestamp));
  const int64_t milliseconds = ticks_ / kTicks;
  ticks_ -= milliseconds * kTicks;
  const int64_t next = time_ + milliseconds * kMicroseconds;
  if (time_ < 0 || next < time_ || next - now > kLongest || now - next > kLongest) {
    ticks_ = 0;
    time_ = std::max(now, time_ + 1);
  } else {
    time_ = next;
  }
  return time_ + ticks_ * kMicroseconds / kTicks;
}

// What waits always begins with a key frame, or with the frame after the last that was read.
void EncodedReader::Keep(Frame frame) {
  const bool fits_alone = frame.length <= WRTC_ENCODED_READER_LIMIT;
  if (needs_key_ && frame.info.is_key_frame && fits_alone) needs_key_ = false;
  while (!needs_key_ && buffered_ + frame.length > WRTC_ENCODED_READER_LIMIT) {
    is_gap_ = true;
    if (waiting_.empty()) {
      needs_key_ = true;
      break;
    }
    do DropOldest();
    while (!waiting_.empty() && !waiting_.front().info.is_key_frame);
    if (!waiting_.empty()) {
      waiting_.front().info.is_discontinuity = 1;
      is_gap_ = false;
    } else if (!frame.info.is_key_frame) {
      needs_key_ = true;
    }
  }
  if (needs_key_) {
    const int64_t now = engine::MonotonicTime();
    if (is_gap_) ++dropped_;
    if (last_request_ < 0 || now - last_request_ >= kKeyFramePause) {
      last_request_ = now;
      track_->gate()->wants_key_frame.store(true, std::memory_order_relaxed);
    }
    return;
  }
  if (frame.info.width > 0 && frame.info.height > 0) {
    width_ = frame.info.width;
    height_ = frame.info.height;
  }
  frame.info.width = width_;
  frame.info.height = height_;
  frame.info.is_discontinuity = std::exchange(is_gap_, false);
  buffered_ += frame.length;
  waiting_.push_back(std::move(frame));
}

void EncodedReader::DropOldest() {
  buffered_ -= waiting_.front().length;
  waiting_.pop_front();
  ++dropped_;
}

SampleWait EncodedReader::TakeWaitIfDue() { return is_ended_ || !waiting_.empty() ? wait_.Take() : SampleWait(); }

wrtc_status EncodedReader::Read(LentEncodedFrame*& lent, wrtc_encoded_frame_info* info, const uint8_t** data, int64_t* length) {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty()) return WRTC_EMPTY;
  const auto free = std::find_if(lent_.begin(), lent_.end(), [](const LentEncodedFrame& slot) { return !slot.reader; });
  if (free == lent_.end()) return Fail(WRTC_INVALID_STATE, "16 frames of the reader are lent. Release one.");
  Frame& oldest = waiting_.front();
  *info = oldest.info;
  *data = oldest.bytes->data();
  *length = static_cast<int64_t>(oldest.length);
  buffered_ -= oldest.length;
  free->bytes = std::move(oldest.bytes);
  free->reader = shared_from_this();
  free->live.emplace();
  waiting_.pop_front();
  ++delivered_;
  lent = &*free;
  return WRTC_OK;
}

void EncodedReader::Release(LentEncodedFrame& lent) {
  std::shared_ptr<EncodedReader> reader;  // released after the lock, which is a part of it
  webrtc::scoped_refptr<const webrtc::EncodedImageBufferInterface> bytes;
  const std::lock_guard lock(mutex_);
  reader = std::move(lent.reader);
  bytes = std::exchange(lent.bytes, nullptr);
  lent.live.reset();
}

void EncodedReader::NotifyReadable(SampleWait wait) {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    queue_ = wait.queue;
    std::swap(wait_, wait);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_READER_READABLE, WRTC_OBJECT_KIND_ENCODED_READER, &silenced_);
}

void EncodedReader::GetStatus(wrtc_encoded_reader_status* status) {
  const std::lock_guard lock(mutex_);
  const auto count = std::count_if(lent_.begin(), lent_.end(), [](const LentEncodedFrame& slot) { return !!slot.reader; });
  *status = {.available = static_cast<int64_t>(waiting_.size()),
             .buffered = static_cast<int64_t>(buffered_),
             .delivered = delivered_,
             .dropped = dropped_,
             .lent = static_cast<int32_t>(count),
             .ended = is_ended_};
}

}  // namespace wrtc
