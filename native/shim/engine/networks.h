// The machine's network interfaces, as each connection sees them. A connection that begins to gather asks a network manager to
// report the networks, and a manager reports to all its listeners. With one manager for all connections, each new connection
// would make all others look at the networks again. On the network thread, except for the constructors.
#ifndef WRTC_ENGINE_NETWORKS_H_
#define WRTC_ENGINE_NETWORKS_H_

#include <vector>

#include "api/task_queue/pending_task_safety_flag.h"
#include "rtc_base/network.h"
#include "rtc_base/thread.h"

namespace wrtc::engine {

// Watches the interfaces as long as a connection uses it.
class SharedNetworks {
 public:
  SharedNetworks(const webrtc::Environment& env, webrtc::SocketFactory* sockets) : manager_(env, sockets) {}

  webrtc::NetworkManager& manager() { return manager_; }

  // False until the first report.
  bool AreKnown() const { return are_known_; }

  void Enter() {
    if (users_++ > 0) return;
    manager_.SubscribeNetworksChanged(this, [this] { are_known_ = true; });
    manager_.StartUpdating();
    // Posted, so that it runs after the first look at the interfaces: the engine does not report that it found none, and
    // gathering would never end.
    webrtc::Thread::Current()->PostTask(webrtc::SafeTask(safety_.flag(), [this] {
      if (users_ > 0 && !are_known_) manager_.NotifyNetworksChanged();
    }));
  }

  void Leave() {
    if (--users_ > 0) return;
    manager_.StopUpdating();
    manager_.UnsubscribeNetworksChanged(this);
    are_known_ = false;
  }

 private:
  webrtc::BasicNetworkManager manager_;
  int users_ = 0;
  bool are_known_ = false;
  webrtc::ScopedTaskSafety safety_;
};

class ConnectionNetworks : public webrtc::NetworkManager {
 public:
  explicit ConnectionNetworks(SharedNetworks& shared) : shared_(shared) {}

  ~ConnectionNetworks() override {
    if (users_ > 0) Leave();
  }

  void StartUpdating() override {
    if (users_++ == 0) Enter();
    if (!shared_.AreKnown()) return;  // the first report reaches all connections
    webrtc::Thread::Current()->PostTask(webrtc::SafeTask(safety_.flag(), [this] { NotifyNetworksChanged(); }));
  }

  void StopUpdating() override {
    if (users_ > 0 && --users_ == 0) Leave();
  }

  std::vector<const webrtc::Network*> GetNetworks() const override { return shared_.manager().GetNetworks(); }
  std::vector<const webrtc::Network*> GetAnyAddressNetworks() override { return shared_.manager().GetAnyAddressNetworks(); }
  EnumerationPermission enumeration_permission() const override { return shared_.manager().enumeration_permission(); }
  webrtc::MdnsResponderInterface* GetMdnsResponder() const override { return shared_.manager().GetMdnsResponder(); }
  bool GetDefaultLocalAddress(int family, webrtc::IPAddress* address) const override {
    return shared_.manager().GetDefaultLocalAddress(family, address);
  }

 private:
  void Enter() {
    shared_.manager().SubscribeNetworksChanged(this, [this] { NotifyNetworksChanged(); });
    shared_.manager().SubscribeError(this, [this] { NotifyError(); });
    shared_.Enter();
  }

  void Leave() {
    shared_.manager().UnsubscribeNetworksChanged(this);
    shared_.manager().UnsubscribeError(this);
    shared_.Leave();
  }

  SharedNetworks& shared_;
  int users_ = 0;
  webrtc::ScopedTaskSafety safety_;
};

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_NETWORKS_H_
