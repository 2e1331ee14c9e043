// The part of the seam for encoded frames: members that have other names in an older engine, or that it lacks.
#ifndef WRTC_ENGINE_ENCODED_FRAMES_H_
#define WRTC_ENGINE_ENCODED_FRAMES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "api/frame_transformer_interface.h"
#include "shim/engine/media_rtp.h"

namespace wrtc::engine {

using EncodedFrame = webrtc::TransformableFrameInterface;
using EncodedPicture = webrtc::TransformableVideoFrameInterface;

#if defined(WRTC_ENGINE_UPSTREAM)
inline std::pair<int, int> SizeOf(const EncodedPicture& frame) {
  const webrtc::VideoFrameMetadata metadata = frame.Metadata();
  return {metadata.GetWidth(), metadata.GetHeight()};
}
inline std::string MimeTypeOf(const EncodedFrame& frame) { return frame.GetMimeType(); }
inline void SetTransformer(webrtc::RtpSenderInterface& sender, webrtc::scoped_refptr<webrtc::FrameTransformerInterface> to) {
  sender.SetFrameTransformer(std::move(to));
}
inline void SetTransformer(webrtc::RtpReceiverInterface& receiver, webrtc::scoped_refptr<webrtc::FrameTransformerInterface> to) {
  receiver.SetFrameTransformer(std::move(to));
}
#else
inline std::pair<int, int> SizeOf(const EncodedPicture& frame) {
  const webrtc::VideoFrameMetadata& metadata = frame.GetMetadata();
  return {metadata.GetWidth(), metadata.GetHeight()};
}
inline std::string MimeTypeOf(const EncodedFrame& /*frame*/) { return {}; }  // not known
inline void SetTransformer(webrtc::RtpSenderInterface& sender, webrtc::scoped_refptr<webrtc::FrameTransformerInterface> to) {
  sender.SetEncoderToPacketizerFrameTransformer(std::move(to));
}
inline void SetTransformer(webrtc::RtpReceiverInterface& receiver, webrtc::scoped_refptr<webrtc::FrameTransformerInterface> to) {
  receiver.SetDepacketizerToDecoderFrameTransformer(std::move(to));
}
#endif

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_ENCODED_FRAMES_H_
