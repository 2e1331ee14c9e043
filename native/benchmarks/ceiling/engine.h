// libwebrtc for the ceiling: its threads, and the factory on them.
#ifndef WRTC_BENCHMARKS_ENGINE_H_
#define WRTC_BENCHMARKS_ENGINE_H_

#include <memory>

#include "shim/engine/engine.h"
#include "shim/engine/srtp.h"

namespace ceiling {

// The threads, and the factory on them.
class Engine {
 public:
  // is_tuned: with the library's UDP sockets and SCTP options; otherwise with the engine's own.
  explicit Engine(bool is_tuned);
  ~Engine();

  webrtc::Thread* network() const { return network_.get(); }
  webrtc::Thread* signaling() const { return signaling_.get(); }
  webrtc::scoped_refptr<webrtc::PeerConnectionInterface> CreateConnection(webrtc::PeerConnectionObserver* observer) const;

 private:
  std::unique_ptr<wrtc::engine::SrtpSession> srtp_;
  std::unique_ptr<webrtc::Thread> network_;
  std::unique_ptr<webrtc::Thread> worker_ = webrtc::Thread::Create();
  std::unique_ptr<webrtc::Thread> signaling_ = webrtc::Thread::Create();
  std::unique_ptr<wrtc::engine::Network> shared_;
  webrtc::scoped_refptr<webrtc::PeerConnectionFactoryInterface> factory_;
};

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_ENGINE_H_
