// A remote track's encoded frames on their way to a caller, whole and in order.
#ifndef WRTC_ENCODED_READER_H_
#define WRTC_ENCODED_READER_H_

#include <array>
#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "shim/engine/encoded.h"
#include "shim/engine/pictures.h"
#include "shim/media/sample_wait.h"
#include "shim/media/track.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class EncodedReader;

// One lent frame. It keeps its reader alive, which keeps the memory.
struct LentEncodedFrame {
  std::shared_ptr<EncodedReader> reader;  // null: not lent
  webrtc::scoped_refptr<const webrtc::EncodedImageBufferInterface> bytes;
  std::optional<LiveObject<WRTC_OBJECT_KIND_ENCODED_FRAME>> live;
};

class EncodedReader final : public std::enable_shared_from_this<EncodedReader>,
                            private engine::EncodedVideoSink,
                            private webrtc::ObserverInterface {
 public:
  EncodedReader(webrtc::scoped_refptr<Track> track, wrtc_decode decode);

  // Frames come soon after Start, and none after the task that Stop posts. Neither waits.
  void Start();
  void Stop();

  // As wrtc_encoded_reader_*. From any threads.
  wrtc_status Read(LentEncodedFrame*& lent, wrtc_encoded_frame_info* info, const uint8_t** data, int64_t* length);
  void Release(LentEncodedFrame& lent);
  void NotifyReadable(SampleWait wait);
  void GetStatus(wrtc_encoded_reader_status* status);

 private:
  struct Frame {
    webrtc::scoped_refptr<const webrtc::EncodedImageBufferInterface> bytes;
    size_t length = 0;
    wrtc_encoded_frame_info info{};
  };

  // Of the track, on the signaling thread.
  void Attach();
  void Detach();
  void OnChanged() override;
  void End();

  // On the decoder's thread.
  void OnFrame(const webrtc::RecordableEncodedFrame& frame) override;
  void OnDiscardedFrame() override {}

  // Locked.
  void Keep(Frame frame);
  void DropOldest();
  SampleWait TakeWaitIfDue();

  const LiveObject<WRTC_OBJECT_KIND_ENCODED_READER> live_;
  const webrtc::scoped_refptr<Track> track_;
  const wrtc_decode decode_;
  std::atomic<bool> silenced_{false};  // no more events

  // On the signaling thread.
  bool is_attached_ = false;

  std::mutex mutex_;
  std::deque<Frame> waiting_;
  size_t buffered_ = 0;
  bool needs_key_ = true;
  bool is_gap_ = false;  // the next frame is a discontinuity
  int64_t last_request_ = -1;
  int32_t width_ = 0, height_ = 0;

  // On the decoder's thread.
  int64_t TimeOf(uint32_t rtp_timestamp);
  int64_t time_ = -1;  // of the last frame, microseconds
  int64_t ticks_ = 0;  // of its fraction that 90 kHz leaves
  uint32_t rtp_timestamp_ = 0;

  std::array<LentEncodedFrame, WRTC_MAX_LENT_ENCODED_FRAMES> lent_;
  SampleWait wait_;
  std::weak_ptr<EventQueue> queue_;  // of the last wait
  int64_t delivered_ = 0;
  int64_t dropped_ = 0;
  bool is_ended_ = false;
};

}  // namespace wrtc

#endif  // WRTC_ENCODED_READER_H_
