#include "shim/media/pixels.h"

#include <string>

#include "api/video/color_space.h"
#include "shim/runtime/counters.h"
#include "shim/runtime/last_error.h"
#include "third_party/libyuv/include/libyuv.h"

namespace wrtc {
namespace {

int HalfOf(int value) { return (value + 1) / 2; }

bool IsFormat(wrtc_video_format format) { return format >= WRTC_VIDEO_FORMAT_I420 && format <= WRTC_VIDEO_FORMAT_RGBA; }

// Blue and red change places in the tables whose names begin with kYvu.
struct Matrix {
  const libyuv::YuvConstants* to_bgra;
  const libyuv::YuvConstants* to_rgba;
};

// Without a color space a frame has that of the video codecs' RFCs: BT.601, limited range.
Matrix MatrixOf(const webrtc::VideoFrame& frame) {
  using Color = webrtc::ColorSpace;
  const auto& color = frame.color_space();
  if (!color) return {&libyuv::kYuvI601Constants, &libyuv::kYvuI601Constants};
  const bool is_full = color->range() == Color::RangeID::kFull;
  if (color->matrix() == Color::MatrixID::kBT709) {
    return is_full ? Matrix{&libyuv::kYuvF709Constants, &libyuv::kYvuF709Constants}
                   : Matrix{&libyuv::kYuvH709Constants, &libyuv::kYvuH709Constants};
  }
  return is_full ? Matrix{&libyuv::kYuvJPEGConstants, &libyuv::kYvuJPEGConstants}
                 : Matrix{&libyuv::kYuvI601Constants, &libyuv::kYvuI601Constants};
}

void CopyI420(const webrtc::I420BufferInterface& from, const Matrix& matrix, const wrtc_video_planes& to) {
  const int width = from.width(), height = from.height();
  const uint8_t *const y = from.DataY(), *const u = from.DataU(), *const v = from.DataV();
  const int stride_y = from.StrideY(), stride_u = from.StrideU(), stride_v = from.StrideV();
  switch (to.format) {
    case WRTC_VIDEO_FORMAT_I420:
      libyuv::I420Copy(y, stride_y, u, stride_u, v, stride_v, to.data_first, to.stride_first, to.data_second, to.stride_second,
                       to.data_third, to.stride_third, width, height);
      break;
    case WRTC_VIDEO_FORMAT_NV12:
      libyuv::I420ToNV12(y, stride_y, u, stride_u, v, stride_v, to.data_first, to.stride_first, to.data_second, to.stride_second,
                         width, height);
      break;
    case WRTC_VIDEO_FORMAT_BGRA:
      libyuv::I420ToARGBMatrix(y, stride_y, u, stride_u, v, stride_v, to.data_first, to.stride_first, matrix.to_bgra, width,
                               height);
      break;
    case WRTC_VIDEO_FORMAT_RGBA:
      libyuv::I420ToARGBMatrix(y, stride_y, v, stride_v, u, stride_u, to.data_first, to.stride_first, matrix.to_rgba, width,
                               height);
      break;
  }
}

}  // namespace

wrtc_status CheckPicture(wrtc_video_format format, int32_t width, int32_t height) {
  if (!IsFormat(format)) return Fail(WRTC_INVALID_PARAMETER, "format is not one of wrtc_video_format.");
  if (width < 2 || height < 2 || width > WRTC_MAX_VIDEO_SIDE || height > WRTC_MAX_VIDEO_SIDE || width % 2 != 0 ||
      height % 2 != 0 || int64_t{width} * height > WRTC_MAX_VIDEO_PIXELS) {
    return Fail(WRTC_INVALID_PARAMETER, "The size is " + std::to_string(width) + "x" + std::to_string(height) +
                                            "; width and height must be even, within 2 and 16384, and make no more than 67108864 "
                                            "pixels.");
  }
  return WRTC_OK;
}

wrtc_status LayOut(const wrtc_video_memory& memory, int32_t width, int32_t height, wrtc_video_planes& planes) {
  if (!IsFormat(memory.format)) return Fail(WRTC_INVALID_PARAMETER, "format is not one of wrtc_video_format.");
  if (memory.length < 0) return Fail(WRTC_INVALID_PARAMETER, "length is negative.");
  if (memory.data == nullptr && memory.length > 0) return Fail(WRTC_INVALID_PARAMETER, "data is null.");
  const int32_t row = IsRgb(memory.format) ? width * 4 : width;
  const int32_t stride = memory.stride == 0 ? row : memory.stride;
  constexpr int32_t kMaxStride = 1 << 20;  // sums below are far from the limits of their types
  if (stride < row || stride > kMaxStride) {
    return Fail(WRTC_INVALID_PARAMETER, "stride is " + std::to_string(stride) + "; a row has " + std::to_string(row) +
                                            " bytes, and 1048576 is the most.");
  }
  const int32_t half = HalfOf(stride);
  const int32_t second = memory.format == WRTC_VIDEO_FORMAT_I420 ? half : memory.format == WRTC_VIDEO_FORMAT_NV12 ? half * 2 : 0;
  const int32_t third = memory.format == WRTC_VIDEO_FORMAT_I420 ? half : 0;
  const int64_t first_length = int64_t{stride} * height;
  const int64_t second_length = int64_t{second} * HalfOf(height);
  const int64_t needed = first_length + second_length + int64_t{third} * HalfOf(height);
  if (memory.length < needed) {
    return Fail(WRTC_BUFFER_TOO_SMALL,
                "length is " + std::to_string(memory.length) + "; the picture needs " + std::to_string(needed) + " bytes.");
  }
  planes = {.data_first = memory.data,
            .data_second = second > 0 ? memory.data + first_length : nullptr,
            .data_third = third > 0 ? memory.data + first_length + second_length : nullptr,
            .stride_first = stride,
            .stride_second = second,
            .stride_third = third,
            .width = width,
            .height = height,
            .format = memory.format};
  return WRTC_OK;
}

wrtc_video_planes PlanesOf(const webrtc::I420BufferInterface& buffer) {
  return {.data_first = const_cast<uint8_t*>(buffer.DataY()),
          .data_second = const_cast<uint8_t*>(buffer.DataU()),
          .data_third = const_cast<uint8_t*>(buffer.DataV()),
          .stride_first = buffer.StrideY(),
          .stride_second = buffer.StrideU(),
          .stride_third = buffer.StrideV(),
          .width = buffer.width(),
          .height = buffer.height(),
          .format = WRTC_VIDEO_FORMAT_I420};
}

wrtc_video_planes PlanesOf(const webrtc::NV12BufferInterface& buffer) {
  return {.data_first = const_cast<uint8_t*>(buffer.DataY()),
          .data_second = const_cast<uint8_t*>(buffer.DataUV()),
          .data_third = nullptr,
          .stride_first = buffer.StrideY(),
          .stride_second = buffer.StrideUV(),
          .stride_third = 0,
          .width = buffer.width(),
          .height = buffer.height(),
          .format = WRTC_VIDEO_FORMAT_NV12};
}

void Fill(webrtc::I420Buffer& buffer, const wrtc_video_planes& from) {
  Count(WRTC_COUNTER_VIDEO_CONVERSIONS);
  uint8_t *const y = buffer.MutableDataY(), *const u = buffer.MutableDataU(), *const v = buffer.MutableDataV();
  const int stride_y = buffer.StrideY(), stride_u = buffer.StrideU(), stride_v = buffer.StrideV();
  if (from.format == WRTC_VIDEO_FORMAT_I420) {
    libyuv::I420Copy(from.data_first, from.stride_first, from.data_second, from.stride_second, from.data_third, from.stride_third,
                     y, stride_y, u, stride_u, v, stride_v, from.width, from.height);
  } else {
    const auto convert = from.format == WRTC_VIDEO_FORMAT_BGRA ? libyuv::ARGBToI420 : libyuv::ABGRToI420;
    convert(from.data_first, from.stride_first, y, stride_y, u, stride_u, v, stride_v, from.width, from.height);
  }
}

void Fill(webrtc::NV12Buffer& buffer, const wrtc_video_planes& from) {
  Count(WRTC_COUNTER_VIDEO_CONVERSIONS);
  libyuv::NV12Copy(from.data_first, from.stride_first, from.data_second, from.stride_second, buffer.MutableDataY(),
                   buffer.StrideY(), buffer.MutableDataUV(), buffer.StrideUV(), from.width, from.height);
}

void CopyFrame(const webrtc::VideoFrame& frame, const wrtc_video_planes& to) {
  Count(WRTC_COUNTER_VIDEO_CONVERSIONS);
  const auto buffer = frame.video_frame_buffer();
  if (const auto* const nv12 = buffer->type() == webrtc::VideoFrameBuffer::Type::kNV12 ? buffer->GetNV12() : nullptr;
      nv12 != nullptr && to.format == WRTC_VIDEO_FORMAT_NV12) {
    libyuv::NV12Copy(nv12->DataY(), nv12->StrideY(), nv12->DataUV(), nv12->StrideUV(), to.data_first, to.stride_first,
                     to.data_second, to.stride_second, nv12->width(), nv12->height());
    return;
  }
  CopyI420(*buffer->ToI420(), MatrixOf(frame), to);
}

}  // namespace wrtc
