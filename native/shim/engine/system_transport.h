// Debian's engine: data channels are used on the signaling thread, and what SCTP tells of their streams is posted to it.
#ifndef WRTC_ENGINE_SYSTEM_TRANSPORT_H_
#define WRTC_ENGINE_SYSTEM_TRANSPORT_H_

#include "media/sctp/dcsctp_transport.h"

namespace wrtc::engine {

template <typename Streams>
bool IsEndingIn(const Streams& streams, int sid) {
  const auto found = streams.find(dcsctp::StreamID(static_cast<uint16_t>(sid)));
  if (found == streams.end()) return true;
  return found->second.closure_initiated || found->second.incoming_reset_done || found->second.outgoing_reset_done;
}

// See engine/sctp.cc for this way to a private member.
bool IsEnding(const webrtc::DcSctpTransport& transport, int sid);

template <auto Member>
struct PrivateStreams {
  friend bool IsEnding(const webrtc::DcSctpTransport& transport, int sid) { return IsEndingIn(transport.*Member, sid); }
};
template struct PrivateStreams<&webrtc::DcSctpTransport::stream_states_>;

// The engine takes a message for a stream that the remote peer has just reset for a failure: it ends the channel at once and gives
// the stream to the next channel. What was posted of the reset then meets that channel: it is closed silently, or the engine
// ends the process since it is still connecting. So such a message is dropped as sent, as a channel that is closing drops what
// is left, and the reset, which is on its way, ends the channel.
class SctpTransport final : public webrtc::DcSctpTransport {
 public:
  using DcSctpTransport::DcSctpTransport;

  bool SendData(int sid, const webrtc::SendDataParams& params, const rtc::CopyOnWriteBuffer& payload,
                cricket::SendDataResult* result) override {
    if (!IsEnding(*this, sid)) return DcSctpTransport::SendData(sid, params, payload, result);
    if (result != nullptr) *result = cricket::SDR_SUCCESS;
    return true;
  }
};

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_SYSTEM_TRANSPORT_H_
