// Pictures that are sent and seen: a source with a moving pattern, and a sink that reads the pictures' numbers.
#ifndef WRTC_BENCHMARKS_PICTURES_H_
#define WRTC_BENCHMARKS_PICTURES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "api/video/i420_buffer.h"
#include "api/video/video_frame.h"
#include "api/video/video_sink_interface.h"
#include "common_video/include/video_frame_buffer_pool.h"
#include "media/base/adapted_video_track_source.h"
#include "timeline.h"

namespace ceiling {

constexpr int kWidth = 1280;
constexpr int kHeight = 720;

// The same bytes as those of OurPair's Pictures.cs: the encoders of both programs have the same work.
class Pictures {
 public:
  Pictures();
  // Copies a drawn picture, and writes its number into blocks of luma.
  void Draw(uint32_t number, webrtc::I420Buffer& buffer) const;
  static uint8_t NumberOf(const webrtc::I420BufferInterface& buffer);

 private:
  std::vector<webrtc::scoped_refptr<webrtc::I420Buffer>> drawn_;
};

// A camera.
class PictureSource : public webrtc::AdaptedVideoTrackSource {
 public:
  explicit PictureSource(const Pictures& pictures) : pictures_(pictures) {}
  void Send(Timeline& timeline);

  SourceState state() const override { return kLive; }
  bool remote() const override { return false; }
  bool is_screencast() const override { return false; }
  std::optional<bool> needs_denoising() const override { return {}; }

 private:
  const Pictures& pictures_;
  webrtc::VideoFrameBufferPool pool_;
};

// A screen.
class PictureSink : public webrtc::VideoSinkInterface<webrtc::VideoFrame> {
 public:
  explicit PictureSink(Timeline& timeline) : timeline_(timeline) {}
  void OnFrame(const webrtc::VideoFrame& frame) override {
    timeline_.Seen(Pictures::NumberOf(*frame.video_frame_buffer()->GetI420()));
  }

 private:
  Timeline& timeline_;
};

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_PICTURES_H_
