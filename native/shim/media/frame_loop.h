// A transform whose frames wait for the caller, who reads each and writes it on.
#ifndef WRTC_FRAME_LOOP_H_
#define WRTC_FRAME_LOOP_H_

#include <array>
#include <optional>
#include <vector>

#include "shim/media/frame_transform.h"
#include "shim/media/sample_wait.h"

namespace wrtc {

class FrameLoop;

// One lent frame. It keeps its loop alive, which keeps the memory.
struct LoopFrame {
  std::shared_ptr<FrameLoop> loop;  // null: not lent
  int64_t number = 0;               // in the order of reading
  FrameTransform::Frame frame;
  webrtc::scoped_refptr<TransformPlace> place;
  std::vector<uint8_t> bytes;  // a copy, since the engine's own cannot be changed; its memory is used again
  std::optional<LiveObject<WRTC_OBJECT_KIND_TRANSFORM_FRAME>> live;
};

class FrameLoop final : public FrameTransform, public std::enable_shared_from_this<FrameLoop> {
 public:
  // As wrtc_transform_* and wrtc_transform_frame_*. From any threads.
  wrtc_status Read(LoopFrame*& lent);
  void NotifyReadable(SampleWait wait);
  void Write(LoopFrame& lent, const uint8_t* data, size_t length);
  void Release(LoopFrame& lent);
  // The handle is destroyed: no more events, and frames that come are dropped.
  void Silence();

  void Take(Frame frame, const webrtc::scoped_refptr<TransformPlace>& place) override;
  void End() override;
  void GetStatus(wrtc_transform_status* status) override;

 private:
  static constexpr size_t kCapacity = WRTC_MAX_TRANSFORM_FRAMES;
  struct Waiting {
    Frame frame;
    webrtc::scoped_refptr<TransformPlace> place;
  };

  Waiting TakeOldest();
  void DropAll(std::array<Waiting, kCapacity>& dropped);
  SampleWait TakeWaitIfDue();
  Waiting GiveBack(LoopFrame& lent, std::shared_ptr<FrameLoop>& self);

  std::atomic<bool> silenced_{false};
  std::mutex mutex_;
  std::array<Waiting, kCapacity> waiting_;  // a ring
  size_t first_ = 0;
  size_t count_ = 0;
  std::array<LoopFrame, kCapacity> lent_;
  SampleWait wait_;
  std::weak_ptr<EventQueue> queue_;  // of the last wait
  int64_t last_read_ = 0;
  int64_t last_written_ = 0;
  int64_t passed_ = 0;
  int64_t dropped_ = 0;
  bool has_lost_ = false;  // since the last read
  bool is_ended_ = false;
  bool is_destroyed_ = false;
};

wrtc_transform_frame_info InfoOf(LoopFrame& lent);

}  // namespace wrtc

#endif  // WRTC_FRAME_LOOP_H_
