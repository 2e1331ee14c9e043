#include "peer_connection.h"

#include <algorithm>
#include <utility>

#include "description_observers.h"
#include "handles.h"
#include "last_error.h"

namespace wrtc {

PeerConnection::PeerConnection(std::shared_ptr<Runtime> runtime, std::shared_ptr<EventQueue> queue, int64_t tag,
                               int64_t receive_limit)
    : runtime_(std::move(runtime)), queue_(std::move(queue)), tag_(tag), receive_limit_(receive_limit) {}

webrtc::RTCError PeerConnection::Open(const PeerConnectionSettings& settings) {
  return runtime_->OnSignaling([&] {
    auto allocator = runtime_->network().CreatePortAllocator();
    const auto& ports = settings.configuration.port_allocator_config;
    allocator->SetPortRange(ports.min_port, ports.max_port);
    // The factory sets its own mask on every allocator, so it is told each time; nobody else is on this thread.
    webrtc::PeerConnectionFactoryInterface::Options options;
    options.network_ignore_mask = settings.exclude_loopback ? webrtc::kDefaultNetworkIgnoreMask : 0;
    runtime_->factory().SetOptions(options);
    webrtc::PeerConnectionDependencies dependencies(this);
    dependencies.allocator = std::move(allocator);
    auto created = runtime_->factory().CreatePeerConnectionOrError(settings.configuration, std::move(dependencies));
    if (!created.ok()) return created.MoveError();
    engine_ = created.MoveValue();
    return webrtc::RTCError();
  });
}

wrtc_status PeerConnection::CreateDataChannel(int64_t tag, const std::string& label, const webrtc::DataChannelInit& init,
                                              wrtc_data_channel** handle) {
  wrtc_status status = WRTC_OK;
  webrtc::RTCError error;
  runtime_->OnSignaling([&] {
    if (!engine_) {
      status = WRTC_CLOSED;
      return;
    }
    const auto has_id = [&](const auto& channel) { return init.negotiated && channel->id() == init.id; };
    if (std::any_of(channels_.begin(), channels_.end(), has_id)) {
      status = WRTC_ALREADY_EXISTS;
      return;
    }
    auto created = engine_->CreateDataChannelOrError(label, &init);
    if (!created.ok()) {
      error = created.MoveError();
      return;
    }
    auto channel = webrtc::make_ref_counted<DataChannel>(webrtc::scoped_refptr<PeerConnection>(this), created.MoveValue(), tag);
    channels_.push_back(channel);
    *handle = new wrtc_data_channel{channel};
    channel->Start();
  });
  // The last error is the calling thread's, so it is not written on the signaling thread.
  if (status == WRTC_CLOSED) return Fail(status, "The peer connection is closed.");
  if (status == WRTC_ALREADY_EXISTS) return Fail(status, "A data channel with the id " + std::to_string(init.id) + " exists.");
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
    if (self->engine_) call(*self->engine_);  // else closed, and the operation has been answered
  });
  return WRTC_OK;
}

wrtc_status PeerConnection::CreateOffer(int64_t operation) {
  auto observer = webrtc::make_ref_counted<CreateObserver>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  return Start(operation, [observer](auto& engine) { engine.CreateOffer(observer.get(), {}); });
}

wrtc_status PeerConnection::CreateAnswer(int64_t operation) {
  auto observer = webrtc::make_ref_counted<CreateObserver>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  return Start(operation, [observer](auto& engine) { engine.CreateAnswer(observer.get(), {}); });
}

wrtc_status PeerConnection::SetLocalDescription(int64_t operation, Description description) {
  auto observer = webrtc::make_ref_counted<SetObserver>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  return Start(operation, [observer, shared = std::make_shared<Description>(std::move(description))](auto& engine) {
    engine.SetLocalDescription(std::move(*shared), observer);
  });
}

wrtc_status PeerConnection::SetRemoteDescription(int64_t operation, Description description) {
  auto observer = webrtc::make_ref_counted<SetObserver>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  return Start(operation, [observer, shared = std::make_shared<Description>(std::move(description))](auto& engine) {
    engine.SetRemoteDescription(std::move(*shared), observer);
  });
}

// The form with a callback is chained with the description operations; the one that returns bool is not.
wrtc_status PeerConnection::AddIceCandidate(int64_t operation, std::unique_ptr<webrtc::IceCandidate> candidate) {
  webrtc::scoped_refptr<PeerConnection> self(this);
  auto shared = std::make_shared<std::unique_ptr<webrtc::IceCandidate>>(std::move(candidate));
  return Start(operation, [self, operation, shared](auto& engine) {
    engine.AddIceCandidate(std::move(*shared), [self, operation](webrtc::RTCError error) { self->Complete(operation, error); });
  });
}

void PeerConnection::Close() {
  std::unordered_set<int64_t> unanswered;
  {
    std::lock_guard lock(mutex_);
    if (closed_) return;
    closed_ = true;
    unanswered.swap(operations_);
  }
  for (const int64_t operation : unanswered) {
    Push({.type = WRTC_EVENT_OPERATION_COMPLETED,
          .tag = tag_,
          .operation = operation,
          .status = WRTC_CLOSED,
          .text1 = "The peer connection was closed."});
  }
  runtime_->signaling()->PostTask([self = webrtc::scoped_refptr<PeerConnection>(this)] { self->CloseOnSignaling(); });
}

void PeerConnection::Detach() {
  detached_.store(true, std::memory_order_release);
  Close();
}

void PeerConnection::CloseOnSignaling() {
  if (engine_) engine_->Close();
  for (const auto& channel : std::exchange(channels_, {})) channel->Finish();
  engine_ = nullptr;
}

void PeerConnection::Complete(int64_t operation, const webrtc::RTCError& error) {
  CompleteWith(operation, {.type = WRTC_EVENT_OPERATION_COMPLETED,
                           .tag = tag_,
                           .operation = operation,
                           .status = StatusOf(error),
                           .error_type = TypeOf(error),
                           .text1 = error.message()});
}

void PeerConnection::CompleteCreate(int64_t operation, const webrtc::SessionDescriptionInterface& description) {
  std::string sdp;
  description.ToString(&sdp);
  CompleteWith(operation, {.type = WRTC_EVENT_OPERATION_COMPLETED,
                           .tag = tag_,
                           .operation = operation,
                           .value = static_cast<int32_t>(description.GetType()),
                           .text1 = std::move(sdp)});
}

void PeerConnection::CompleteWith(int64_t operation, Event event) {
  {
    std::lock_guard lock(mutex_);
    if (operations_.erase(operation) == 0) return;
  }
  Push(std::move(event));
}

void PeerConnection::ChannelClosed(DataChannel* channel) {
  // The observer may not be unregistered from its own callback, nor on the network thread.
  runtime_->signaling()->PostTask(
      [self = webrtc::scoped_refptr<PeerConnection>(this), channel = webrtc::scoped_refptr<DataChannel>(channel)] {
        const auto found = std::find(self->channels_.begin(), self->channels_.end(), channel);
        if (found == self->channels_.end()) return;
        self->channels_.erase(found);
        channel->Finish();
      });
}

int PeerConnection::MaxMessageSize() {
  if (!runtime_->signaling()->IsCurrent() || !engine_) return -1;
  const auto transport = engine_->GetSctpTransport();
  return transport ? static_cast<int>(transport->Information().MaxMessageSize().value_or(-1)) : -1;
}

void PeerConnection::PushState(wrtc_event_type type, int32_t state) { Push({.type = type, .tag = tag_, .value = state}); }

void PeerConnection::Push(Event event) {
  if (!detached_.load(std::memory_order_acquire)) queue_->Push(std::move(event));
}

}  // namespace wrtc
