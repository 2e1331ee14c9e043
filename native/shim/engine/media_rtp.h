// The part of the seam for transceivers: calls that have other names in an older engine, or that it lacks.
#ifndef WRTC_ENGINE_MEDIA_RTP_H_
#define WRTC_ENGINE_MEDIA_RTP_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/dtmf_sender_interface.h"
#include "api/rtp_transceiver_interface.h"
#include "pc/session_description.h"
#include "shim/engine/engine.h"

namespace wrtc::engine {

#if defined(WRTC_ENGINE_UPSTREAM)
using MediaType = webrtc::MediaType;
using RtpCodec = webrtc::RtpCodec;
template <typename Value>
using Optional = std::optional<Value>;
inline int ToInt(webrtc::RtpHeaderExtensionId id) { return id.value(); }
inline const auto& VideoCodecsOf(const webrtc::MediaContentDescription& section) { return section.codecs(); }
inline constexpr auto kAudio = webrtc::MediaType::AUDIO;
inline constexpr auto kVideo = webrtc::MediaType::VIDEO;
inline constexpr bool kHasNewEncodings = true;  // a codec and a size of each encoding; layers of all codecs
#else
using MediaType = cricket::MediaType;
using RtpCodec = webrtc::RtpCodecCapability;  // its other class of codecs has the same members
template <typename Value>
using Optional = absl::optional<Value>;
inline int ToInt(int header_extension_id) { return header_extension_id; }
inline const auto& VideoCodecsOf(const cricket::MediaContentDescription& section) { return section.as_video()->codecs(); }
inline constexpr auto kAudio = cricket::MEDIA_TYPE_AUDIO;
inline constexpr auto kVideo = cricket::MEDIA_TYPE_VIDEO;
inline constexpr bool kHasNewEncodings = false;
#endif

// A random identifier, for tracks.
std::string RandomId();

// Hears of the first packet that a receiver gets, and of the first one after it began to receive again.
class ReceiverObserver : public webrtc::RtpReceiverObserverInterface {
 protected:
  virtual void OnReceives() = 0;

 private:
  void OnFirstPacketReceived(MediaType /*type*/) final { OnReceives(); }
  void OnFirstPacketReceivedAfterReceptiveChange(MediaType /*type*/) WRTC_NEW_OVERRIDE { OnReceives(); }
};

// An older engine does not hear of the first packet after it began to receive again.
inline constexpr bool kHearsOfLaterPackets = kHasNewEncodings;

using HeaderExtensions = std::vector<webrtc::RtpHeaderExtensionCapability>;
HeaderExtensions HeaderExtensionsToNegotiate(const webrtc::RtpTransceiverInterface& transceiver);
HeaderExtensions NegotiatedHeaderExtensions(const webrtc::RtpTransceiverInterface& transceiver);
webrtc::RTCError SetHeaderExtensions(webrtc::RtpTransceiverInterface& transceiver, const HeaderExtensions& extensions);

void SetParameters(webrtc::RtpSenderInterface& sender, const webrtc::RtpParameters& parameters,
                   std::function<void(webrtc::RTCError)> done);
webrtc::RTCError GenerateKeyFrame(webrtc::RtpSenderInterface& sender, const std::vector<std::string>& rids);

// Of an encoding; false if the engine has no such member.
bool SetCodec(webrtc::RtpEncodingParameters& encoding, const RtpCodec& codec);
bool SetSize(webrtc::RtpEncodingParameters& encoding, int width, int height);
const RtpCodec* CodecOf(const webrtc::RtpEncodingParameters& encoding);
std::pair<int, int> SizeOf(const webrtc::RtpEncodingParameters& encoding);

template <typename Codec>
std::string MimeType(const Codec& codec) {
  return (codec.kind == kAudio ? "audio/" : "video/") + codec.name;
}

// Microseconds since 1970-01-01 UTC.
int64_t UtcTimeOf(const webrtc::RtpSource& source);

webrtc::scoped_refptr<webrtc::MediaStreamTrackInterface> CreateVideoTrack(webrtc::PeerConnectionFactoryInterface& factory,
                                                                          webrtc::VideoTrackSourceInterface* source,
                                                                          const std::string& id);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_MEDIA_RTP_H_
