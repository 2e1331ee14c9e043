#include "shim/media/video_source.h"

#include <algorithm>
#include <utility>

#include "shim/media/engine_source.h"
#include "shim/runtime/counters.h"
#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

constexpr int64_t kSecond = 1000000;

bool operator==(const wrtc_video_wants& a, const wrtc_video_wants& b) {
  return a.max_pixels == b.max_pixels && a.max_framerate == b.max_framerate && (a.active != 0) == (b.active != 0);
}

}  // namespace

wrtc_status VideoSource::Rent(wrtc_video_format format, int32_t width, int32_t height, RentedBuffer*& buffer) {
  if (!is_active_.load(std::memory_order_relaxed)) {
    SendBlackIfDue(width, height);
    return WRTC_NOT_WANTED;
  }
  buffer = buffers_.Rent(shared_from_this(), format, width, height);
  return buffer != nullptr ? WRTC_OK : Fail(WRTC_SEND_BUFFER_FULL, "16 buffers of the source are rented. Send or release one.");
}

wrtc_status VideoSource::Send(RentedBuffer& buffer, int64_t timestamp, int32_t rotation) {
  const auto self = shared_from_this();  // Release may give back the last other reference
  Passage passage;
  const std::lock_guard senders(senders_);
  const bool is_wanted = Admit(buffer.planes, timestamp, passage);
  FrameBuffer picture;
  if (is_wanted) picture = buffer.engine ? buffer.engine : buffers_.Copy(buffer.planes);
  buffers_.Release(buffer);
  if (!is_wanted) return WRTC_NOT_WANTED;
  PassOn(std::move(picture), passage, rotation);
  return WRTC_OK;
}

wrtc_status VideoSource::Send(const wrtc_video_planes& picture, int64_t timestamp, int32_t rotation) {
  Passage passage;
  const std::lock_guard senders(senders_);
  if (!Admit(picture, timestamp, passage)) return WRTC_NOT_WANTED;
  PassOn(buffers_.Copy(picture), passage, rotation);
  return WRTC_OK;
}

// Encoders drop a frame that is not at least a millisecond newer than the last.
bool VideoSource::Admit(const wrtc_video_planes& picture, int64_t timestamp, Passage& passage) {
  if (!is_active_.load(std::memory_order_relaxed)) {
    SendBlackIfDue(picture.width, picture.height);
    return false;
  }
  const int64_t now = engine::MonotonicTime();
  if (now / 1000 <= last_time_ / 1000) return false;
  last_time_ = now;
  passage.time = timestamp < 0 ? now : aligner_.TranslateTimestamp(timestamp, now);
  size_.store(static_cast<uint64_t>(picture.width) << 32 | static_cast<uint32_t>(picture.height), std::memory_order_relaxed);
  const bool fits = adapter_.AdaptFrameResolution(picture.width, picture.height, passage.time * 1000, &passage.crop_width,
                                                  &passage.crop_height, &passage.width, &passage.height);
  // A picture smaller than the alignment of simulcast has no size left.
  if (fits && passage.width > 0 && passage.height > 0) return true;
  broadcaster_.OnDiscardedFrame();
  return false;
}

void VideoSource::PassOn(FrameBuffer buffer, const Passage& passage, int32_t rotation) {
  if (passage.width != buffer->width() || passage.height != buffer->height()) {
    buffer = buffers_.Scaled(*buffer, (buffer->width() - passage.crop_width) / 2, (buffer->height() - passage.crop_height) / 2,
                             passage.crop_width, passage.crop_height, passage.width, passage.height);
  }
  auto turn = static_cast<webrtc::VideoRotation>(rotation);
  if (turn != webrtc::kVideoRotation_0 && broadcaster_.wants().rotation_applied) {
    buffer = webrtc::I420Buffer::Rotate(*buffer->ToI420(), turn);
    turn = webrtc::kVideoRotation_0;
  }
  Count(WRTC_COUNTER_VIDEO_FRAMES_IN);
  broadcaster_.OnFrame(
      webrtc::VideoFrame::Builder().set_video_frame_buffer(buffer).set_rotation(turn).set_timestamp_us(passage.time).build());
}

// A disabled track carries black pictures (W3C Media Capture and Streams, section 4.3). One a second lets receivers that come later
// see one.
void VideoSource::SendBlackIfDue(int width, int height) {
  if (!is_black_.load(std::memory_order_relaxed)) return;
  const int64_t now = engine::MonotonicTime();
  int64_t last = last_black_.load(std::memory_order_relaxed);
  if (last >= 0 && now - last < kSecond) return;
  if (!last_black_.compare_exchange_strong(last, now)) return;
  broadcaster_.OnFrame(
      webrtc::VideoFrame::Builder().set_video_frame_buffer(buffers_.Black(width, height)).set_timestamp_us(now).build());
}

wrtc_video_wants VideoSource::wants() {
  const std::lock_guard lock(sinks_mutex_);
  return wants_;
}

void VideoSource::NotifyWants(SampleWait wait, const wrtc_video_wants& known) {
  SampleWait due;
  {
    const std::lock_guard lock(sinks_mutex_);
    std::swap(wait_, wait);
    known_ = known;
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WANTS, WRTC_OBJECT_KIND_VIDEO_SOURCE);
}

SampleWait VideoSource::TakeWaitIfDue() { return is_ended_ || !(known_ == wants_) ? wait_.Take() : SampleWait(); }

void VideoSource::End() {
  SampleWait due;
  {
    const std::lock_guard lock(sinks_mutex_);
    is_ended_ = true;
    wants_.active = 0;
    is_active_.store(false, std::memory_order_relaxed);
    is_black_.store(false, std::memory_order_relaxed);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WANTS, WRTC_OBJECT_KIND_VIDEO_SOURCE);
}

void VideoSource::AddOrUpdateSink(engine::VideoSink* sink, const engine::VideoSinkWants& wants) {
  {
    const std::lock_guard lock(sinks_mutex_);
    broadcaster_.AddOrUpdateSink(sink, wants);
    const auto known = std::find_if(sinks_.begin(), sinks_.end(), [&](const Sink& other) { return other.sink == sink; });
    const Sink next{sink, wants.is_active, wants.black_frames};
    if (known == sinks_.end()) {
      sinks_.push_back(next);
    } else {
      *known = next;
    }
  }
  SinksChanged();
}

void VideoSource::RemoveSink(engine::VideoSink* sink) {
  {
    const std::lock_guard lock(sinks_mutex_);
    broadcaster_.RemoveSink(sink);
    std::erase_if(sinks_, [&](const Sink& other) { return other.sink == sink; });
  }
  SinksChanged();
}

void VideoSource::SinksChanged() {
  SampleWait due;
  bool turned_black = false;
  {
    const std::lock_guard lock(sinks_mutex_);
    const engine::VideoSinkWants wants = broadcaster_.wants();
    adapter_.OnSinkWants(wants);
    const bool is_active = !is_ended_ && std::any_of(sinks_.begin(), sinks_.end(),
                                                     [](const Sink& sink) { return sink.is_active && !sink.is_black; });
    const bool is_black =
        !is_ended_ && !is_active && std::any_of(sinks_.begin(), sinks_.end(), [](const Sink& sink) { return sink.is_black; });
    wants_ = {.max_pixels = wants.max_pixel_count, .max_framerate = wants.max_framerate_fps, .active = is_active};
    turned_black = is_black && !is_black_.load(std::memory_order_relaxed);
    is_active_.store(is_active, std::memory_order_relaxed);
    is_black_.store(is_black, std::memory_order_relaxed);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WANTS, WRTC_OBJECT_KIND_VIDEO_SOURCE);
  int width = 0, height = 0;
  if (turned_black && GetSize(&width, &height)) {
    last_black_.store(-1, std::memory_order_relaxed);
    SendBlackIfDue(width, height);
  }
}

bool VideoSource::GetSize(int* width, int* height) const {
  const uint64_t size = size_.load(std::memory_order_relaxed);
  *width = static_cast<int>(size >> 32);
  *height = static_cast<int>(size & UINT32_MAX);
  return size != 0;
}

webrtc::scoped_refptr<webrtc::VideoTrackSourceInterface> CreateEngineSource(std::shared_ptr<VideoSource> source,
                                                                            bool is_screencast) {
  return webrtc::make_ref_counted<EngineSource<VideoSource>>(std::move(source), is_screencast);
}

void EndEngineSource(webrtc::VideoTrackSourceInterface& source) { static_cast<EngineSource<VideoSource>&>(source).End(); }

}  // namespace wrtc
