// libwebrtc for the ceiling: its threads, and the factory on them.
#ifndef WRTC_BENCHMARKS_ENGINE_H_
#define WRTC_BENCHMARKS_ENGINE_H_

#include <memory>

#include "api/audio/audio_device.h"
#include "api/video_codecs/video_decoder_factory.h"
#include "api/video_codecs/video_encoder_factory.h"
#include "shim/engine/engine.h"
#include "shim/engine/srtp.h"

namespace ceiling {

// What an engine with media needs; without a device it has none.
struct Media {
  webrtc::scoped_refptr<webrtc::AudioDeviceModule> device;
  std::unique_ptr<webrtc::VideoEncoderFactory> encoders;
  std::unique_ptr<webrtc::VideoDecoderFactory> decoders;
};

// The threads, and the factory on them.
class Engine {
 public:
  // is_tuned: with the library's UDP sockets and SCTP options; otherwise with the engine's own.
  explicit Engine(bool is_tuned, Media media = {});
  ~Engine();

  webrtc::Thread* network() const { return network_.get(); }
  webrtc::Thread* signaling() const { return signaling_.get(); }
  webrtc::scoped_refptr<webrtc::AudioTrackInterface> CreateTrack(
      const webrtc::scoped_refptr<webrtc::AudioSourceInterface>& source) const {
    return factory_->CreateAudioTrack("sound", source.get());
  }
  webrtc::scoped_refptr<webrtc::VideoTrackInterface> CreateVideoTrack(
      const webrtc::scoped_refptr<webrtc::VideoTrackSourceInterface>& source) const {
    return factory_->CreateVideoTrack(source, "pictures");
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
