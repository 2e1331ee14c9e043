// Encoded pictures that the caller sends, on their way to the connections that pass them on.
#ifndef WRTC_ENCODED_SOURCE_H_
#define WRTC_ENCODED_SOURCE_H_

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "shim/engine/pictures.h"
#include "shim/media/bitstream.h"
#include "shim/media/encoded_picture.h"
#include "shim/media/sample_wait.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class EncodedSource final : public std::enable_shared_from_this<EncodedSource> {
 public:
  EncodedSource(wrtc_video_codec codec, int32_t playout_delay);

  wrtc_video_codec codec() const { return codec_; }
  int32_t playout_delay() const { return playout_delay_; }

  // As wrtc_encoded_source_*. From any threads.
  wrtc_status Send(FrameBytes bytes, int32_t width, int32_t height, int64_t timestamp, int32_t rotation, bool is_discontinuity);
  wrtc_encoded_wants wants();
  void NotifyWants(SampleWait wait, const wrtc_encoded_wants& known);
  void End();

  // Of the engine's encoders, on their threads.
  void RequestKeyFrame(int64_t sequence);                                // a frame that came before the key frame that is needed
  void MeetOtherCodec(const std::string& negotiated, int64_t sequence);  // a frame that an encoder cannot pass
  void SetRates(const void* encoder, int64_t bitrate, double framerate);
  void RemoveRates(const void* encoder);

  // Of the pictures that are under way.
  void OnPictureGone() { waiting_.fetch_sub(1, std::memory_order_relaxed); }

  // The engine's encoders. On any thread of the engine.
  void AddOrUpdateSink(engine::VideoSink* sink, const engine::VideoSinkWants& wants);
  void RemoveSink(engine::VideoSink* sink);
  bool GetSize(int* width, int* height) const;

 private:
  struct Rates {
    int64_t bitrate;
    double framerate;
  };

  wrtc_status Check(FrameBytes bytes, InspectedFrame& frame);
  bool TakeSize(const InspectedFrame& frame, int32_t width, int32_t height);
  webrtc::scoped_refptr<webrtc::EncodedImageBuffer> Copy(const InspectedFrame& frame);
  void PassOn(const InspectedFrame& frame, int64_t timestamp, int32_t rotation);
  void Request(int64_t now);  // locked
  wrtc_status CheckNegotiated();

  void SinksChanged(bool has_new);
  void RatesChanged();  // locked
  SampleWait TakeWaitIfDue();

  const LiveObject<WRTC_OBJECT_KIND_ENCODED_SOURCE> live_;
  const wrtc_video_codec codec_;
  const int32_t playout_delay_;  // milliseconds; -1: receivers decide
  const int64_t ntp_offset_;     // milliseconds from the monotonic clock
  std::atomic<int32_t> waiting_{0};
  std::atomic<bool> is_active_{false};
  std::atomic<uint64_t> size_{0};

  std::mutex senders_;  // pictures leave in the order of their numbers
  engine::TimestampAligner aligner_;
  int64_t last_time_ = -1;  // milliseconds
  int64_t sequence_ = 0;
  std::vector<uint8_t> parameters_;  // of the last frame that had all of them

  std::mutex sinks_mutex_;  // held while a sink is called; no other lock is taken within
  struct Sink {
    engine::VideoSink* sink;
    bool is_active;
  };
  std::vector<Sink> sinks_;
  int64_t last_passed_ = 0;  // number of the last frame that they got

  std::mutex mutex_;  // of the rest
  wrtc_encoded_wants wants_{};
  wrtc_encoded_wants known_{};
  std::map<const void*, Rates> rates_;
  SampleWait wait_;
  int64_t last_request_ = -1;    // microseconds
  int64_t last_key_ = -1;        // number of the last key frame
  int64_t other_codec_ = -1;     // since when an encoder of another codec refuses frames, microseconds
  std::string negotiated_;       // that codec
  int64_t last_of_removed_ = 0;  // number of the last frame that a removed sink may have got
  bool is_ended_ = false;
};

}  // namespace wrtc

#endif  // WRTC_ENCODED_SOURCE_H_
