// The part of the seam for pictures: classes that have other namespaces or members in an older engine.
#ifndef WRTC_ENGINE_PICTURES_H_
#define WRTC_ENGINE_PICTURES_H_

#include "api/media_stream_interface.h"
#include "api/video/video_frame.h"
#include "media/base/video_adapter.h"
#include "media/base/video_broadcaster.h"
#include "rtc_base/time_utils.h"
#include "rtc_base/timestamp_aligner.h"
#include "shim/engine/media_rtp.h"

namespace wrtc::engine {

#if defined(WRTC_ENGINE_UPSTREAM)
using TimestampAligner = webrtc::TimestampAligner;
using VideoAdapter = webrtc::VideoAdapter;
using VideoBroadcaster = webrtc::VideoBroadcaster;
using VideoSink = webrtc::VideoSinkInterface<webrtc::VideoFrame>;
using VideoSinkWants = webrtc::VideoSinkWants;
using EncodedVideoSink = webrtc::VideoSinkInterface<webrtc::RecordableEncodedFrame>;
inline int64_t MonotonicTime() { return webrtc::TimeMicros(); }
inline uint32_t RtpTimestampOf(const webrtc::VideoFrame& frame) { return frame.rtp_timestamp(); }
#else
using TimestampAligner = rtc::TimestampAligner;
using VideoAdapter = cricket::VideoAdapter;
using VideoBroadcaster = rtc::VideoBroadcaster;
using VideoSink = rtc::VideoSinkInterface<webrtc::VideoFrame>;
using VideoSinkWants = rtc::VideoSinkWants;
using EncodedVideoSink = rtc::VideoSinkInterface<webrtc::RecordableEncodedFrame>;
inline int64_t MonotonicTime() { return rtc::TimeMicros(); }
inline uint32_t RtpTimestampOf(const webrtc::VideoFrame& frame) { return frame.timestamp(); }
#endif

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_PICTURES_H_
