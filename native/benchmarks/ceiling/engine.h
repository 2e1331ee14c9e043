// libwebrtc for the ceiling: its threads, and the factory on them.
#ifndef WRTC_BENCHMARKS_ENGINE_H_
#define WRTC_BENCHMARKS_ENGINE_H_

#include <memory>

#include "api/audio/audio_device.h"
#include "shim/engine/engine.h"
#include "shim/engine/srtp.h"

namespace ceiling {

// The threads, and the factory on them.
class Engine {
 public:
  // is_tuned: with the library's UDP sockets and SCTP options; otherwise with the engine's own.
  // device: makes an engine with sound.
  explicit Engine(bool is_tuned, webrtc::scoped_refptr<webrtc::AudioDeviceModule> device = nullptr);
  ~Engine();

  webrtc::Thread* network() const { return network_.get(); }
  webrtc::Thread* signaling() const { return signaling_.get(); }
  webrtc::scoped_refptr<webrtc::AudioTrackInterface> CreateTrack(
      const webrtc::scoped_refptr<webrtc::AudioSourceInterface>& source) const {
    return factory_->CreateAudioTrack("sound", source.get());
  }
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
