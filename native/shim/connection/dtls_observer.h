// Watches the DTLS transports of a connection, and the ICE transport under each, on libwebrtc's network thread.
#ifndef WRTC_DTLS_OBSERVER_H_
#define WRTC_DTLS_OBSERVER_H_

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "api/dtls_transport_interface.h"
#include "api/task_queue/pending_task_safety_flag.h"
#include "shim/engine/engine.h"
#include "shim/engine/generations.h"
#include "shim/engine/ice_transport.h"
#include "shim/queue/event_queue.h"

namespace wrtc {

using DtlsTransportPtr = webrtc::scoped_refptr<webrtc::DtlsTransportInterface>;

// One of them.
class DtlsObserver : public webrtc::DtlsTransportObserverInterface {
 public:
  using Push = std::function<void(Event)>;

  DtlsObserver(DtlsTransportPtr dtls, int64_t id, int64_t tag, Push push);
  ~DtlsObserver();

  webrtc::DtlsTransportInterface* dtls() const { return dtls_.get(); }
  int64_t id() const { return id_; }
  bool has_ended() const { return dtls_->Information().state() == webrtc::DtlsTransportState::kClosed; }

  // Called after each description, as the engine has no event for the ICE role or an ICE restart; and after each state of ICE if
  // is_one_of_several, since the connection's own events then do not tell the state of this one.
  // has_local: whether the connection has a local description.
  void Watch(bool has_local, bool is_one_of_several);

 private:
  void OnStateChange(webrtc::DtlsTransportInformation information) override;
  void OnError(webrtc::RTCError /*error*/) override {}  // the state says so too
  void ReadIce();                                       // a transport that has ended keeps what it was
  void LookAtGenerations();

  const DtlsTransportPtr dtls_;
  const int64_t id_;
  const int64_t tag_;
  const Push push_;
  bool has_local_ = false;
  bool is_watching_ = false;
  engine::IceTransport ice_{};  // as last reported
  engine::Generations generations_;
  bool looks_at_generations_ = false;
  const webrtc::scoped_refptr<webrtc::PendingTaskSafetyFlag> watching_ = webrtc::PendingTaskSafetyFlag::CreateDetached();
};

// All of a connection. With sections that are not bundled, each has a transport of its own.
class DtlsObservers : public webrtc::RefCountInterface {
 public:
  DtlsObservers(int64_t tag, DtlsObserver::Push push) : tag_(tag), push_(std::move(push)) {}

  // These two on the network thread. Stop must be called before the last reference is released.
  // all: the transports that descriptions use now; null and repeated ones do not count. Others are watched until they end.
  void Watch(const std::vector<DtlsTransportPtr>& all, bool has_local);
  void Stop();

  // On the network thread, or on the signaling thread, whose calls are the only ones that change the list. 0: not watched.
  int64_t IdOf(const webrtc::DtlsTransportInterface* dtls) const;
  int64_t IdOfSelected(const webrtc::CandidatePair& pair) const;  // on the network thread
  bool has_several() const { return observers_.size() > 1; }

  // On the network thread.
  void Refresh();

 private:
  const int64_t tag_;
  DtlsObserver::Push push_;
  int64_t last_id_ = 0;
  bool has_local_ = false;
  std::vector<std::unique_ptr<DtlsObserver>> observers_;
};

}  // namespace wrtc

#endif  // WRTC_DTLS_OBSERVER_H_
