// libwebrtc answers description calls through observers, which may outlive the handle. They hold the connection, whose events
// can be switched off, and nothing else.
#ifndef WRTC_DESCRIPTION_OBSERVERS_H_
#define WRTC_DESCRIPTION_OBSERVERS_H_

#include <memory>
#include <utility>

#include "shim/engine/engine.h"
#include "shim/connection/peer_connection.h"

namespace wrtc {

class CreateObserver : public webrtc::CreateSessionDescriptionObserver {
 public:
  CreateObserver(webrtc::scoped_refptr<PeerConnection> connection, int64_t operation)
      : connection_(std::move(connection)), operation_(operation) {}

  void OnSuccess(webrtc::SessionDescriptionInterface* description) override {
    const std::unique_ptr<webrtc::SessionDescriptionInterface> owned(description);
    connection_->CompleteCreate(operation_, *owned);
  }

  void OnFailure(webrtc::RTCError error) override { connection_->Complete(operation_, error); }

 private:
  const webrtc::scoped_refptr<PeerConnection> connection_;
  const int64_t operation_;
};

class SetObserver : public webrtc::SetLocalDescriptionObserverInterface, public webrtc::SetRemoteDescriptionObserverInterface {
 public:
  SetObserver(webrtc::scoped_refptr<PeerConnection> connection, int64_t operation)
      : connection_(std::move(connection)), operation_(operation) {}

  // What the engine is about to set as the remote description.
  void Watch(const webrtc::SessionDescriptionInterface& remote) { remote_ = &remote; }

  void OnSetLocalDescriptionComplete(webrtc::RTCError error) override { connection_->CompleteSet(operation_, error); }
  void OnSetRemoteDescriptionComplete(webrtc::RTCError error) override {
    if (!error.ok()) connection_->TakeBack(remote_);
    connection_->CompleteSet(operation_, error);
  }

 private:
  const webrtc::scoped_refptr<PeerConnection> connection_;
  const int64_t operation_;
  const webrtc::SessionDescriptionInterface* remote_ = nullptr;  // the engine's
};

}  // namespace wrtc

#endif  // WRTC_DESCRIPTION_OBSERVERS_H_
