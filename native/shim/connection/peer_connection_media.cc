// Audio and video of a connection.
#include <utility>

#include "shim/api/media_handles.h"
#include "shim/connection/peer_connection.h"
#include "shim/media/rtp_transceiver.h"
#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

constexpr char kConnectionClosed[] = "The peer connection is closed.";

}  // namespace

wrtc_status PeerConnection::AddTransceiver(int64_t tag, wrtc_media_kind kind, Track* track,
                                           const webrtc::RtpTransceiverInit& init, wrtc_rtp_transceiver** handle) {
  bool closed = false;
  const webrtc::RTCError error = runtime_->OnSignaling([&] {
    closed = !engine_;
    if (closed) return webrtc::RTCError::OK();
    if (auto started = StartMedia(); !started.ok()) return started;
    auto added = transceivers_.Add(*engine_, kind, track, init, tag);
    if (!added.ok()) return added.MoveError();
    *handle = new wrtc_rtp_transceiver{added.MoveValue()};
    return webrtc::RTCError::OK();
  });
  if (closed) return Fail(WRTC_CLOSED, kConnectionClosed);
  return error.ok() ? WRTC_OK : Fail(error);
}

wrtc_status PeerConnection::AddTrack(int64_t tag, Track& track, const std::vector<std::string>& stream_ids,
                                     wrtc_rtp_transceiver** handle, int64_t* used_tag) {
  bool closed = false;
  bool exists = false;
  const webrtc::RTCError error = runtime_->OnSignaling([&] {
    closed = !engine_;
    if (closed) return webrtc::RTCError::OK();
    for (const auto& sender : engine_->GetSenders()) exists = exists || sender->track().get() == track.engine();
    if (exists) return webrtc::RTCError::OK();
    if (auto started = StartMedia(); !started.ok()) return started;
    auto added = transceivers_.AddTrack(*engine_, track, stream_ids, tag);
    if (!added.ok()) return added.MoveError();
    const Transceivers::Added result = added.MoveValue();
    *handle = result.transceiver ? new wrtc_rtp_transceiver{result.transceiver} : nullptr;
    *used_tag = result.tag;
    return webrtc::RTCError::OK();
  });
  if (closed) return Fail(WRTC_CLOSED, kConnectionClosed);
  if (exists) return Fail(WRTC_ALREADY_EXISTS, "A sender of the connection has the track.", WRTC_ERROR_TYPE_INVALID_PARAMETER);
  return error.ok() ? WRTC_OK : Fail(error);
}

// Nothing of it is there before the first section of audio or video: a connection with data channels only needs no thread of it.
webrtc::RTCError PeerConnection::StartMedia() {
  if (audio_clock_) return webrtc::RTCError::OK();
  if (!audio_clock_.emplace(runtime_->audio_clock()) || !runtime_->StartEncoders()) {
    audio_clock_.reset();
    return webrtc::RTCError(webrtc::RTCErrorType::RESOURCE_EXHAUSTED, "The threads of sound cannot be started.");
  }
  return webrtc::RTCError::OK();
}

webrtc::RTCError PeerConnection::RemoveTrack(const webrtc::scoped_refptr<webrtc::RtpSenderInterface>& sender) {
  return engine_ ? engine_->RemoveTrackOrError(sender) : webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, kConnectionClosed);
}

void PeerConnection::RefreshTransceivers() {
  if (has_media_ && engine_) transceivers_.Refresh(*engine_);
}

void PeerConnection::OnTrack(webrtc::scoped_refptr<webrtc::RtpTransceiverInterface> transceiver) {
  if (engine_) transceivers_.OnTrack(*engine_, transceiver);
}

void PeerConnection::OnRemoveTrack(webrtc::scoped_refptr<webrtc::RtpReceiverInterface> receiver) {
  transceivers_.OnRemoveTrack(receiver);
}

}  // namespace wrtc
