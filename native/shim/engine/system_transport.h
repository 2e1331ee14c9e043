// Debian's engine: data channels are used on the signaling thread, and SCTP posts its stream events to it.
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

// If the remote peer has just reset a stream, the engine takes a message for that stream for a failure: it ends the channel at
// once and gives the stream to the next channel. The posted reset then hits that channel: it closes silently, or the engine
// ends the process because the channel is still connecting. So such a message is dropped and counted as sent, since a closing
// channel drops its messages anyway, and the posted reset ends the channel.
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
