// The transports of a connection, and the state that is made of theirs. On the signaling thread.
#include <memory>
#include <utility>
#include <vector>

#include "shim/connection/peer_connection.h"

namespace wrtc {

// The transports exist once a description is set, and may be replaced when sections are bundled or rolled back. Their events are
// in the queue when this returns.
void PeerConnection::WatchTransports() {
  if (!engine_) return;
  const auto sctp = SctpTransport();
  if (sctp.get() != (sctp_ ? sctp_->sctp() : nullptr)) {
    ReplaceSctp(!sctp ? nullptr
                      : webrtc::make_ref_counted<SctpObserver>(
                            sctp, tag_,
                            [self = webrtc::scoped_refptr<PeerConnection>(this)](Event event) { self->Push(std::move(event)); }));
  }
  std::vector<DtlsTransportPtr> all;
  if (has_media_) {
    for (const auto& transceiver : engine_->GetTransceivers()) all.push_back(transceiver->sender()->dtls_transport());
  }
  if (!dtls_observers_) {
    if (!sctp_ && all.empty()) return;
    dtls_observers_ = webrtc::make_ref_counted<DtlsObservers>(
        tag_, [self = webrtc::scoped_refptr<PeerConnection>(this)](Event event) { self->Push(std::move(event)); });
  }
  const bool has_local = engine_->local_description() != nullptr;
  runtime_->network_thread()->BlockingCall([&] {
    const auto under_sctp =
        sctp_ ? sctp_->sctp()->dtls_transport() : nullptr;  // asked for on this thread, as the engine wants it
    all.push_back(under_sctp);
    dtls_observers_->Watch(all, has_local);
    if (sctp_) sctp_->Watch(dtls_observers_->IdOf(under_sctp.get()));
  });
}

void PeerConnection::ReplaceSctp(webrtc::scoped_refptr<SctpObserver> sctp) {
  {
    std::lock_guard lock(mutex_);
    sctp_.swap(sctp);
  }
  if (sctp) runtime_->network_thread()->PostTask([sctp] { sctp->Stop(); });
}

void PeerConnection::StopWatching() {
  ReplaceSctp(nullptr);
  if (auto observers = std::exchange(dtls_observers_, nullptr)) {
    runtime_->network_thread()->PostTask([observers] { observers->Stop(); });
  }
}

void PeerConnection::RefreshSeveralTransports() {
  if (!dtls_observers_ || !dtls_observers_->has_several()) return;
  runtime_->network_thread()->BlockingCall([this] { dtls_observers_->Refresh(); });
}

// The engine posts its state here from the network thread before it tells the DTLS transport's observer of the state that this
// one is made of. The events of the transports come first, so that a caller finds the transport connected, or reads there why
// the connection failed. They are queued when that task of the network thread has ended.
void PeerConnection::PushConnectionState(webrtc::PeerConnectionInterface::PeerConnectionState state) {
  using State = webrtc::PeerConnectionInterface::PeerConnectionState;
  if (state == State::kConnected || state == State::kFailed) runtime_->network_thread()->BlockingCall([] {});
  PushState(WRTC_EVENT_CONNECTION_STATE, static_cast<int>(state));
  if (state != State::kFailed || !close_channels_when_failed_) return;
  for (const auto& channel : channels_) channel->FailWithConnection();
}

// The older engine does not name the transport.
void PeerConnection::OnIceSelectedCandidatePairChanged(const webrtc::CandidatePairChangeEvent& event) {
  const auto& pair = event.selected_candidate_pair;
  int64_t transport = 0;
  if (dtls_observers_ && dtls_observers_->has_several()) {
    runtime_->network_thread()->BlockingCall([&] { transport = dtls_observers_->IdOfSelected(pair); });
  }
  auto details = std::make_unique<DetailsOf<wrtc_candidate_pair>>();
  details->structure = {.local = details->Keep(engine::CandidateAttribute(pair.local)),
                        .remote = details->Keep(engine::CandidateAttribute(pair.remote)),
                        .reason = details->Keep(event.reason),
                        .dtls_transport = transport};
  Push(ConnectionEvent(WRTC_EVENT_SELECTED_CANDIDATE_PAIR, tag_, std::move(details)));
}

}  // namespace wrtc
