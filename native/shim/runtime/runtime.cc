#include "shim/runtime/runtime.h"

#include "shim/engine/media.h"
#include "shim/engine/sctp.h"
#include "shim/media/audio_engine.h"
#include "shim/engine/winsock.h"

#include <mutex>

namespace wrtc {
namespace {

constexpr char kTooFewDescriptors[] = "The process may not open as many descriptors as libwebrtc needs.";
constexpr char kTooFewThreads[] = "The process may not start as many threads as libwebrtc needs.";

webrtc::RTCError Exhausted(const char* what) { return webrtc::RTCError(webrtc::RTCErrorType::RESOURCE_EXHAUSTED, what); }

}  // namespace

class Runtime::Worker final : public engine::EndingThread {
 public:
  explicit Worker(Runtime* runtime) : runtime_(runtime) {}
  ~Worker() override { Stop(); }

 private:
  void AtEnd() override {
    Runtime* const runtime = runtime_;  // a copy: the member is destroyed with this
    delete runtime;
  }

  Runtime* const runtime_;
};

webrtc::RTCErrorOr<std::shared_ptr<Runtime>> Runtime::Create() {
  if (!engine::MayOpenSockets()) return Exhausted("Windows Sockets cannot be started.");
  if (!engine::AreSpareDescriptorsThere()) return Exhausted(kTooFewDescriptors);
  static std::once_flag once;
  std::call_once(once, engine::InitializeProcess);
  auto* const runtime = new Runtime();
  if (webrtc::RTCError error = runtime->Start(); !error.ok()) {
    delete runtime;
    return error;
  }
  return std::shared_ptr<Runtime>(runtime, End);
}

webrtc::RTCError Runtime::Start() {
  srtp_ = engine::CreateLastingSrtpSession();
  if (!srtp_) return Exhausted("libsrtp cannot be initialized.");
  auto sockets = engine::CreateSocketServer();
  if (!sockets) return Exhausted(kTooFewDescriptors);
  network_ = std::make_unique<webrtc::Thread>(std::move(sockets));
  signaling_ = webrtc::Thread::Create();
  worker_ = std::make_unique<Worker>(this);
  network_->SetName("wrtc network", nullptr);
  signaling_->SetName("wrtc signaling", nullptr);
  worker_->SetName("wrtc worker", nullptr);
  // The worker last: once it runs, only it may delete this.
  if (!network_->Start() || !signaling_->Start() || !worker_->Start()) {
    return Exhausted(kTooFewThreads);
  }
  network_->BlockingCall([this] { shared_network_ = std::make_unique<engine::Network>(network_.get()); });

  factory_ = webrtc::CreateModularPeerConnectionFactory(Dependencies());
  return webrtc::RTCError::OK();
}

webrtc::PeerConnectionFactoryDependencies Runtime::Dependencies() const {
  webrtc::PeerConnectionFactoryDependencies dependencies;
  dependencies.network_thread = network_.get();
  dependencies.worker_thread = worker_.get();
  dependencies.signaling_thread = signaling_.get();
  dependencies.sctp_factory = engine::CreateSctpFactory(network_.get());
  shared_network_->Configure(dependencies);
  return dependencies;
}

webrtc::RTCErrorOr<webrtc::PeerConnectionFactoryInterface*> Runtime::MediaFactory() {
  if (media_factory_) return media_factory_.get();
  if (!engine::HasMedia()) {
    return webrtc::RTCError(webrtc::RTCErrorType::UNSUPPORTED_OPERATION, engine::kDataOnly);
  }
  // The engine starts a thread with the factory, and ends the process if it cannot.
  if (!webrtc::Thread::Create()->Start()) return Exhausted(kTooFewThreads);
  auto dependencies = Dependencies();
  engine::EnableMedia(dependencies, CreateAudioEngine(audio_clock_), encoder_threads_);
  media_factory_ = webrtc::CreateModularPeerConnectionFactory(std::move(dependencies));
  return media_factory_.get();
}

void Runtime::End(Runtime* runtime) {
  runtime->signaling_->PostTask([runtime] {
    runtime->media_factory_ = nullptr;
    runtime->factory_ = nullptr;
    runtime->network_->BlockingCall([runtime] { runtime->shared_network_ = nullptr; });
    runtime->worker_->PostTask([runtime] { runtime->worker_->QuitAndDelete(); });
  });
}

}  // namespace wrtc
