#include "engine.h"

#include <utility>

#include "api/audio_codecs/builtin_audio_decoder_factory.h"
#include "api/audio_codecs/builtin_audio_encoder_factory.h"
#include "api/enable_media.h"
#include "shim/engine/sctp.h"

namespace ceiling {

Engine::Engine(bool is_tuned, Media media)
    : network_(
          std::make_unique<webrtc::Thread>(is_tuned ? wrtc::engine::CreateSocketServer() : webrtc::CreateDefaultSocketServer())) {
  wrtc::engine::InitializeProcess();
  if (is_tuned) srtp_ = wrtc::engine::CreateLastingSrtpSession();
  for (auto* const thread : {network_.get(), worker_.get(), signaling_.get()}) thread->Start();
  network_->BlockingCall([this] { shared_ = std::make_unique<wrtc::engine::Network>(network_.get()); });
  webrtc::PeerConnectionFactoryDependencies dependencies;
  dependencies.network_thread = network_.get();
  dependencies.worker_thread = worker_.get();
  dependencies.signaling_thread = signaling_.get();
  if (is_tuned) dependencies.sctp_factory = wrtc::engine::CreateSctpFactory(network_.get());
  shared_->Configure(dependencies);
  if (media.device) {
    dependencies.adm = std::move(media.device);
    dependencies.audio_encoder_factory = webrtc::CreateBuiltinAudioEncoderFactory();
    dependencies.audio_decoder_factory = webrtc::CreateBuiltinAudioDecoderFactory();
    dependencies.video_encoder_factory = std::move(media.encoders);
    dependencies.video_decoder_factory = std::move(media.decoders);
    webrtc::EnableMedia(dependencies);
  }
  factory_ = webrtc::CreateModularPeerConnectionFactory(std::move(dependencies));
  webrtc::PeerConnectionFactoryInterface::Options options;
  options.network_ignore_mask = 0;  // loopback too
  factory_->SetOptions(options);
}

Engine::~Engine() {
  factory_ = nullptr;
  network_->BlockingCall([this] { shared_ = nullptr; });
}

webrtc::scoped_refptr<webrtc::PeerConnectionInterface> Engine::CreateConnection(webrtc::PeerConnectionObserver* observer) const {
  webrtc::PeerConnectionDependencies dependencies(observer);
  dependencies.allocator = shared_->CreatePortAllocator([] {});
  webrtc::PeerConnectionInterface::RTCConfiguration configuration;
  configuration.sdp_semantics = webrtc::SdpSemantics::kUnifiedPlan;
  return factory_->CreatePeerConnectionOrError(configuration, std::move(dependencies)).MoveValue();
}

}  // namespace ceiling
