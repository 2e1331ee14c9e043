// Watches the SCTP and the DTLS transport of a connection, on libwebrtc's network thread.
#ifndef WRTC_TRANSPORT_OBSERVER_H_
#define WRTC_TRANSPORT_OBSERVER_H_

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "api/dtls_transport_interface.h"
#include "api/task_queue/pending_task_safety_flag.h"
#include "shim/engine/engine.h"
#include "shim/engine/channels.h"
#include "shim/engine/generations.h"
#include "shim/engine/ice_role.h"
#include "shim/queue/event_queue.h"

namespace wrtc {

class TransportObserver : public webrtc::SctpTransportObserverInterface,
                          public webrtc::DtlsTransportObserverInterface,
                          public webrtc::RefCountInterface {
 public:
  using Push = std::function<void(Event)>;

  // has_local: whether the connection has a local description.
  TransportObserver(webrtc::scoped_refptr<webrtc::SctpTransportInterface> sctp, int64_t tag, bool has_local, Push push)
      : sctp_(std::move(sctp)), tag_(tag), has_local_(has_local), push_(std::move(push)) {}

  webrtc::SctpTransportInterface* sctp() const { return sctp_.get(); }

  // On the signaling thread: an event of the connection's state. libwebrtc may report "connected" there before this observer
  // has got the state of the DTLS transport that it depends on; then the event waits for that state.
  void PushConnectionState(Event event);

  // These three on the network thread. Stop must be called before the last reference is released.
  void Start();
  // Called after each description: the engine has no event for the longest message, which an answer settles, nor for the ICE
  // role or an ICE restart.
  void Refresh(bool has_local);
  void Stop();

  // On the channel thread.
  engine::Channels& channels() { return channels_; }

 private:
  void OnStateChange(webrtc::SctpTransportInformation information) override;
  void OnStateChange(webrtc::DtlsTransportInformation information) override;
  void OnError(webrtc::RTCError /*error*/) override {}  // the state says so too
  bool ReadIceRole();                                   // true if it has changed; a transport that has ended keeps its role
  void ReleaseConnected();
  void LookAtGenerations();

  const webrtc::scoped_refptr<webrtc::SctpTransportInterface> sctp_;
  webrtc::scoped_refptr<webrtc::DtlsTransportInterface> dtls_;  // asked for on the network thread, as the engine wants it
  const int64_t tag_;
  int64_t max_message_size_ = -1;  // as last reported, on the network thread; so is the next
  bool has_local_;
  wrtc_ice_role ice_role_ = WRTC_ICE_ROLE_UNKNOWN;
  std::mutex mutex_;
  Push push_;
  engine::Channels channels_;
  engine::Generations generations_;
  bool looks_at_generations_ = false;
  const webrtc::scoped_refptr<webrtc::PendingTaskSafetyFlag> watching_ = webrtc::PendingTaskSafetyFlag::CreateDetached();
  bool dtls_is_open_ = false;       // as last reported to the caller; stays true when the transport closes
  std::optional<Event> connected_;  // held back
};

}  // namespace wrtc

#endif  // WRTC_TRANSPORT_OBSERVER_H_
