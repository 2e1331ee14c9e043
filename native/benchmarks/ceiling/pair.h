// Two connections of one process with a data channel between them.
#ifndef WRTC_BENCHMARKS_PAIR_H_
#define WRTC_BENCHMARKS_PAIR_H_

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "engine.h"

namespace ceiling {

// The signal that a thread of the application polls or sleeps for.
class Signal {
 public:
  void Set() {
    const std::lock_guard lock(mutex_);
    is_set_.store(true, std::memory_order_release);
    condition_.notify_one();
  }

  bool is_set() const { return is_set_.load(std::memory_order_acquire); }

  void Wait() {
    std::unique_lock lock(mutex_);
    condition_.wait(lock, [this] { return is_set(); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable condition_;
  std::atomic<bool> is_set_{false};
};

// One side. The connection's callbacks run on the signaling thread, the channel observer's on the channel thread.
class Side : public wrtc::engine::ConnectionObserver, public webrtc::DataChannelObserver {
 public:
  explicit Side(const Engine& engine) : engine_(engine) {}

  void Open(Side* other);
  void Close();
  void CreateChannel();
  // Pictures keep their size and rate, and are sent with at most so many bits per second; 0: the engine's own limit.
  void AddTrack(const webrtc::scoped_refptr<webrtc::MediaStreamTrackInterface>& track, int max_bitrate = 0);
  void Offer();
  bool is_open() const { return opened_.is_set(); }

  // From a thread of the application, which sleeps meanwhile. Descriptions are text, as if they were sent to another machine.
  std::string AwaitDescription();
  void AwaitAcceptance(webrtc::SdpType type, const std::string& sdp);
  void AwaitOpen() { opened_.Wait(); }

  // Copies the message. From any thread.
  void Send(const uint8_t* data, size_t length);

  std::function<void(const webrtc::DataBuffer&)> on_message;
  std::function<void(int64_t)> on_sent;
  std::function<void(const webrtc::scoped_refptr<webrtc::RtpTransceiverInterface>&)> on_track;

 private:
  void Describe(std::function<void()> then);
  void Accept(std::unique_ptr<webrtc::SessionDescriptionInterface> description, std::function<void()> then);
  void Adopt(webrtc::scoped_refptr<webrtc::DataChannelInterface> channel);

  void OnSignalingChange(webrtc::PeerConnectionInterface::SignalingState) override {}
  void OnIceGatheringChange(webrtc::PeerConnectionInterface::IceGatheringState) override {}
  void OnCandidateRemoved(const std::string&, int, const webrtc::Candidate&) override {}
  void OnIceCandidate(const webrtc::IceCandidate* candidate) override;
  void OnTrack(webrtc::scoped_refptr<webrtc::RtpTransceiverInterface> transceiver) override {
    if (on_track) on_track(transceiver);
  }
  void OnDataChannel(webrtc::scoped_refptr<webrtc::DataChannelInterface> channel) override { Adopt(std::move(channel)); }

  void OnStateChange() override;
  void OnMessage(const webrtc::DataBuffer& buffer) override {
    if (on_message) on_message(buffer);
  }
  void OnBufferedAmountChange(uint64_t sent) override {
    if (on_sent) on_sent(static_cast<int64_t>(sent));
  }
  bool IsOkToCallOnTheNetworkThread() override { return true; }

  const Engine& engine_;
  Side* other_ = nullptr;
  webrtc::scoped_refptr<webrtc::PeerConnectionInterface> connection_;
  webrtc::scoped_refptr<webrtc::DataChannelInterface> channel_;
  Signal opened_;
};

class Pair {
 public:
  // Returns when the channel is open on both sides. sleeping: a thread of the application takes each step and sleeps until it
  // is done; otherwise the engine's own thread takes all steps.
  explicit Pair(const Engine& engine, bool sleeping = false);
  ~Pair();

  Side& a() { return *a_; }
  Side& b() { return *b_; }

 private:
  void Open();
  void OpenStepByStep();

  const Engine& engine_;
  std::unique_ptr<Side> a_;
  std::unique_ptr<Side> b_;
};

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_PAIR_H_
