// The part of the seam that reaches into ICE: closes the sockets of earlier ICE generations.
#ifndef WRTC_ENGINE_GENERATIONS_H_
#define WRTC_ENGINE_GENERATIONS_H_

#include <cstddef>

#include "api/dtls_transport_interface.h"
#include "api/units/time_delta.h"
#include "api/units/timestamp.h"
#include "shim/engine/engine.h"

namespace wrtc::engine {

// An ICE restart gathers on new ports. libwebrtc keeps the ports and sockets of every earlier generation as long as the
// connection lives. They are closed here once they are of no more use: the selected pair is of a later generation, the remote
// peer has sent on a later one, and only checks arrived on the earlier ones for kQuiet. An idle peer sends SCTP's heartbeat,
// every 30 s.
// On the network thread.
class Generations {
 public:
  static constexpr webrtc::TimeDelta kInterval = webrtc::TimeDelta::Millis(500);

  // Call once an interval as long as it returns true, which is as long as there are earlier generations.
  bool Look(webrtc::DtlsTransportInterface& transport, webrtc::Timestamp now);

 private:
  // For datagrams in flight when the peer began to send on the new pair.
  static constexpr webrtc::TimeDelta kQuiet = webrtc::TimeDelta::Seconds(1);

  webrtc::Timestamp quiet_since_ = webrtc::Timestamp::Zero();
  size_t received_ = 0;  // bytes, on the generations that will end
  size_t ended_ = 0;     // generations
  size_t ends_ = 0;      // generations before this one end next
};

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_GENERATIONS_H_
