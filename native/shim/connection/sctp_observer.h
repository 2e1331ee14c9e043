// Watches the SCTP transport of a connection, on libwebrtc's network thread.
#ifndef WRTC_SCTP_OBSERVER_H_
#define WRTC_SCTP_OBSERVER_H_

#include <functional>
#include <mutex>
#include <utility>

#include "api/dtls_transport_interface.h"
#include "shim/engine/channels.h"
#include "shim/engine/engine.h"
#include "shim/queue/event_queue.h"

namespace wrtc {

class SctpObserver : public webrtc::SctpTransportObserverInterface, public webrtc::RefCountInterface {
 public:
  using Push = std::function<void(Event)>;

  SctpObserver(webrtc::scoped_refptr<webrtc::SctpTransportInterface> sctp, int64_t tag, Push push)
      : sctp_(std::move(sctp)), tag_(tag), push_(std::move(push)) {}

  webrtc::SctpTransportInterface* sctp() const { return sctp_.get(); }

  // These two on the network thread. Stop must be called before the last reference is released.
  // Watch is called after each description, with the id of the DTLS transport underneath: the engine has no event for that, nor
  // for the longest message, which an answer settles.
  void Watch(int64_t dtls_transport);
  void Stop();

  // On the channel thread.
  engine::Channels& channels() { return channels_; }

 private:
  void OnStateChange(webrtc::SctpTransportInformation information) override;

  const webrtc::scoped_refptr<webrtc::SctpTransportInterface> sctp_;
  const int64_t tag_;
  int64_t dtls_transport_ = 0;  // as last reported, on the network thread; so is the next
  int64_t max_message_size_ = -1;
  std::mutex mutex_;
  Push push_;
  engine::Channels channels_;
};

}  // namespace wrtc

#endif  // WRTC_SCTP_OBSERVER_H_
