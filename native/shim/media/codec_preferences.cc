#include "shim/media/codec_preferences.h"

#include <algorithm>
#include <iterator>

#include "shim/engine/encoded.h"
#include "shim/engine/media_rtp.h"
#include "shim/media/bitstream.h"

namespace wrtc {

// H.264 without a coder would be chosen by peers that prefer it, and show nothing.
std::vector<webrtc::RtpCodecCapability> DefaultVideoCodecs(webrtc::PeerConnectionFactoryInterface& factory, const Track* track) {
  auto codecs = factory.GetRtpSenderCapabilities(engine::kVideo).codecs;
  const auto encoded = track != nullptr ? track->encoded() : std::nullopt;
  const auto is_encoded = [&](const webrtc::RtpCodecCapability& codec) { return encoded && codec.name == NameOf(*encoded); };
  std::erase_if(codecs, [&](const webrtc::RtpCodecCapability& codec) {
    return !engine::CodesH264() && codec.name == "H264" && !is_encoded(codec);
  });
  std::vector<webrtc::RtpCodecCapability> ordered;
  std::copy_if(codecs.begin(), codecs.end(), std::back_inserter(ordered), is_encoded);
  std::remove_copy_if(codecs.begin(), codecs.end(), std::back_inserter(ordered), is_encoded);
  return ordered;
}

void PreferDefaultCodecs(webrtc::RtpTransceiverInterface& transceiver, webrtc::PeerConnectionFactoryInterface& factory,
                         const Track* track) {
  if (transceiver.media_type() != engine::kVideo) return;
  if (engine::CodesH264() && (track == nullptr || !track->encoded())) return;
  auto codecs = DefaultVideoCodecs(factory, track);
  transceiver.SetCodecPreferences(codecs);
}

}  // namespace wrtc
