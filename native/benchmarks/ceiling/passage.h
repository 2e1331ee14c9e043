// Coders of VP8 that let encoded frames pass, and a source of such frames: what a C++ program writes to send what is encoded already.
#ifndef WRTC_BENCHMARKS_PASSAGE_H_
#define WRTC_BENCHMARKS_PASSAGE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "api/media_stream_interface.h"
#include "api/notifier.h"
#include "api/video/encoded_image.h"
#include "api/video/recordable_encoded_frame.h"
#include "api/video_codecs/video_decoder_factory.h"
#include "api/video_codecs/video_encoder_factory.h"
#include "media/base/video_broadcaster.h"
#include "timeline.h"

namespace ceiling {

// Bytes that look like a frame of VP8 to everything but a decoder, with the time of sending and their length in it.
class PassedFrame {
 public:
  static webrtc::scoped_refptr<webrtc::EncodedImageBuffer> Create(size_t length, bool is_key);
  static int64_t SentAt(const uint8_t* data);
  static size_t LengthOf(const uint8_t* data);
};

// The frames of one camera or file, for any number of connections.
class PassedSource : public webrtc::Notifier<webrtc::VideoTrackSourceInterface> {
 public:
  void Send(webrtc::scoped_refptr<webrtc::EncodedImageBuffer> bytes, bool is_key);
  void RequestKeyFrame();
  bool needs_key_frame() const { return needs_key_frame_.load(); }
  std::function<void()> on_request;  // at most every 300 ms

  SourceState state() const override { return kLive; }
  bool remote() const override { return false; }
  bool is_screencast() const override { return false; }
  std::optional<bool> needs_denoising() const override { return {}; }
  bool GetStats(Stats*) override { return false; }
  void AddOrUpdateSink(webrtc::VideoSinkInterface<webrtc::VideoFrame>* sink, const webrtc::VideoSinkWants& wants) override;
  void RemoveSink(webrtc::VideoSinkInterface<webrtc::VideoFrame>* sink) override { broadcaster_.RemoveSink(sink); }
  bool SupportsEncodedOutput() const override { return false; }
  void GenerateKeyFrame() override {}
  void AddEncodedSink(webrtc::VideoSinkInterface<webrtc::RecordableEncodedFrame>*) override {}
  void RemoveEncodedSink(webrtc::VideoSinkInterface<webrtc::RecordableEncodedFrame>*) override {}

 private:
  webrtc::VideoBroadcaster broadcaster_;
  std::atomic<bool> needs_key_frame_{true};
  std::atomic<int64_t> last_request_{0};
};

// Where they arrive.
class PassedSink : public webrtc::VideoSinkInterface<webrtc::RecordableEncodedFrame> {
 public:
  void OnFrame(const webrtc::RecordableEncodedFrame& frame) override {
    timeline.SeenSince(PassedFrame::SentAt(frame.encoded_buffer()->data()));
    if (on_frame) on_frame(frame);
  }

  Timeline timeline;
  std::function<void(const webrtc::RecordableEncodedFrame&)> on_frame;
};

// at_once: frames tell receivers to show them without the jitter buffer's delay (the header extension "playout-delay").
std::unique_ptr<webrtc::VideoEncoderFactory> CreatePassingEncoders(bool at_once = false);
std::unique_ptr<webrtc::VideoDecoderFactory> CreatePassingDecoders();

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_PASSAGE_H_
