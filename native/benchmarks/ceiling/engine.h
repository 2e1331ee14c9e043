// libwebrtc as the ceiling uses it: the engine's own sockets, tuned by nothing but their buffers.
#ifndef WRTC_BENCHMARKS_ENGINE_H_
#define WRTC_BENCHMARKS_ENGINE_H_

#include <memory>

#include "../../shim/engine.h"

namespace ceiling {

#if defined(WRTC_ENGINE_UPSTREAM)

class SocketFactory final : public webrtc::BasicPacketSocketFactory {
 public:
  using BasicPacketSocketFactory::BasicPacketSocketFactory;
  std::unique_ptr<webrtc::AsyncPacketSocket> CreateUdpSocket(const webrtc::Environment& env,
                                                             const webrtc::SocketAddress& address, uint16_t min_port,
                                                             uint16_t max_port) override {
    return wrtc::engine::WithLargeBuffers(BasicPacketSocketFactory::CreateUdpSocket(env, address, min_port, max_port));
  }
};

class Network {
 public:
  explicit Network(webrtc::Thread* network)
      : sockets_(network->socketserver()), networks_(env_, network->socketserver()) {}
  std::unique_ptr<webrtc::BasicPortAllocator> CreatePortAllocator() {
    return std::make_unique<webrtc::BasicPortAllocator>(env_, &networks_, &sockets_);
  }
  void Configure(webrtc::PeerConnectionFactoryDependencies& dependencies) const { dependencies.env = env_; }

 private:
  const webrtc::Environment env_ = webrtc::CreateEnvironment();
  SocketFactory sockets_;
  webrtc::BasicNetworkManager networks_;
};

#else

using wrtc::engine::Network;

#endif

// The threads, and the factory on them.
class Engine {
 public:
  Engine();
  ~Engine();

  webrtc::Thread* network() const { return network_.get(); }
  webrtc::Thread* signaling() const { return signaling_.get(); }
  // Where the engine wants its data channels to be used.
  webrtc::Thread* channels() const { return wrtc::engine::ChannelThread(network_.get(), signaling_.get()); }
  webrtc::scoped_refptr<webrtc::PeerConnectionInterface> CreateConnection(webrtc::PeerConnectionObserver* observer) const;

 private:
  std::unique_ptr<webrtc::Thread> network_ = webrtc::Thread::CreateWithSocketServer();
  std::unique_ptr<webrtc::Thread> worker_ = webrtc::Thread::Create();
  std::unique_ptr<webrtc::Thread> signaling_ = webrtc::Thread::Create();
  std::unique_ptr<Network> shared_;
  webrtc::scoped_refptr<webrtc::PeerConnectionFactoryInterface> factory_;
};

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_ENGINE_H_
