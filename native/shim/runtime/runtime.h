// libwebrtc's threads and factory, shared by connections.
#ifndef WRTC_RUNTIME_H_
#define WRTC_RUNTIME_H_

#include <memory>
#include <type_traits>
#include <utility>

#include "shim/engine/ending_thread.h"
#include "shim/engine/engine.h"
#include "shim/engine/srtp.h"
#include "shim/engine/task_queues.h"
#include "shim/media/audio_clock.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

// Asserts in debug builds that nothing in a scope waits for an engine thread (the rule "nothing blocks").
class NoHopScope {
 public:
#if defined(WRTC_DEBUG)
  NoHopScope() { ++depth; }
  ~NoHopScope() { --depth; }
  static void Check() { RTC_CHECK_EQ(depth, 0) << "a call that must not block waits for an engine thread"; }

 private:
  static inline thread_local int depth = 0;
#else
  NoHopScope() {}
  static void Check() {}
#endif
};

class Runtime {
 public:
  // RESOURCE_EXHAUSTED if the process may not have the threads or descriptors; all of the runtime is freed then.
  static webrtc::RTCErrorOr<std::shared_ptr<Runtime>> Create();

  webrtc::Thread* signaling() const { return signaling_.get(); }

  // The thread on which the engine wants its data channels to be used.
  webrtc::Thread* channels() const { return engine::ChannelThread(network_.get(), signaling_.get()); }

  webrtc::Thread* network_thread() const { return network_.get(); }

  webrtc::PeerConnectionFactoryInterface& factory() const { return *factory_; }

  // On the signaling thread: the factory of connections with audio and video, made with the first of them.
  webrtc::RTCErrorOr<webrtc::PeerConnectionFactoryInterface*> MediaFactory();

  // From any thread: the first thread of encoders. False if it cannot be started.
  bool StartEncoders() { return encoder_threads_.Start(); }

  AudioClock& audio_clock() { return audio_clock_; }
  engine::Network& network() const { return *shared_network_; }

  // Runs on the signaling thread and waits for the result.
  template <typename Function>
  auto OnSignaling(Function&& function) -> std::invoke_result_t<Function> {
    NoHopScope::Check();
    return signaling_->BlockingCall(std::forward<Function>(function));
  }

 private:
  // The last reference may be released on any of these threads. None of them can wait for itself, and a further thread may be
  // unavailable by then. So the worker stops the other two, deletes the runtime, and ends.
  class Worker;

  Runtime() = default;
  ~Runtime() = default;
  webrtc::RTCError Start();
  webrtc::PeerConnectionFactoryDependencies Dependencies() const;
  static void End(Runtime* runtime);

  LiveObject<WRTC_OBJECT_KIND_RUNTIME> live_;  // first, so that it is destroyed last
  AudioClock audio_clock_;                     // these two before all that uses them
  engine::EncoderThreads encoder_threads_;
  std::unique_ptr<engine::SrtpSession> srtp_;
  std::unique_ptr<webrtc::Thread> network_;
  std::unique_ptr<engine::EndingThread> worker_;
  std::unique_ptr<webrtc::Thread> signaling_;
  std::unique_ptr<engine::Network> shared_network_;
  webrtc::scoped_refptr<webrtc::PeerConnectionFactoryInterface> factory_;
  webrtc::scoped_refptr<webrtc::PeerConnectionFactoryInterface> media_factory_;  // on the signaling thread only
};

}  // namespace wrtc

#endif  // WRTC_RUNTIME_H_
