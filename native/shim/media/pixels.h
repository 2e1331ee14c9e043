// The layouts of pictures in memory, and conversions between them and the engine's buffers.
#ifndef WRTC_PIXELS_H_
#define WRTC_PIXELS_H_

#include "api/video/i420_buffer.h"
#include "api/video/nv12_buffer.h"
#include "api/video/video_frame.h"
#include "webrtcnative.h"

namespace wrtc {

inline bool IsRgb(wrtc_video_format format) { return format == WRTC_VIDEO_FORMAT_BGRA || format == WRTC_VIDEO_FORMAT_RGBA; }

// Checks the size and format of a picture for a source.
wrtc_status CheckPicture(wrtc_video_format format, int32_t width, int32_t height);

// Where the planes of a picture of this size are in the memory. WRTC_INVALID_PARAMETER or WRTC_BUFFER_TOO_SMALL, with a text.
wrtc_status LayOut(const wrtc_video_memory& memory, int32_t width, int32_t height, wrtc_video_planes& planes);

// The engine's buffers as the C interface shows them. The caller knows whether he may write.
wrtc_video_planes PlanesOf(const webrtc::I420BufferInterface& buffer);
wrtc_video_planes PlanesOf(const webrtc::NV12BufferInterface& buffer);

// Copies a picture, of the buffer's size. All but NV12 can become I420.
void Fill(webrtc::I420Buffer& buffer, const wrtc_video_planes& from);
void Fill(webrtc::NV12Buffer& buffer, const wrtc_video_planes& from);

// Copies a frame into planes of its size, in any format. RGB is made with the matrix that the frame names.
void CopyFrame(const webrtc::VideoFrame& frame, const wrtc_video_planes& to);

}  // namespace wrtc

#endif  // WRTC_PIXELS_H_
