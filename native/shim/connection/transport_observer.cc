#include "shim/connection/transport_observer.h"

#include <string>
#include <utility>

#include "rtc_base/buffer.h"
#include "rtc_base/ssl_certificate.h"
#include "rtc_base/thread.h"
#include "rtc_base/time_utils.h"

namespace wrtc {
namespace {

static_assert(int(webrtc::DtlsTransportState::kNew) == int{WRTC_DTLS_TRANSPORT_STATE_NEW});
static_assert(int(webrtc::DtlsTransportState::kConnecting) == int{WRTC_DTLS_TRANSPORT_STATE_CONNECTING});
static_assert(int(webrtc::DtlsTransportState::kConnected) == int{WRTC_DTLS_TRANSPORT_STATE_CONNECTED});
static_assert(int(webrtc::DtlsTransportState::kClosed) == int{WRTC_DTLS_TRANSPORT_STATE_CLOSED});
static_assert(int(webrtc::DtlsTransportState::kFailed) == int{WRTC_DTLS_TRANSPORT_STATE_FAILED});

// The W3C knows no "new" here.
wrtc_sctp_transport_state StateOf(webrtc::SctpTransportState state) {
  switch (state) {
    case webrtc::SctpTransportState::kConnected: return WRTC_SCTP_TRANSPORT_STATE_CONNECTED;
    case webrtc::SctpTransportState::kClosed: return WRTC_SCTP_TRANSPORT_STATE_CLOSED;
    default: return WRTC_SCTP_TRANSPORT_STATE_CONNECTING;
  }
}

std::string RemoteCertificate(const webrtc::DtlsTransportInformation& information) {
  const webrtc::SSLCertChain* chain = information.remote_ssl_certificates();
  if (chain == nullptr || chain->GetSize() == 0) return {};
  webrtc::Buffer der;
  chain->Get(0).ToDER(&der);
  return {reinterpret_cast<const char*>(der.data()), der.size()};
}

int64_t MaxMessageSize(const webrtc::SctpTransportInformation& information) {
  return static_cast<int64_t>(information.MaxMessageSize().value_or(-1));
}

}  // namespace

void TransportObserver::Start() {
  sctp_->RegisterObserver(this);
  OnStateChange(sctp_->Information());
  dtls_ = sctp_->dtls_transport();
  if (!dtls_) return;  // it has already ended
  dtls_->RegisterObserver(this);
  OnStateChange(dtls_->Information());
}

void TransportObserver::Refresh(bool has_local) {
  has_local_ = has_local;
  const auto information = sctp_->Information();
  if (MaxMessageSize(information) != max_message_size_) OnStateChange(information);
  if (dtls_ && ReadIceRole()) OnStateChange(dtls_->Information());
  if (!std::exchange(looks_at_generations_, dtls_ != nullptr)) LookAtGenerations();
}

// The first check comes an interval later: a restart begins to gather once its description is set.
void TransportObserver::LookAtGenerations() {
  if (!looks_at_generations_) return;
  webrtc::Thread::Current()->PostDelayedTask(webrtc::SafeTask(watching_,
                                                              [this] {
                                                                looks_at_generations_ = generations_.Look(
                                                                    *dtls_, webrtc::Timestamp::Millis(webrtc::TimeMillis()));
                                                                LookAtGenerations();
                                                              }),
                                             engine::Generations::kInterval);
}

void TransportObserver::Stop() {
  watching_->SetNotAlive();
  channels_.Unwatch();
  sctp_->UnregisterObserver();
  if (dtls_) dtls_->UnregisterObserver();
  std::lock_guard lock(mutex_);
  ReleaseConnected();
  push_ = nullptr;  // it refers to the connection, which refers to this
}

void TransportObserver::PushConnectionState(Event event) {
  std::lock_guard lock(mutex_);
  ReleaseConnected();
  if (event.state == WRTC_PEER_CONNECTION_STATE_CONNECTED && !dtls_is_open_) {
    connected_ = std::move(event);
  } else {
    push_(std::move(event));
  }
}

void TransportObserver::OnStateChange(webrtc::SctpTransportInformation information) {
  channels_.Watch(*sctp_);
  max_message_size_ = MaxMessageSize(information);
  std::lock_guard lock(mutex_);
  auto details = std::make_unique<DetailsOf<wrtc_sctp_transport>>();
  details->structure = {.max_message_size = max_message_size_, .max_channels = information.MaxChannels().value_or(-1)};
  push_(ConnectionStateEvent(WRTC_EVENT_SCTP_STATE, tag_, StateOf(information.state()), std::move(details)));
}

void TransportObserver::OnStateChange(webrtc::DtlsTransportInformation information) {
  ReadIceRole();
  std::lock_guard lock(mutex_);
  auto details = std::make_unique<DetailsOf<wrtc_dtls_transport>>();
  details->structure = {.remote_certificate = details->KeepBytes(RemoteCertificate(information)), .ice_role = ice_role_};
  push_(ConnectionStateEvent(WRTC_EVENT_DTLS_STATE, tag_, static_cast<int>(information.state()), std::move(details)));
  dtls_is_open_ = information.state() >= webrtc::DtlsTransportState::kConnected;
  if (dtls_is_open_) ReleaseConnected();
}

// Until there is a local description, the engine's role is only its default.
bool TransportObserver::ReadIceRole() {
  if (!has_local_) return false;
  const wrtc_ice_role role = engine::IceRole(*dtls_);
  return role != WRTC_ICE_ROLE_UNKNOWN && std::exchange(ice_role_, role) != role;
}

void TransportObserver::ReleaseConnected() {
  if (!connected_) return;
  push_(std::move(*connected_));
  connected_.reset();
}

}  // namespace wrtc
