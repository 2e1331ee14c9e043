#include "shim/connection/dtls_observer.h"

#include <algorithm>
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

std::string RemoteCertificate(const webrtc::DtlsTransportInformation& information) {
  const webrtc::SSLCertChain* chain = information.remote_ssl_certificates();
  if (chain == nullptr || chain->GetSize() == 0) return {};
  webrtc::Buffer der;
  chain->Get(0).ToDER(&der);
  return {reinterpret_cast<const char*>(der.data()), der.size()};
}

}  // namespace

DtlsObserver::DtlsObserver(DtlsTransportPtr dtls, int64_t id, int64_t tag, Push push)
    : dtls_(std::move(dtls)), id_(id), tag_(tag), push_(std::move(push)) {}

DtlsObserver::~DtlsObserver() {
  watching_->SetNotAlive();
  dtls_->UnregisterObserver();
}

void DtlsObserver::Watch(bool has_local, bool is_one_of_several) {
  has_local_ = has_local;
  const bool is_first = !std::exchange(is_watching_, true);
  if (is_first) dtls_->RegisterObserver(this);
  const engine::IceTransport last = ice_;
  ReadIce();
  const bool has_changed = is_one_of_several ? ice_ != last : ice_.role != last.role;
  if (is_first || has_changed) OnStateChange(dtls_->Information());
  if (!is_first && !std::exchange(looks_at_generations_, true)) LookAtGenerations();
}

// The first check comes an interval later: a restart begins to gather once its description is set.
void DtlsObserver::LookAtGenerations() {
  if (!looks_at_generations_) return;
  webrtc::Thread::Current()->PostDelayedTask(webrtc::SafeTask(watching_,
                                                              [this] {
                                                                looks_at_generations_ = generations_.Look(
                                                                    *dtls_, webrtc::Timestamp::Millis(webrtc::TimeMillis()));
                                                                LookAtGenerations();
                                                              }),
                                             engine::Generations::kInterval);
}

void DtlsObserver::OnStateChange(webrtc::DtlsTransportInformation information) {
  ReadIce();
  auto details = std::make_unique<DetailsOf<wrtc_dtls_transport>>();
  details->structure = {.remote_certificate = details->KeepBytes(RemoteCertificate(information)),
                        .ice_role = ice_.role,
                        .id = id_,
                        .mid = details->Keep(ice_.mid),
                        .ice_state = ice_.state,
                        .ice_gathering_state = ice_.gathering_state};
  push_(ConnectionStateEvent(WRTC_EVENT_DTLS_STATE, tag_, static_cast<int>(information.state()), std::move(details)));
}

void DtlsObserver::ReadIce() {
  auto read = engine::ReadIce(*dtls_);
  if (!read) return;
  ice_ = std::move(*read);
  if (!has_local_) ice_.role = WRTC_ICE_ROLE_UNKNOWN;  // until there is a local description, it is the engine's default
}

// The transport of a section that an offer rejects is no longer that of its sender, but the engine ends it with the answer only, and
// takes it back with a rollback. So it is watched until it has ended.
void DtlsObservers::Watch(const std::vector<DtlsTransportPtr>& all, bool has_local) {
  std::erase_if(observers_, [&](const auto& one) {
    return one->has_ended() && std::none_of(all.begin(), all.end(), [&](const auto& dtls) { return dtls.get() == one->dtls(); });
  });
  for (const auto& dtls : all) {
    if (dtls && IdOf(dtls.get()) == 0) observers_.push_back(std::make_unique<DtlsObserver>(dtls, ++last_id_, tag_, push_));
  }
  has_local_ = has_local;
  Refresh();
}

void DtlsObservers::Refresh() {
  for (const auto& one : observers_) one->Watch(has_local_, has_several());
}

void DtlsObservers::Stop() {
  observers_.clear();
  push_ = nullptr;  // it refers to the connection, which refers to this
}

int64_t DtlsObservers::IdOf(const webrtc::DtlsTransportInterface* dtls) const {
  const auto found = std::find_if(observers_.begin(), observers_.end(), [&](const auto& one) { return one->dtls() == dtls; });
  return found == observers_.end() ? 0 : (*found)->id();
}

int64_t DtlsObservers::IdOfSelected(const webrtc::CandidatePair& pair) const {
  const auto found = std::find_if(observers_.begin(), observers_.end(),
                                  [&](const auto& one) { return engine::HasSelected(*one->dtls(), pair); });
  return found == observers_.end() ? 0 : (*found)->id();
}

}  // namespace wrtc
