#include "shim/media/video_buffers.h"

#include <utility>

namespace wrtc {

RentedBuffer* VideoBuffers::Rent(std::shared_ptr<VideoSource> source, wrtc_video_format format, int32_t width, int32_t height) {
  const std::lock_guard lock(mutex_);
  for (RentedBuffer& buffer : rented_) {
    if (buffer.source) continue;
    Prepare(buffer, format, width, height);
    buffer.source = std::move(source);
    buffer.live.emplace();
    return &buffer;
  }
  return nullptr;
}

void VideoBuffers::Prepare(RentedBuffer& buffer, wrtc_video_format format, int32_t width, int32_t height) {
  if (format == WRTC_VIDEO_FORMAT_I420) {
    const auto engine = pool_.CreateI420Buffer(width, height);
    buffer.planes = PlanesOf(*engine);
    buffer.engine = engine;
  } else if (format == WRTC_VIDEO_FORMAT_NV12) {
    const auto engine = pool_.CreateNV12Buffer(width, height);
    buffer.planes = PlanesOf(*engine);
    buffer.engine = engine;
  } else {
    const size_t length = static_cast<size_t>(width) * static_cast<size_t>(height) * 4;
    if (buffer.pixels_length != length) {
      buffer.pixels = std::make_unique<uint8_t[]>(length);
      buffer.pixels_length = length;
    }
    LayOut({buffer.pixels.get(), static_cast<int64_t>(length), 0, format}, width, height, buffer.planes);
  }
}

void VideoBuffers::Release(RentedBuffer& buffer) {
  std::shared_ptr<VideoSource> source;  // released after the lock, which is a part of it
  const std::lock_guard lock(mutex_);
  source = std::move(buffer.source);
  buffer.engine = nullptr;
  buffer.live.reset();
}

FrameBuffer VideoBuffers::Copy(const wrtc_video_planes& from) {
  webrtc::scoped_refptr<webrtc::I420Buffer> i420;
  webrtc::scoped_refptr<webrtc::NV12Buffer> nv12;
  {
    const std::lock_guard lock(mutex_);
    if (from.format == WRTC_VIDEO_FORMAT_NV12) {
      nv12 = pool_.CreateNV12Buffer(from.width, from.height);
    } else {
      i420 = pool_.CreateI420Buffer(from.width, from.height);
    }
  }
  if (nv12) {
    Fill(*nv12, from);
    return nv12;
  }
  Fill(*i420, from);
  return i420;
}

FrameBuffer VideoBuffers::Scaled(const webrtc::VideoFrameBuffer& from, int x, int y, int crop_width, int crop_height, int width,
                                 int height) {
  const std::lock_guard lock(mutex_);
  if (from.type() == webrtc::VideoFrameBuffer::Type::kNV12) {
    const auto nv12 = scaled_.CreateNV12Buffer(width, height);
    nv12->CropAndScaleFrom(*from.GetNV12(), x, y, crop_width, crop_height);
    return nv12;
  }
  const auto i420 = scaled_.CreateI420Buffer(width, height);
  i420->CropAndScaleFrom(*from.GetI420(), x, y, crop_width, crop_height);
  return i420;
}

FrameBuffer VideoBuffers::Black(int width, int height) {
  const auto black = webrtc::I420Buffer::Create(width, height);
  webrtc::I420Buffer::SetBlack(black.get());
  return black;
}

}  // namespace wrtc
