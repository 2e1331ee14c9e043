#include "shim/engine/media_rtp.h"

#include "rtc_base/time_utils.h"
#if defined(WRTC_ENGINE_UPSTREAM)
#include "rtc_base/crypto_random.h"
#else
#include "rtc_base/helpers.h"
#endif

namespace wrtc::engine {

#if defined(WRTC_ENGINE_UPSTREAM)

std::string RandomId() { return webrtc::CreateRandomUuid(); }

HeaderExtensions HeaderExtensionsToNegotiate(const webrtc::RtpTransceiverInterface& transceiver) {
  return transceiver.GetHeaderExtensionsToNegotiate();
}

HeaderExtensions NegotiatedHeaderExtensions(const webrtc::RtpTransceiverInterface& transceiver) {
  return transceiver.GetNegotiatedHeaderExtensions();
}

webrtc::RTCError SetHeaderExtensions(webrtc::RtpTransceiverInterface& transceiver, const HeaderExtensions& extensions) {
  return transceiver.SetHeaderExtensionsToNegotiate(extensions);
}

void SetParameters(webrtc::RtpSenderInterface& sender, const webrtc::RtpParameters& parameters,
                   std::function<void(webrtc::RTCError)> done) {
  sender.SetParametersAsync(parameters, [done = std::move(done)](webrtc::RTCError error) { done(std::move(error)); });
}

webrtc::RTCError GenerateKeyFrame(webrtc::RtpSenderInterface& sender, const std::vector<std::string>& rids) {
  return sender.GenerateKeyFrame(rids);
}

bool SetCodec(webrtc::RtpEncodingParameters& encoding, const RtpCodec& codec) {
  encoding.codec = codec;
  return true;
}

bool SetSize(webrtc::RtpEncodingParameters& encoding, int width, int height) {
  encoding.scale_resolution_down_to = {width, height};
  return true;
}

const RtpCodec* CodecOf(const webrtc::RtpEncodingParameters& encoding) { return encoding.codec ? &*encoding.codec : nullptr; }

std::pair<int, int> SizeOf(const webrtc::RtpEncodingParameters& encoding) {
  const auto& size = encoding.scale_resolution_down_to;
  return size ? std::pair(size->width, size->height) : std::pair(0, 0);
}

int64_t UtcTimeOf(const webrtc::RtpSource& source) {
  return webrtc::TimeUTCMicros() - (webrtc::TimeMicros() - source.timestamp().us());
}

webrtc::scoped_refptr<webrtc::MediaStreamTrackInterface> CreateVideoTrack(webrtc::PeerConnectionFactoryInterface& factory,
                                                                          webrtc::VideoTrackSourceInterface* source,
                                                                          const std::string& id) {
  return factory.CreateVideoTrack(webrtc::scoped_refptr<webrtc::VideoTrackSourceInterface>(source), id);
}

#else

std::string RandomId() { return rtc::CreateRandomUuid(); }

HeaderExtensions HeaderExtensionsToNegotiate(const webrtc::RtpTransceiverInterface& transceiver) {
  return transceiver.HeaderExtensionsToOffer();
}

HeaderExtensions NegotiatedHeaderExtensions(const webrtc::RtpTransceiverInterface& transceiver) {
  return transceiver.HeaderExtensionsNegotiated();
}

webrtc::RTCError SetHeaderExtensions(webrtc::RtpTransceiverInterface& transceiver, const HeaderExtensions& extensions) {
  return transceiver.SetOfferedRtpHeaderExtensions(extensions);
}

void SetParameters(webrtc::RtpSenderInterface& sender, const webrtc::RtpParameters& parameters,
                   std::function<void(webrtc::RTCError)> done) {
  done(sender.SetParameters(parameters));
}

webrtc::RTCError GenerateKeyFrame(webrtc::RtpSenderInterface& /*sender*/, const std::vector<std::string>& /*rids*/) {
  return webrtc::RTCError(webrtc::RTCErrorType::UNSUPPORTED_OPERATION, "This engine cannot be asked for a key frame.");
}

bool SetCodec(webrtc::RtpEncodingParameters& /*encoding*/, const RtpCodec& /*codec*/) { return false; }
bool SetSize(webrtc::RtpEncodingParameters& /*encoding*/, int /*width*/, int /*height*/) { return false; }
const RtpCodec* CodecOf(const webrtc::RtpEncodingParameters& /*encoding*/) { return nullptr; }
std::pair<int, int> SizeOf(const webrtc::RtpEncodingParameters& /*encoding*/) { return {0, 0}; }

int64_t UtcTimeOf(const webrtc::RtpSource& source) {
  return rtc::TimeUTCMicros() - (rtc::TimeMicros() - source.timestamp_ms() * rtc::kNumMicrosecsPerMillisec);
}

webrtc::scoped_refptr<webrtc::MediaStreamTrackInterface> CreateVideoTrack(webrtc::PeerConnectionFactoryInterface& factory,
                                                                          webrtc::VideoTrackSourceInterface* source,
                                                                          const std::string& id) {
  return factory.CreateVideoTrack(id, source);
}

#endif

}  // namespace wrtc::engine
