#include "shim/connection/sctp_observer.h"

#include <memory>
#include <utility>

namespace wrtc {
namespace {

// The W3C knows no "new" here.
wrtc_sctp_transport_state StateOf(webrtc::SctpTransportState state) {
  switch (state) {
    case webrtc::SctpTransportState::kConnected: return WRTC_SCTP_TRANSPORT_STATE_CONNECTED;
    case webrtc::SctpTransportState::kClosed: return WRTC_SCTP_TRANSPORT_STATE_CLOSED;
    default: return WRTC_SCTP_TRANSPORT_STATE_CONNECTING;
  }
}

int64_t MaxMessageSize(const webrtc::SctpTransportInformation& information) {
  return static_cast<int64_t>(information.MaxMessageSize().value_or(-1));
}

}  // namespace

void SctpObserver::Watch(int64_t dtls_transport) {
  const bool is_first = dtls_transport_ == 0;
  const bool has_moved = std::exchange(dtls_transport_, dtls_transport) != dtls_transport;
  if (is_first) sctp_->RegisterObserver(this);
  const auto information = sctp_->Information();
  if (is_first || has_moved || MaxMessageSize(information) != max_message_size_) OnStateChange(information);
}

void SctpObserver::Stop() {
  channels_.Unwatch();
  sctp_->UnregisterObserver();
  std::lock_guard lock(mutex_);
  push_ = nullptr;  // it refers to the connection, which refers to this
}

void SctpObserver::OnStateChange(webrtc::SctpTransportInformation information) {
  channels_.Watch(*sctp_);
  max_message_size_ = MaxMessageSize(information);
  std::lock_guard lock(mutex_);
  auto details = std::make_unique<DetailsOf<wrtc_sctp_transport>>();
  details->structure = {.max_message_size = max_message_size_,
                        .max_channels = information.MaxChannels().value_or(-1),
                        .dtls_transport = dtls_transport_};
  push_(ConnectionStateEvent(WRTC_EVENT_SCTP_STATE, tag_, StateOf(information.state()), std::move(details)));
}

}  // namespace wrtc
