// libwebrtc's callbacks for a connection, on its signaling thread, become events.
#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "shim/engine/rollback.h"
#include "shim/api/handles.h"
#include "shim/connection/peer_connection.h"
#include "shim/connection/remote_tags.h"
#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

// A bound: a peer that opens channels faster than the caller takes them would fill the memory.
constexpr int kMaxUntold = 1024;

// The handle is the caller's once the event is taken; before that it dies with the event.
class ChannelAnnounced final : public DetailsOf<wrtc_data_channel_announced> {
 public:
  ChannelAnnounced(webrtc::scoped_refptr<DataChannel> channel, int64_t tag, std::shared_ptr<std::atomic<int>> untold)
      : untold_(std::move(untold)) {
    structure = {.channel = new wrtc_data_channel{std::move(channel)}, .tag = tag};
    untold_->fetch_add(1);
  }
  ~ChannelAnnounced() override {
    if (is_taken_) return;
    OnTaken();
    wrtc_data_channel_destroy(structure.channel);
  }

  void OnTaken() final {
    is_taken_ = true;
    untold_->fetch_sub(1);
  }

 private:
  const std::shared_ptr<std::atomic<int>> untold_;
  bool is_taken_ = false;
};

}  // namespace

using Engine = webrtc::PeerConnectionInterface;

// The engine counts in the order of JSEP.
static wrtc_signaling_state StateOf(Engine::SignalingState state) {
  switch (state) {
    case Engine::kStable: return WRTC_SIGNALING_STATE_STABLE;
    case Engine::kHaveLocalOffer: return WRTC_SIGNALING_STATE_HAVE_LOCAL_OFFER;
    case Engine::kHaveLocalPrAnswer: return WRTC_SIGNALING_STATE_HAVE_LOCAL_PRANSWER;
    case Engine::kHaveRemoteOffer: return WRTC_SIGNALING_STATE_HAVE_REMOTE_OFFER;
    case Engine::kHaveRemotePrAnswer: return WRTC_SIGNALING_STATE_HAVE_REMOTE_PRANSWER;
    case Engine::kClosed: return WRTC_SIGNALING_STATE_CLOSED;
  }
  return WRTC_SIGNALING_STATE_CLOSED;
}

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

// Descriptions change with the state, and their events come first.
void PeerConnection::OnSignalingChange(Engine::SignalingState state) {
  if (engine_ && state == Engine::kStable) engine::ForgetRolledBack(*engine_, last_current_);
  RefreshDescriptions();
  if (has_media_ && state != Engine::kClosed) WatchTransports();
  RefreshTransceivers();
  PushState(WRTC_EVENT_SIGNALING_STATE, StateOf(state));
  if (!engine_ || (state != Engine::kHaveLocalOffer && state != Engine::kHaveRemoteOffer)) return;
  // An offer after the limit's failure is a new attempt, of which the engine's state need not tell.
  if (connect_limit_.has_failed()) return OnConnectionChange(engine_->peer_connection_state());
  LimitConnecting();
}

void PeerConnection::OnIceGatheringChange(Engine::IceGatheringState state) {
  gathered_ = state == Engine::kIceGatheringComplete;
  regathers_ = false;
  if (gathered_) RefreshDescriptions();
  RefreshSeveralTransports();
  PushState(WRTC_EVENT_ICE_GATHERING_STATE, state);
}

// A network interface that comes up later brings candidates, but the engine's state stays complete.
void PeerConnection::BeginRegathering() {
  if (!gathered_ || std::exchange(regathers_, true)) return;
  PushState(WRTC_EVENT_ICE_GATHERING_STATE, Engine::kIceGatheringGathering);
}

void PeerConnection::EndRegathering() {
  if (!std::exchange(regathers_, false)) return;
  RefreshDescriptions();
  PushState(WRTC_EVENT_ICE_GATHERING_STATE, Engine::kIceGatheringComplete);
}

void PeerConnection::OnStandardizedIceConnectionChange(Engine::IceConnectionState state) {
  RefreshSeveralTransports();
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

// The engine reports the state of ICE first.
void PeerConnection::OnConnectionChange(Engine::PeerConnectionState state) {
  if (state == Engine::PeerConnectionState::kFailed && ice_patience_.is_holding()) return;
  if (!connect_limit_.Passes(state)) return;
  PushConnectionState(state);
  LimitConnecting();
}

void PeerConnection::LimitConnecting() {
  const auto limit = engine_ ? connect_limit_.Begin(engine_->peer_connection_state()) : std::nullopt;
  if (!limit) return;
  runtime_->signaling()->PostDelayedTask(
      [this, open = std::weak_ptr<void>(open_), turn = connect_limit_.turn()] {
        if (!open.expired() && connect_limit_.Ends(turn)) PushConnectionState(Engine::PeerConnectionState::kFailed);
      },
      *limit);
}

void PeerConnection::OnNegotiationNeededEvent(uint32_t event_id) {
  negotiation_needed_id_ = event_id;
  Push(ConnectionEvent(WRTC_EVENT_NEGOTIATION_NEEDED, tag_));
}

// Posted, so that it runs after the engine's own end of the operation whose completion the caller has just got.
wrtc_status PeerConnection::CheckNegotiationNeeded(int64_t operation) {
  return Start(operation, [this, operation](auto& engine) {
    const bool is_needed = engine.ShouldFireNegotiationNeededEvent(negotiation_needed_id_);
    Complete(operation, is_needed ? webrtc::RTCError::OK()
                                  : webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, "No negotiation is needed now."));
  });
}

// Posted, so that it runs after the task of Close.
wrtc_status PeerConnection::TellClosed(int64_t operation) {
  {
    std::lock_guard lock(mutex_);
    if (!closed_) return Fail(WRTC_INVALID_STATE, "The peer connection is not closed.");
  }
  runtime_->signaling()->PostTask([self = webrtc::scoped_refptr<PeerConnection>(this), operation] {
    self->PushCompleted(operation, [](auto& /*completed*/) {});
  });
  return WRTC_OK;
}

void PeerConnection::OnIceCandidate(const webrtc::IceCandidate* candidate) {
  BeginRegathering();
  std::string text;
  candidate->ToString(&text);
  auto details = std::make_unique<DetailsOf<wrtc_local_candidate>>();
  details->structure = {.sdp_mid = details->Keep(candidate->sdp_mid()),
                        .sdp_mline_index = candidate->sdp_mline_index(),
                        .candidate = details->Keep(std::move(text)),
                        .server_url = details->Keep(engine::ServerUrl(*candidate))};
  Push(ConnectionEvent(WRTC_EVENT_ICE_CANDIDATE, tag_, std::move(details)));
}

void PeerConnection::OnCandidateRemoved(const std::string& mid, int index, const webrtc::Candidate& candidate) {
  if (engine_) descriptions_.RefreshLocal(*engine_, tag_, [this](Event event) { Push(std::move(event)); });
  auto details = std::make_unique<DetailsOf<wrtc_local_candidate>>();
  details->structure = {.sdp_mid = details->Keep(mid),
                        .sdp_mline_index = index,
                        .candidate = details->Keep(engine::CandidateAttribute(candidate)),
                        .server_url = {}};
  Push(ConnectionEvent(WRTC_EVENT_ICE_CANDIDATE_REMOVED, tag_, std::move(details)));
}

void PeerConnection::RefreshDescriptions() {
  if (!engine_) return;
  const auto push = [this](Event event) { Push(std::move(event)); };
  descriptions_.RefreshLocal(*engine_, tag_, push);
  descriptions_.RefreshRemote(*engine_, tag_, push);
}

void PeerConnection::OnIceCandidateError(const std::string& address, int port, const std::string& url, int error_code,
                                         const std::string& error_text) {
  auto details = std::make_unique<DetailsOf<wrtc_candidate_error>>();
  details->structure = {.address = details->Keep(address),
                        .port = port,
                        .url = details->Keep(url),
                        .error_code = error_code,
                        .error_text = details->Keep(error_text)};
  Push(ConnectionEvent(WRTC_EVENT_ICE_CANDIDATE_ERROR, tag_, std::move(details)));
}

// The observer must be registered before this returns: the engine holds messages without an observer only up to a limit. The
// channel is open before the caller gets its announcement, as the W3C says of the datachannel event.
void PeerConnection::OnDataChannel(webrtc::scoped_refptr<webrtc::DataChannelInterface> engine_channel) {
  const int64_t tag = NextRemoteTag();
  auto channel =
      webrtc::make_ref_counted<DataChannel>(webrtc::scoped_refptr<PeerConnection>(this), std::move(engine_channel), tag);
  channels_.push_back(channel);
  channel->HoldEvents();
  channel->Start();
  if (detached_.load(std::memory_order_acquire)) return;
  if (untold_->load() >= kMaxUntold) {
    channel->Detach();
    return channel->Close();
  }
  channel->Announce(ConnectionEvent(WRTC_EVENT_DATA_CHANNEL, tag_, std::make_unique<ChannelAnnounced>(channel, tag, untold_)));
}

}  // namespace wrtc
