// The pictures of a source: those that callers fill in place, and memory for those that are copied.
#ifndef WRTC_VIDEO_BUFFERS_H_
#define WRTC_VIDEO_BUFFERS_H_

#include <array>
#include <memory>
#include <mutex>
#include <optional>

#include "common_video/include/video_frame_buffer_pool.h"
#include "shim/engine/engine.h"
#include "shim/media/pixels.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class VideoSource;
using FrameBuffer = webrtc::scoped_refptr<webrtc::VideoFrameBuffer>;

// One rented buffer. It keeps its source alive, which keeps the memory.
struct RentedBuffer {
  std::shared_ptr<VideoSource> source;  // null: not rented
  FrameBuffer engine;                   // of YUV formats
  std::unique_ptr<uint8_t[]> pixels;    // of RGB formats; kept for the next rent of this size
  size_t pixels_length = 0;
  wrtc_video_planes planes{};
  std::optional<LiveObject<WRTC_OBJECT_KIND_VIDEO_BUFFER>> live;
};

// From any threads.
class VideoBuffers {
 public:
  // Null: all are rented.
  RentedBuffer* Rent(std::shared_ptr<VideoSource> source, wrtc_video_format format, int32_t width, int32_t height);
  void Release(RentedBuffer& buffer);

  // A buffer for the engine with a copy of the picture.
  FrameBuffer Copy(const wrtc_video_planes& from);
  FrameBuffer Scaled(const webrtc::VideoFrameBuffer& from, int x, int y, int crop_width, int crop_height, int width, int height);
  FrameBuffer Black(int width, int height);

 private:
  void Prepare(RentedBuffer& buffer, wrtc_video_format format, int32_t width, int32_t height);

  std::mutex mutex_;
  std::array<RentedBuffer, WRTC_MAX_RENTED_BUFFERS> rented_;
  // A pool keeps buffers of one size, so scaled pictures have another.
  webrtc::VideoFrameBufferPool pool_{true};
  webrtc::VideoFrameBufferPool scaled_{true};
};

}  // namespace wrtc

#endif  // WRTC_VIDEO_BUFFERS_H_
