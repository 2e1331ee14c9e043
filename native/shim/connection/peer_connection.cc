#include "shim/connection/peer_connection.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "shim/connection/description_check.h"
#include "shim/connection/description_observers.h"
#include "shim/connection/description_text.h"
#include "shim/connection/dtls_role.h"
#include "shim/api/handles.h"
#include "shim/runtime/closings.h"
#include "shim/runtime/last_error.h"
#include "shim/api/options.h"
#include "shim/connection/rejected_media.h"
#include "shim/engine/media.h"
#include "shim/engine/rollback.h"

namespace wrtc {
namespace {

// Of a connection that only tries settings.
class Nobody final : public webrtc::PeerConnectionObserver {
 public:
  void OnSignalingChange(webrtc::PeerConnectionInterface::SignalingState /*state*/) override {}
  void OnDataChannel(webrtc::scoped_refptr<webrtc::DataChannelInterface> /*channel*/) override {}
  void OnIceGatheringChange(webrtc::PeerConnectionInterface::IceGatheringState /*state*/) override {}
  void OnIceCandidate(const webrtc::IceCandidate* /*candidate*/) override {}
};

webrtc::RTCErrorOr<webrtc::PeerConnectionFactoryInterface*> FactoryFor(Runtime& runtime, bool media) {
  if (media) return runtime.MediaFactory();
  return &runtime.factory();
}

}  // namespace

PeerConnection::PeerConnection(std::shared_ptr<Runtime> runtime, std::shared_ptr<EventQueue> queue, int64_t tag,
                               const PeerConnectionSettings& settings)
    : runtime_(std::move(runtime)),
      queue_(std::move(queue)),
      tag_(tag),
      has_media_(settings.media && engine::HasMedia()),
      receive_limit_(settings.receive_limit),
      close_channels_when_failed_(settings.close_channels_when_failed),
      connect_limit_(settings.connect_timeout) {}

webrtc::RTCError PeerConnection::Open(const PeerConnectionSettings& settings) {
  return runtime_->OnSignaling([&] {
    auto found = FactoryFor(*runtime_, has_media_);
    if (!found.ok()) return found.MoveError();
    if (has_media_ && engine::kWrongSettingsEndTheProcess) {  // so they are tried without media
      static Nobody nobody;
      auto tried = Create(runtime_->factory(), settings, nobody);
      if (!tried.ok()) return tried.MoveError();
      tried.value()->Close();
    }
    auto created = Create(*found.value(), settings, *this);
    if (!created.ok()) return created.MoveError();
    engine_ = created.MoveValue();
    return webrtc::RTCError();
  });
}

webrtc::RTCErrorOr<webrtc::scoped_refptr<webrtc::PeerConnectionInterface>> PeerConnection::Create(
    webrtc::PeerConnectionFactoryInterface& factory, const PeerConnectionSettings& settings,
    webrtc::PeerConnectionObserver& observer) {
  auto allocator = runtime_->network().CreatePortAllocator([self = webrtc::scoped_refptr<PeerConnection>(this)] {
    self->runtime_->signaling()->PostTask([self] { self->EndRegathering(); });
  });
  const auto& ports = settings.configuration.port_allocator_config;
  allocator->SetPortRange(ports.min_port, ports.max_port);
  // The factory sets its own mask on every allocator, so ours is set each time; no other code runs on this thread.
  webrtc::PeerConnectionFactoryInterface::Options options;
  options.network_ignore_mask = settings.exclude_loopback ? webrtc::kDefaultNetworkIgnoreMask : 0;
  factory.SetOptions(options);
  webrtc::PeerConnectionDependencies dependencies(&observer);
  dependencies.allocator = std::move(allocator);
  return factory.CreatePeerConnectionOrError(settings.configuration, std::move(dependencies));
}

wrtc_status PeerConnection::SetConfiguration(const PeerConnectionSettings& settings) {
  bool closed = false;
  const webrtc::RTCError error = runtime_->OnSignaling([&] {
    closed = !engine_;
    if (closed) return webrtc::RTCError();
    auto configuration = engine_->GetConfiguration();
    CopyChangeable(settings.configuration, configuration);
    return engine_->SetConfiguration(configuration);
  });
  if (closed) return Fail(WRTC_CLOSED, "The peer connection is closed.");
  return error.ok() ? WRTC_OK : Fail(error);
}

wrtc_status PeerConnection::Start(int64_t operation, Call call) {
  {
    std::lock_guard lock(mutex_);
    if (closed_) return Fail(WRTC_CLOSED, "The peer connection is closed.");
    if (!operations_.insert(operation).second) {
      return Fail(WRTC_INVALID_PARAMETER, "An operation with this id is under way.");
    }
  }
  runtime_->signaling()->PostTask([self = webrtc::scoped_refptr<PeerConnection>(this), call = std::move(call)] {
    if (self->engine_) call(*self->engine_);  // otherwise the connection is closed, and the operation was completed
  });
  return WRTC_OK;
}

wrtc_status PeerConnection::CreateOffer(int64_t operation, bool ice_restart) {
  auto observer = webrtc::make_ref_counted<CreateObserver>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  webrtc::PeerConnectionInterface::RTCOfferAnswerOptions options;
  options.ice_restart = ice_restart;
  return Start(operation, [observer, options](auto& engine) { engine.CreateOffer(observer.get(), options); });
}

wrtc_status PeerConnection::CreateAnswer(int64_t operation) {
  auto observer = webrtc::make_ref_counted<CreateObserver>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  return Start(operation, [observer](auto& engine) { engine.CreateAnswer(observer.get(), {}); });
}

wrtc_status PeerConnection::SetLocalDescription(int64_t operation) {
  auto observer = webrtc::make_ref_counted<SetObserver>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  return Start(operation, [observer](auto& engine) { engine.SetLocalDescription(observer); });
}

wrtc_status PeerConnection::SetLocalDescription(int64_t operation, Description description) {
  auto observer = webrtc::make_ref_counted<SetObserver>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  return Start(operation, [this, observer, shared = std::make_shared<Description>(std::move(description))](auto& engine) {
    const auto state = engine.signaling_state();
    const bool is_due = state == engine.kHaveRemoteOffer || state == engine.kHaveLocalPrAnswer;
    if (auto error = CheckAnswer(**shared, is_due ? engine.remote_description() : nullptr); !error.ok()) {
      return observer->OnSetLocalDescriptionComplete(std::move(error));
    }
    if (auto error = own_fingerprint_.Check(engine, **shared); !error.ok()) {
      return observer->OnSetLocalDescriptionComplete(std::move(error));
    }
    engine.SetLocalDescription(std::move(*shared), observer);
  });
}

wrtc_status PeerConnection::SetRemoteDescription(int64_t operation, Description description) {
  auto observer = webrtc::make_ref_counted<SetObserver>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  return Start(operation, [this, observer, shared = std::make_shared<Description>(std::move(description))](auto& engine) {
    const auto state = engine.signaling_state();
    const bool is_due = state == engine.kHaveLocalOffer || state == engine.kHaveRemotePrAnswer;
    if (auto error = CheckAnswer(**shared, is_due ? engine.local_description() : nullptr); !error.ok()) {
      return observer->OnSetRemoteDescriptionComplete(std::move(error));
    }
    if (auto error = CheckChange(engine.current_remote_description(), **shared); !error.ok()) {
      return observer->OnSetRemoteDescriptionComplete(std::move(error));
    }
    if (has_media_ && HasMediaSections(**shared)) {
      if (auto error = StartMedia(); !error.ok()) return observer->OnSetRemoteDescriptionComplete(std::move(error));
    }
    if (is_due) KeepDtlsRole(engine, **shared);
    observer->Watch(**shared);
    engine.SetRemoteDescription(std::move(*shared), observer);
  });
}

// The form with a callback is chained with the description operations; the form that returns bool is not.
wrtc_status PeerConnection::AddIceCandidate(int64_t operation, std::unique_ptr<webrtc::IceCandidate> candidate) {
  webrtc::scoped_refptr<PeerConnection> self(this);
  auto shared = std::make_shared<std::unique_ptr<webrtc::IceCandidate>>(std::move(candidate));
  return Start(operation, [self, operation, shared](auto& engine) {
    auto accepted = AtAcceptedSection(engine.remote_description(), std::move(*shared));
    if (!accepted) return self->CompleteSet(operation, webrtc::RTCError::OK());
    // A candidate that waits for an earlier operation may run after Close. The engine's wrapper of this callback then still
    // uses the engine's connection, which is kept until the wrapper has returned.
    auto done = [self, operation, kept = self->engine_](webrtc::RTCError error) {
      self->CompleteSet(operation, error);
      self->runtime_->signaling()->PostTask([self, kept]() mutable { kept = nullptr; });
    };
    engine.AddIceCandidate(std::move(accepted), std::move(done));
  });
}

wrtc_status PeerConnection::RemoveIceCandidate(int64_t operation, std::unique_ptr<webrtc::IceCandidate> candidate) {
  webrtc::scoped_refptr<PeerConnection> self(this);
  auto shared = std::make_shared<std::unique_ptr<webrtc::IceCandidate>>(std::move(candidate));
  return Start(operation, [self, operation, shared](auto& engine) {
    const auto accepted = AtAcceptedSection(engine.remote_description(), std::move(*shared));
    const bool removed = !accepted || engine::RemoveCandidate(engine, *accepted);
    self->CompleteSet(operation, removed ? webrtc::RTCError::OK()
                                         : webrtc::RTCError(webrtc::RTCErrorType::INVALID_PARAMETER,
                                                            "The remote description has no such candidate."));
  });
}

wrtc_status PeerConnection::RestartIce() {
  {
    std::lock_guard lock(mutex_);
    if (closed_) return Fail(WRTC_CLOSED, "The peer connection is closed.");
  }
  runtime_->signaling()->PostTask([self = webrtc::scoped_refptr<PeerConnection>(this)] {
    // Without a local description there are no credentials to replace, but the engine would report that negotiation is needed.
    if (self->engine_ && self->engine_->local_description()) self->engine_->RestartIce();
  });
  return WRTC_OK;
}

void PeerConnection::Close() {
  {
    std::lock_guard lock(mutex_);
    if (closed_) return;
    closed_ = true;
    for (const int64_t operation : std::exchange(operations_, {})) {
      PushCompleted(operation, [](auto& completed) {
        completed.structure.status = WRTC_CLOSED;
        completed.structure.error = completed.Keep("The peer connection was closed.");
      });
    }
    Closings::OfProcess().Begin();
    // Under the lock, so that a task which is posted to a closed connection runs after this one.
    runtime_->signaling()->PostTask([self = webrtc::scoped_refptr<PeerConnection>(this)] { self->CloseOnSignaling(); });
  }
}

void PeerConnection::Detach() {
  queue_->Silence(detached_);
  Close();
}

void PeerConnection::CloseOnSignaling() {
  open_ = nullptr;
  if (engine_) engine_->Close();
  Closings::OfProcess().End();
  transceivers_.Close();
  StopWatching();
  for (const auto& channel : std::exchange(channels_, {})) channel->Finish();
  // Posted, so that the peers of all connections that are closed at the same time are told first.
  runtime_->signaling()->PostTask(
      [self = webrtc::scoped_refptr<PeerConnection>(this), engine = std::move(engine_)]() mutable { engine = nullptr; });
  descriptions_ = {};  // a caller may keep the handle of a closed connection for long
}

void PeerConnection::Complete(int64_t operation, const webrtc::RTCError& error) {
  CompleteWith(operation, [&](auto& completed) {
    completed.structure.status = StatusOf(error);
    completed.structure.error_type = TypeOf(error);
    completed.structure.error = completed.Keep(error.message());
  });
}

void PeerConnection::TakeBack(const webrtc::SessionDescriptionInterface* failed) {
  if (engine_) engine::TakeBackFailed(*engine_, failed);
}

void PeerConnection::CompleteSet(int64_t operation, const webrtc::RTCError& error) {
  RefreshDescriptions();
  WatchTransports();
  RefreshTransceivers();
  // The older engine reports an internal error for a local description that does not fit the state.
  const bool wrong_state = std::string_view(error.message()).find("Called in wrong state") != std::string_view::npos;
  Complete(operation, wrong_state ? webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, error.message()) : error);
}

void PeerConnection::CompleteCreate(int64_t operation, const webrtc::SessionDescriptionInterface& description) {
  own_fingerprint_.Learn(description);
  std::string sdp;
  description.ToString(&sdp);
  CompleteWith(operation, [&](auto& completed) {
    completed.structure.sdp_type = static_cast<wrtc_sdp_type>(description.GetType());
    completed.structure.sdp = completed.Keep(TextForCaller(std::move(sdp)));
  });
}

// Under the lock, so that Close returns with all completions queued, including this one.
void PeerConnection::CompleteWith(int64_t operation, const Fill& fill) {
  std::lock_guard lock(mutex_);
  if (operations_.erase(operation) != 0) PushCompleted(operation, fill);
}

void PeerConnection::PushCompleted(int64_t operation, const Fill& fill) {
  auto completed = std::make_unique<OperationCompleted>();
  completed->structure.operation = operation;
  fill(*completed);
  Push(ConnectionEvent(WRTC_EVENT_OPERATION_COMPLETED, tag_, std::move(completed)));
}

void PeerConnection::PushState(wrtc_event_type type, int32_t state) { Push(ConnectionStateEvent(type, tag_, state)); }

void PeerConnection::Push(Event event) { queue_->Push(std::move(event), &detached_); }

}  // namespace wrtc
