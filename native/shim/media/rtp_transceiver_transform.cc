// The transforms of a transceiver's sender and receiver.
#include <utility>

#include "shim/media/frame_transform.h"
#include "shim/media/rtp_transceiver.h"
#include "shim/runtime/last_error.h"

namespace wrtc {

wrtc_status RtpTransceiver::SetTransform(bool of_sender, std::shared_ptr<FrameTransform> transform) {
  return Call([&](Engine& engine) {
    auto& place = of_sender ? sender_place_ : receiver_place_;
    if (is_ended_) return webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, "The transceiver is stopped.");
    if (!place && !transform) return webrtc::RTCError::OK();
    if (transform) {
      wrtc_transform_status status;
      transform->GetStatus(&status);
      if (!place) place = NewPlace(of_sender);
      if (status.ended != 0 || !transform->Claim(place.get())) {
        return webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE,
                                "The transform is or was set on another sender or receiver, or has ended.");
      }
    }
    place->Set(std::move(transform));
    // Once: the engine cannot replace a transformer.
    if (auto& is_placed = of_sender ? is_sender_placed_ : is_receiver_placed_; !std::exchange(is_placed, true)) {
      if (of_sender) {
        engine::SetTransformer(*engine.sender(), place);
      } else {
        engine::SetTransformer(*engine.receiver(), place);
      }
    }
    return webrtc::RTCError::OK();
  });
}

webrtc::scoped_refptr<TransformPlace> RtpTransceiver::NewPlace(bool of_sender) {
  // Frames are dropped on engine threads; the request is the signaling thread's. The engine's place must not keep the transceiver.
  auto request = [state = key_frame_request_, signaling = connection_->runtime().signaling()] {
    if (state->is_pending.exchange(true)) return;
    signaling->PostTask([state] {
      state->is_pending.store(false);
      if (state->transceiver != nullptr && state->transceiver->engine_) {
        engine::GenerateKeyFrame(*state->transceiver->engine_->sender(), {});
      }
    });
  };
  key_frame_request_->transceiver = this;
  const bool requests = of_sender && kind() == WRTC_MEDIA_KIND_VIDEO;
  return webrtc::make_ref_counted<TransformPlace>(
      kind(), of_sender, requests ? std::function<void()>(request) : [] {});
}

void RtpTransceiver::CloseTransforms() {
  key_frame_request_->transceiver = nullptr;
  if (sender_place_) sender_place_->Close();
  if (receiver_place_) receiver_place_->Close();
}

}  // namespace wrtc
