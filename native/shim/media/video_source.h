// Pictures that the caller sends, on their way to encoders and local readers.
#ifndef WRTC_VIDEO_SOURCE_H_
#define WRTC_VIDEO_SOURCE_H_

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "shim/engine/pictures.h"
#include "shim/media/sample_wait.h"
#include "shim/media/video_buffers.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class VideoSource final : public std::enable_shared_from_this<VideoSource> {
 public:
  // As wrtc_video_source_* and wrtc_video_buffer_*. From any threads.
  wrtc_status Rent(wrtc_video_format format, int32_t width, int32_t height, RentedBuffer*& buffer);
  wrtc_status Send(RentedBuffer& buffer, int64_t timestamp, int32_t rotation);
  void Release(RentedBuffer& buffer) { buffers_.Release(buffer); }
  wrtc_status Send(const wrtc_video_planes& picture, int64_t timestamp, int32_t rotation);
  wrtc_video_wants wants();
  void NotifyWants(SampleWait wait, const wrtc_video_wants& known);
  void End();

  // The engine's encoders, and readers of local tracks. On any thread of the engine.
  void AddOrUpdateSink(engine::VideoSink* sink, const engine::VideoSinkWants& wants);
  void RemoveSink(engine::VideoSink* sink);
  bool GetSize(int* width, int* height) const;  // of the last picture; false before the first

 private:
  struct Sink {
    engine::VideoSink* sink;
    bool is_active;
    bool is_black;  // its track is disabled
  };

  // How a picture leaves the source, in microseconds and pixels.
  struct Passage {
    int64_t time = 0;
    int crop_width = 0, crop_height = 0;
    int width = 0, height = 0;
  };

  bool Admit(const wrtc_video_planes& picture, int64_t timestamp, Passage& passage);
  void SendBlackIfDue(int width, int height);
  void PassOn(FrameBuffer buffer, const Passage& passage, int32_t rotation);

  void SinksChanged();
  SampleWait TakeWaitIfDue();

  const LiveObject<WRTC_OBJECT_KIND_VIDEO_SOURCE> live_;
  VideoBuffers buffers_;
  engine::VideoBroadcaster broadcaster_;
  engine::VideoAdapter adapter_;

  std::mutex senders_;  // pictures leave in the order of their times
  engine::TimestampAligner aligner_;
  int64_t last_time_ = -1;
  std::atomic<int64_t> last_black_{-1};
  std::atomic<uint64_t> size_{0};

  std::mutex sinks_mutex_;
  std::vector<Sink> sinks_;
  wrtc_video_wants wants_{.max_pixels = INT32_MAX, .max_framerate = INT32_MAX, .active = 0};
  wrtc_video_wants known_{};
  SampleWait wait_;
  bool is_ended_ = false;
  std::atomic<bool> is_active_{false};  // wants_.active
  std::atomic<bool> is_black_{false};   // there are sinks, of disabled tracks only
};

// The source as the engine's tracks see it. On the signaling thread.
webrtc::scoped_refptr<webrtc::VideoTrackSourceInterface> CreateEngineSource(std::shared_ptr<VideoSource> source,
                                                                            bool is_screencast);

// Its tracks end.
void EndEngineSource(webrtc::VideoTrackSourceInterface& source);

}  // namespace wrtc

#endif  // WRTC_VIDEO_SOURCE_H_
