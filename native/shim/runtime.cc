#include "runtime.h"

#include "engine_sctp.h"

#include <mutex>
#include <thread>

namespace wrtc {

std::shared_ptr<Runtime> Runtime::Create() {
  static std::once_flag once;
  std::call_once(once, engine::InitializeProcess);
  return std::shared_ptr<Runtime>(new Runtime(), [](Runtime* runtime) { std::thread([runtime] { delete runtime; }).detach(); });
}

Runtime::Runtime()
    : network_(std::make_unique<webrtc::Thread>(engine::CreateSocketServer())),
      worker_(webrtc::Thread::Create()),
      signaling_(webrtc::Thread::Create()) {
  network_->SetName("wrtc network", nullptr);
  worker_->SetName("wrtc worker", nullptr);
  signaling_->SetName("wrtc signaling", nullptr);
  network_->Start();
  worker_->Start();
  signaling_->Start();
  network_->BlockingCall([this] { shared_network_ = std::make_unique<engine::Network>(network_.get()); });

  webrtc::PeerConnectionFactoryDependencies dependencies;
  dependencies.network_thread = network_.get();
  dependencies.worker_thread = worker_.get();
  dependencies.signaling_thread = signaling_.get();
  dependencies.sctp_factory = engine::CreateSctpFactory(network_.get());
  shared_network_->Configure(dependencies);
  factory_ = webrtc::CreateModularPeerConnectionFactory(std::move(dependencies));
}

Runtime::~Runtime() {
  factory_ = nullptr;
  network_->BlockingCall([this] { shared_network_ = nullptr; });
}

}  // namespace wrtc
