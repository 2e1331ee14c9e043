#include "shim/media/encoded_source.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "shim/engine/encoded.h"
#include "shim/runtime/counters.h"
#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

constexpr int64_t kMillisecond = 1000;
constexpr int64_t kRequestPause = 300 * kMillisecond;
constexpr int64_t kPatience = 5000 * kMillisecond;  // until the engine has tried the next codec, on a busy machine
constexpr int64_t kNtpFromUtc = 2208988800000;      // milliseconds from 1900 to 1970 (RFC 868)
constexpr size_t kMaxParameters = 65536;

bool IsSame(const wrtc_encoded_wants& a, const wrtc_encoded_wants& b) {
  return a.bitrate == b.bitrate && a.framerate == b.framerate && (a.active != 0) == (b.active != 0) &&
         a.key_frame_requests == b.key_frame_requests;
}

bool IsSize(int32_t width, int32_t height) {
  return width >= 1 && width <= WRTC_MAX_VIDEO_SIDE && height >= 1 && height <= WRTC_MAX_VIDEO_SIDE &&
         int64_t{width} * height <= WRTC_MAX_VIDEO_PIXELS;
}

}  // namespace

EncodedPicture::EncodedPicture(Content content, int width, int height)
    : content_(std::move(content)), width_(width), height_(height) {}

EncodedPicture::~EncodedPicture() {
  if (content_.source) content_.source->OnPictureGone();
}

EncodedSource::EncodedSource(wrtc_video_codec codec, int32_t playout_delay)
    : codec_(codec),
      playout_delay_(playout_delay),
      ntp_offset_(engine::UtcMilliseconds() + kNtpFromUtc - engine::MonotonicTime() / kMillisecond) {}

wrtc_status EncodedSource::Send(FrameBytes bytes, int32_t width, int32_t height, int64_t timestamp, int32_t rotation,
                                bool is_discontinuity) {
  InspectedFrame frame;
  const std::lock_guard senders(senders_);
  if (const wrtc_status status = Check(bytes, frame); status != WRTC_OK) return status;
  if (!TakeSize(frame, width, height)) {
    return Fail(WRTC_INVALID_PARAMETER,
                "The frame does not tell its size, and neither did one before: width and height are needed.");
  }
  sequence_ += is_discontinuity ? 2 : 1;
  if (!is_active_.load(std::memory_order_relaxed)) return WRTC_NOT_WANTED;
  if (waiting_.load(std::memory_order_relaxed) >= WRTC_MAX_ENCODED_WAITING) {
    RequestKeyFrame(sequence_);
    return Fail(WRTC_SEND_BUFFER_FULL, "8 frames of the source wait to be sent.");
  }
  PassOn(frame, timestamp, rotation);
  return CheckNegotiated();
}

// Keeps parameters, so that each key frame is sent with them.
wrtc_status EncodedSource::Check(FrameBytes bytes, InspectedFrame& frame) {
  if (bytes.length > WRTC_MAX_ENCODED_FRAME) return Fail(WRTC_MESSAGE_TOO_LARGE, "The frame is longer than 4 MiB.");
  const std::string error = Inspect(codec_, bytes, frame);
  if (!error.empty()) return Fail(WRTC_INVALID_PARAMETER, error);
  size_t length = 0;
  for (const FrameBytes& one : frame.parameters) length += one.length;
  if (length > kMaxParameters) return Fail(WRTC_INVALID_PARAMETER, "The parameters of the frame are longer than 64 KiB.");
  if (frame.has_parameters && !frame.parameters.empty()) parameters_.clear();
  if (frame.has_parameters || parameters_.size() + length <= kMaxParameters) {
    for (const FrameBytes& one : frame.parameters) parameters_.insert(parameters_.end(), one.data, one.data + one.length);
  }
  if (frame.is_key && !frame.has_parameters && parameters_.empty()) {
    return Fail(WRTC_INVALID_PARAMETER, std::string("A key frame of ") + NameOf(codec_) +
                                            " came before the parameters to decode it (" +
                                            (codec_ == WRTC_VIDEO_CODEC_AV1 ? "a sequence header" : "SPS and PPS") + ").");
  }
  return WRTC_OK;
}

bool EncodedSource::TakeSize(const InspectedFrame& frame, int32_t width, int32_t height) {
  if (frame.width > 0 && frame.height > 0) {
    width = frame.width;
    height = frame.height;
  }
  if (IsSize(width, height)) {
    size_.store(static_cast<uint64_t>(width) << 32 | static_cast<uint32_t>(height), std::memory_order_relaxed);
  }
  return size_.load(std::memory_order_relaxed) != 0;
}

// The one copy.
webrtc::scoped_refptr<webrtc::EncodedImageBuffer> EncodedSource::Copy(const InspectedFrame& frame) {
  const size_t before = frame.is_key && !frame.has_parameters ? parameters_.size() : 0;
  auto copy = webrtc::EncodedImageBuffer::Create(before + frame.bytes.length);
  if (before > 0) std::memcpy(copy->data(), parameters_.data(), before);
  std::memcpy(copy->data() + before, frame.bytes.data, frame.bytes.length);
  return copy;
}

// The engine counts RTP time in milliseconds of NTP time, and drops a frame that is not newer than the last. Frames of one burst are a millisecond
// apart.
void EncodedSource::PassOn(const InspectedFrame& frame, int64_t timestamp, int32_t rotation) {
  const int64_t now = engine::MonotonicTime();
  const int64_t time = timestamp < 0 ? now : std::min(now, aligner_.TranslateTimestamp(timestamp, now));
  last_time_ = std::max(last_time_ + 1, time / kMillisecond);
  int width = 0, height = 0;
  GetSize(&width, &height);
  if (frame.is_key) {
    const std::lock_guard lock(mutex_);
    last_key_ = sequence_;
    wants_.needs_key_frame = 0;
  } else {
    SampleWait due;
    {
      const std::lock_guard lock(mutex_);
      if (wants_.needs_key_frame) Request(now);
      due = TakeWaitIfDue();
    }
    due.Push(WRTC_EVENT_SOURCE_WANTS, WRTC_OBJECT_KIND_ENCODED_SOURCE);
  }
  Count(WRTC_COUNTER_ENCODED_FRAMES_IN);
  waiting_.fetch_add(1, std::memory_order_relaxed);
  const auto picture = webrtc::make_ref_counted<EncodedPicture>(
      EncodedPicture::Content{
          .source = shared_from_this(), .bytes = Copy(frame), .codec = codec_, .sequence = sequence_, .is_key = frame.is_key},
      width, height);
  const auto engine_frame = webrtc::VideoFrame::Builder()
                                .set_video_frame_buffer(picture)
                                .set_rotation(static_cast<webrtc::VideoRotation>(rotation))
                                .set_timestamp_us(time)
                                .set_ntp_time_ms(last_time_ + ntp_offset_)
                                .build();
  const std::lock_guard lock(sinks_mutex_);
  last_passed_ = sequence_;
  for (const Sink& sink : sinks_) {
    if (sink.is_active) sink.sink->OnFrame(engine_frame);
  }
}

wrtc_status EncodedSource::CheckNegotiated() {
  const std::lock_guard lock(mutex_);
  if (other_codec_ < 0 || engine::MonotonicTime() - other_codec_ < kPatience) return WRTC_OK;
  return Fail(WRTC_INVALID_STATE, "A connection has negotiated " + negotiated_ + ", and the source's frames are " +
                                      NameOf(codec_) +
                                      ". Both peers must agree on this codec: set the codec preferences of the transceiver.");
}

void EncodedSource::RequestKeyFrame(int64_t sequence) {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    if (sequence < last_key_) return;  // it is on its way
    wants_.needs_key_frame = 1;
    Request(engine::MonotonicTime());
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WANTS, WRTC_OBJECT_KIND_ENCODED_SOURCE);
}

void EncodedSource::Request(int64_t now) {
  if (last_request_ >= 0 && now - last_request_ < kRequestPause) return;
  last_request_ = now;
  ++wants_.key_frame_requests;
}

void EncodedSource::MeetOtherCodec(const std::string& negotiated, int64_t sequence) {
  const std::lock_guard lock(mutex_);
  if (sequence <= last_of_removed_) return;  // perhaps by a connection that is gone
  if (other_codec_ < 0) other_codec_ = engine::MonotonicTime();
  negotiated_ = negotiated;
}

void EncodedSource::SetRates(const void* encoder, int64_t bitrate, double framerate) {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    rates_[encoder] = {bitrate, framerate};
    RatesChanged();
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WANTS, WRTC_OBJECT_KIND_ENCODED_SOURCE);
}

void EncodedSource::RemoveRates(const void* encoder) {
  const std::lock_guard lock(mutex_);
  if (rates_.erase(encoder) > 0) RatesChanged();
}

// A connection whose target is 0 is paused.
void EncodedSource::RatesChanged() {
  wants_.bitrate = 0;
  wants_.framerate = 0;
  for (const auto& [encoder, rates] : rates_) {
    if (rates.bitrate > 0 && (wants_.bitrate == 0 || rates.bitrate < wants_.bitrate)) wants_.bitrate = rates.bitrate;
    wants_.framerate = std::max(wants_.framerate, rates.framerate);
  }
}

wrtc_encoded_wants EncodedSource::wants() {
  const std::lock_guard lock(mutex_);
  return wants_;
}

void EncodedSource::NotifyWants(SampleWait wait, const wrtc_encoded_wants& known) {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    std::swap(wait_, wait);
    known_ = known;
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WANTS, WRTC_OBJECT_KIND_ENCODED_SOURCE);
}

SampleWait EncodedSource::TakeWaitIfDue() { return is_ended_ || !IsSame(known_, wants_) ? wait_.Take() : SampleWait(); }

void EncodedSource::End() {
  SampleWait due;
  {
    const std::lock_guard lock(mutex_);
    is_ended_ = true;
    wants_.active = 0;
    is_active_.store(false, std::memory_order_relaxed);
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WANTS, WRTC_OBJECT_KIND_ENCODED_SOURCE);
}

// A disabled track carries nothing: there are no black frames in all codecs.
void EncodedSource::AddOrUpdateSink(engine::VideoSink* sink, const engine::VideoSinkWants& wants) {
  const bool is_active = wants.is_active && !wants.black_frames;
  bool has_new = is_active;
  {
    const std::lock_guard lock(sinks_mutex_);
    const auto known = std::find_if(sinks_.begin(), sinks_.end(), [&](const Sink& other) { return other.sink == sink; });
    if (known == sinks_.end()) {
      sinks_.push_back({sink, is_active});
    } else {
      has_new &= !known->is_active;
      known->is_active = is_active;
    }
  }
  SinksChanged(has_new);
}

// The engine removes the sink of an encoder that refused, when it tries the next codec or the connection ends.
void EncodedSource::RemoveSink(engine::VideoSink* sink) {
  {
    const std::scoped_lock lock(sinks_mutex_, mutex_);
    std::erase_if(sinks_, [&](const Sink& other) { return other.sink == sink; });
    last_of_removed_ = last_passed_;
    other_codec_ = -1;
  }
  SinksChanged(false);
}

// A connection begins with a key frame.
void EncodedSource::SinksChanged(bool has_new) {
  SampleWait due;
  {
    const std::scoped_lock lock(sinks_mutex_, mutex_);
    const bool is_active =
        !is_ended_ && std::any_of(sinks_.begin(), sinks_.end(), [](const Sink& sink) { return sink.is_active; });
    wants_.active = is_active;
    is_active_.store(is_active, std::memory_order_relaxed);
    if (is_active && has_new) {
      wants_.needs_key_frame = 1;
      Request(engine::MonotonicTime());
    }
    due = TakeWaitIfDue();
  }
  due.Push(WRTC_EVENT_SOURCE_WANTS, WRTC_OBJECT_KIND_ENCODED_SOURCE);
}

bool EncodedSource::GetSize(int* width, int* height) const {
  const uint64_t size = size_.load(std::memory_order_relaxed);
  *width = static_cast<int>(size >> 32);
  *height = static_cast<int>(size & UINT32_MAX);
  return size != 0;
}

}  // namespace wrtc
