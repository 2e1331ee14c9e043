// An encoded picture on its way through the engine's frames, which take it for a native one.
#ifndef WRTC_ENCODED_PICTURE_H_
#define WRTC_ENCODED_PICTURE_H_

#include <memory>

#include "api/video/encoded_image.h"
#include "api/video/video_frame_buffer.h"
#include "shim/engine/engine.h"
#include "webrtcnative.h"

namespace wrtc {

class EncodedSource;

// The only native buffers that reach an encoder are these.
class EncodedPicture : public webrtc::VideoFrameBuffer {
 public:
  struct Content {
    std::shared_ptr<EncodedSource> source;
    webrtc::scoped_refptr<webrtc::EncodedImageBuffer> bytes;
    wrtc_video_codec codec = WRTC_VIDEO_CODEC_VP8;
    int64_t sequence = 0;  // of the source; a number that lacks is a frame that was rejected or lost
    bool is_key = false;
  };

  // A picture that was received and is not decoded has no content.
  EncodedPicture(int width, int height) : width_(width), height_(height) {}
  EncodedPicture(Content content, int width, int height);
  ~EncodedPicture() override;

  const Content& content() const { return content_; }

  Type type() const override { return Type::kNative; }
  int width() const override { return width_; }
  int height() const override { return height_; }

  // Nothing decodes it, and it cannot be scaled.
  webrtc::scoped_refptr<webrtc::I420BufferInterface> ToI420() override { return nullptr; }
  webrtc::scoped_refptr<webrtc::VideoFrameBuffer> CropAndScale(int /*x*/, int /*y*/, int /*crop_width*/, int /*crop_height*/,
                                                               int /*width*/, int /*height*/) override {
    return webrtc::scoped_refptr<webrtc::VideoFrameBuffer>(this);
  }

 private:
  const Content content_;
  const int width_;
  const int height_;
};

}  // namespace wrtc

#endif  // WRTC_ENCODED_PICTURE_H_
