// What libwebrtc tells a connection, on its signaling thread, becomes events.
#include <atomic>
#include <utility>

#include "shim/engine/rollback.h"
#include "shim/api/handles.h"
#include "shim/connection/peer_connection.h"

namespace wrtc {
namespace {

// Channels that the remote peer opens; the caller's own tags are positive.
int64_t NextRemoteTag() {
  static std::atomic<int64_t> last{0};
  return last.fetch_sub(1, std::memory_order_relaxed) - 1;
}

// A peer that opens channels faster than they are taken would fill the memory.
constexpr int kMaxUntold = 1024;

}  // namespace

using Engine = webrtc::PeerConnectionInterface;

static_assert(int{Engine::kStable} == int{WRTC_SIGNALING_STATE_STABLE});
static_assert(int{Engine::kHaveLocalOffer} == int{WRTC_SIGNALING_STATE_HAVE_LOCAL_OFFER});
static_assert(int{Engine::kHaveLocalPrAnswer} == int{WRTC_SIGNALING_STATE_HAVE_LOCAL_PRANSWER});
static_assert(int{Engine::kHaveRemoteOffer} == int{WRTC_SIGNALING_STATE_HAVE_REMOTE_OFFER});
static_assert(int{Engine::kHaveRemotePrAnswer} == int{WRTC_SIGNALING_STATE_HAVE_REMOTE_PRANSWER});
static_assert(int{Engine::kClosed} == int{WRTC_SIGNALING_STATE_CLOSED});
static_assert(int{Engine::kIceGatheringNew} == int{WRTC_ICE_GATHERING_STATE_NEW});
static_assert(int{Engine::kIceGatheringGathering} == int{WRTC_ICE_GATHERING_STATE_GATHERING});
static_assert(int{Engine::kIceGatheringComplete} == int{WRTC_ICE_GATHERING_STATE_COMPLETE});
static_assert(int{Engine::kIceConnectionNew} == int{WRTC_ICE_CONNECTION_STATE_NEW});
static_assert(int{Engine::kIceConnectionChecking} == int{WRTC_ICE_CONNECTION_STATE_CHECKING});
static_assert(int{Engine::kIceConnectionConnected} == int{WRTC_ICE_CONNECTION_STATE_CONNECTED});
static_assert(int{Engine::kIceConnectionCompleted} == int{WRTC_ICE_CONNECTION_STATE_COMPLETED});
static_assert(int{Engine::kIceConnectionFailed} == int{WRTC_ICE_CONNECTION_STATE_FAILED});
static_assert(int{Engine::kIceConnectionDisconnected} == int{WRTC_ICE_CONNECTION_STATE_DISCONNECTED});
static_assert(int{Engine::kIceConnectionClosed} == int{WRTC_ICE_CONNECTION_STATE_CLOSED});
static_assert(int(Engine::PeerConnectionState::kNew) == int{WRTC_PEER_CONNECTION_STATE_NEW});
static_assert(int(Engine::PeerConnectionState::kConnecting) == int{WRTC_PEER_CONNECTION_STATE_CONNECTING});
static_assert(int(Engine::PeerConnectionState::kConnected) == int{WRTC_PEER_CONNECTION_STATE_CONNECTED});
static_assert(int(Engine::PeerConnectionState::kDisconnected) == int{WRTC_PEER_CONNECTION_STATE_DISCONNECTED});
static_assert(int(Engine::PeerConnectionState::kFailed) == int{WRTC_PEER_CONNECTION_STATE_FAILED});
static_assert(int(Engine::PeerConnectionState::kClosed) == int{WRTC_PEER_CONNECTION_STATE_CLOSED});

// Descriptions have changed when the state does, and are told of first.
void PeerConnection::OnSignalingChange(Engine::SignalingState state) {
  if (engine_ && state == Engine::kStable) engine::ForgetRolledBackData(*engine_);
  RefreshDescriptions();
  PushState(WRTC_EVENT_SIGNALING_STATE, state);
}

void PeerConnection::OnIceGatheringChange(Engine::IceGatheringState state) {
  gathered_ = state == Engine::kIceGatheringComplete;
  regathers_ = false;
  PushState(WRTC_EVENT_ICE_GATHERING_STATE, state);
}

// An interface that comes up later brings candidates, but the engine's state stays complete.
void PeerConnection::BeginRegathering() {
  if (!gathered_ || std::exchange(regathers_, true)) return;
  PushState(WRTC_EVENT_ICE_GATHERING_STATE, Engine::kIceGatheringGathering);
}

void PeerConnection::EndRegathering() {
  if (std::exchange(regathers_, false)) PushState(WRTC_EVENT_ICE_GATHERING_STATE, Engine::kIceGatheringComplete);
}

void PeerConnection::OnStandardizedIceConnectionChange(Engine::IceConnectionState state) {
  const auto hold = engine_ ? ice_patience_.HoldsBack(*engine_, state) : std::nullopt;
  if (hold) {
    runtime_->signaling()->PostDelayedTask(
        [this, open = std::weak_ptr<void>(open_), turn = ice_patience_.turn()] {
          if (open.expired() || !ice_patience_.Ends(turn)) return;
          PushState(WRTC_EVENT_ICE_CONNECTION_STATE, Engine::kIceConnectionFailed);
          OnConnectionChange(Engine::PeerConnectionState::kFailed);
        },
        *hold);
    return;
  }
  PushState(WRTC_EVENT_ICE_CONNECTION_STATE, state);
}

// The engine tells of the state of ICE first.
void PeerConnection::OnConnectionChange(Engine::PeerConnectionState state) {
  if (state == Engine::PeerConnectionState::kFailed && ice_patience_.is_holding()) return;
  Event event{.type = WRTC_EVENT_CONNECTION_STATE, .tag = tag_, .value = static_cast<int32_t>(state)};
  if (transports_) {
    transports_->PushConnectionState(std::move(event));
  } else {
    Push(std::move(event));
  }
}

void PeerConnection::OnNegotiationNeededEvent(uint32_t event_id) {
  negotiation_needed_id_ = event_id;
  Push({.type = WRTC_EVENT_NEGOTIATION_NEEDED, .tag = tag_});
}

// Posted, and so behind the engine's own end of the operation that the caller has just seen completed.
wrtc_status PeerConnection::CheckNegotiationNeeded(int64_t operation) {
  return Start(operation, [this, operation](auto& engine) {
    const bool is_needed = engine.ShouldFireNegotiationNeededEvent(negotiation_needed_id_);
    Complete(operation, is_needed ? webrtc::RTCError::OK()
                                  : webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, "No negotiation is needed now."));
  });
}

void PeerConnection::OnIceCandidate(const webrtc::IceCandidate* candidate) {
  BeginRegathering();
  std::string text;
  candidate->ToString(&text);
  if (engine_) descriptions_.RefreshLocal(*engine_, tag_, [this](Event event) { Push(std::move(event)); });
  Push({.type = WRTC_EVENT_ICE_CANDIDATE,
        .tag = tag_,
        .value = candidate->sdp_mline_index(),
        .text1 = candidate->sdp_mid(),
        .text2 = std::move(text),
        .text3 = engine::ServerUrl(*candidate)});
}

void PeerConnection::OnCandidateRemoved(const std::string& mid, int index, const webrtc::Candidate& candidate) {
  if (engine_) descriptions_.RefreshLocal(*engine_, tag_, [this](Event event) { Push(std::move(event)); });
  Push({.type = WRTC_EVENT_ICE_CANDIDATE_REMOVED,
        .tag = tag_,
        .value = index,
        .text1 = mid,
        .text2 = engine::CandidateAttribute(candidate)});
}

void PeerConnection::RefreshDescriptions() {
  if (!engine_) return;
  const auto push = [this](Event event) { Push(std::move(event)); };
  descriptions_.RefreshLocal(*engine_, tag_, push);
  descriptions_.RefreshRemote(*engine_, tag_, push);
}

// The transports are there once a description with a data section is set, and may be others after a rollback. Their events are
// in the queue when this returns.
void PeerConnection::WatchTransports() {
  const auto sctp = SctpTransport();
  if (sctp.get() == (transports_ ? transports_->sctp() : nullptr)) {
    if (transports_) runtime_->network_thread()->BlockingCall([this] { transports_->Refresh(); });
    return;
  }
  if (!sctp) return ReplaceTransports(nullptr);
  ReplaceTransports(webrtc::make_ref_counted<TransportObserver>(
      sctp, tag_, [self = webrtc::scoped_refptr<PeerConnection>(this)](Event event) { self->Push(std::move(event)); }));
}

void PeerConnection::ReplaceTransports(webrtc::scoped_refptr<TransportObserver> transports) {
  webrtc::Thread* const network = runtime_->network_thread();
  {
    std::lock_guard lock(mutex_);
    transports_.swap(transports);
  }
  if (transports) network->PostTask([transports] { transports->Stop(); });
  if (transports_) network->BlockingCall([this] { transports_->Start(); });
}

void PeerConnection::OnIceCandidateError(const std::string& address, int port, const std::string& url, int error_code,
                                         const std::string& error_text) {
  Push({.type = WRTC_EVENT_ICE_CANDIDATE_ERROR,
        .tag = tag_,
        .value = error_code,
        .value2 = port,
        .text1 = address,
        .text2 = url,
        .text3 = error_text});
}

void PeerConnection::OnIceSelectedCandidatePairChanged(const webrtc::CandidatePairChangeEvent& event) {
  Push({.type = WRTC_EVENT_SELECTED_CANDIDATE_PAIR,
        .tag = tag_,
        .text1 = engine::CandidateAttribute(event.selected_candidate_pair.local),
        .text2 = engine::CandidateAttribute(event.selected_candidate_pair.remote),
        .text3 = event.reason});
}

// The observer must be there before this returns: the engine holds messages without one only up to a limit. The channel is
// open before the caller hears of it, as the W3C says of the datachannel event.
void PeerConnection::OnDataChannel(webrtc::scoped_refptr<webrtc::DataChannelInterface> engine_channel) {
  const int64_t tag = NextRemoteTag();
  auto channel = webrtc::make_ref_counted<DataChannel>(webrtc::scoped_refptr<PeerConnection>(this),
                                                       std::move(engine_channel), tag);
  channels_.push_back(channel);
  channel->HoldEvents();
  channel->Start();
  if (detached_.load(std::memory_order_acquire)) return;
  if (untold_->load() >= kMaxUntold) {
    channel->Detach();
    return channel->Close();
  }
  untold_->fetch_add(1);
  channel->Announce({.type = WRTC_EVENT_DATA_CHANNEL,
                     .tag = tag_,
                     .operation = tag,
                     .channel = std::unique_ptr<wrtc_data_channel, ChannelHandleDeleter>(new wrtc_data_channel{channel}),
                     .waiting = std::shared_ptr<void>(nullptr, [untold = untold_](void*) { untold->fetch_sub(1); })});
}

}  // namespace wrtc
