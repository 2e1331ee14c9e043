// The codecs of a transceiver of pictures that the caller has not chosen.
#ifndef WRTC_CODEC_PREFERENCES_H_
#define WRTC_CODEC_PREFERENCES_H_

#include <vector>

#include "api/peer_connection_interface.h"
#include "shim/media/track.h"

namespace wrtc {

// Codecs that the engine can code; of them or others, that of an encoded track first. track may be null.
std::vector<webrtc::RtpCodecCapability> DefaultVideoCodecs(webrtc::PeerConnectionFactoryInterface& factory, const Track* track);

// On the signaling thread. Does nothing if the engine's own choice is the same.
void PreferDefaultCodecs(webrtc::RtpTransceiverInterface& transceiver, webrtc::PeerConnectionFactoryInterface& factory,
                         const Track* track);

}  // namespace wrtc

#endif  // WRTC_CODEC_PREFERENCES_H_
