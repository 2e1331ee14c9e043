// The part of a peer connection that its data channels need.
#include <algorithm>
#include <utility>

#include "shim/api/handles.h"
#include "shim/connection/peer_connection.h"
#include "shim/runtime/last_error.h"

namespace wrtc {

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
  if (!runtime_->signaling()->IsCurrent()) return -1;
  const auto transport = SctpTransport();
  return transport ? static_cast<int>(transport->Information().MaxMessageSize().value_or(-1)) : -1;
}

webrtc::scoped_refptr<webrtc::SctpTransportInterface> PeerConnection::SctpTransport() {
  return runtime_->signaling()->IsCurrent() && engine_ ? engine_->GetSctpTransport() : nullptr;
}

webrtc::scoped_refptr<SctpObserver> PeerConnection::Sctp() {
  std::lock_guard lock(mutex_);
  return sctp_;
}

}  // namespace wrtc
