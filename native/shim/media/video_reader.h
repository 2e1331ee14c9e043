// A track's pictures on their way to a caller: the newest few, of which the caller borrows one at a time.
#ifndef WRTC_VIDEO_READER_H_
#define WRTC_VIDEO_READER_H_

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "shim/engine/pictures.h"
#include "shim/media/pixels.h"
#include "shim/media/sample_wait.h"
#include "shim/media/track.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class VideoReader;

// One lent frame. It keeps its reader alive, which keeps the memory.
struct LentFrame {
  std::shared_ptr<VideoReader> reader;  // null: not lent, or a clone
  std::optional<webrtc::VideoFrame> frame;
  std::optional<LiveObject<WRTC_OBJECT_KIND_VIDEO_FRAME>> live;
};

class VideoReader final : public std::enable_shared_from_this<VideoReader>,
                          private engine::VideoSink,
                          private webrtc::ObserverInterface {
 public:
  static constexpr int32_t kMaxCapacity = 16;

  // applies_rotation: pictures are turned upright when they are read.
  VideoReader(webrtc::scoped_refptr<Track> track, int32_t capacity, bool applies_rotation);

  // Pictures come soon after Start, and none after the task that Stop posts. Neither waits.
  void Start();
  void Stop();

  // As wrtc_video_reader_*. From any threads.
  wrtc_status Read(LentFrame*& lent);
  void Release(LentFrame& lent);
  wrtc_status CopyLatest(const wrtc_video_memory& memory, wrtc_video_frame_info* info);
  void NotifyReadable(SampleWait wait);
  void GetStatus(wrtc_video_reader_status* status);

 private:
  using Waiting = std::array<std::optional<webrtc::VideoFrame>, kMaxCapacity>;

  // Of the track, on the signaling thread.
  void Attach();
  void Detach();
  void OnChanged() override;
  void End();

  // On the decoder's thread, or on the thread that sends a local picture.
  void OnFrame(const webrtc::VideoFrame& frame) override;
  void OnDiscardedFrame() override {}

  std::optional<webrtc::VideoFrame> TakeOldest();
  wrtc_video_frame_info InfoOfRead(const webrtc::VideoFrame& frame) const;  // as it is read
  SampleWait TakeWaitIfDue();

  const LiveObject<WRTC_OBJECT_KIND_VIDEO_READER> live_;
  const webrtc::scoped_refptr<Track> track_;
  const size_t capacity_;
  const bool applies_rotation_;
  std::atomic<bool> silenced_{false};  // no more events

  // On the signaling thread.
  bool is_attached_ = false;

  std::mutex mutex_;
  Waiting waiting_;  // a ring
  size_t first_ = 0;
  size_t count_ = 0;
  std::array<LentFrame, WRTC_MAX_LENT_FRAMES> lent_;
  SampleWait wait_;
  std::weak_ptr<EventQueue> queue_;  // of the last wait
  int64_t delivered_ = 0;
  int64_t dropped_ = 0;
  bool is_ended_ = false;
};

// A copy with memory of its own, to be deleted.
LentFrame* Clone(const LentFrame& lent);

wrtc_video_frame_info InfoOf(const webrtc::VideoFrame& frame);

// The planes of the frame's buffer, which is I420 or NV12.
wrtc_video_planes PlanesOf(const webrtc::VideoFrame& frame);

}  // namespace wrtc

#endif  // WRTC_VIDEO_READER_H_
