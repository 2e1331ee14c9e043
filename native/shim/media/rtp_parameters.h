// Parameters of senders and receivers, between the engine's structures and those of the C interface.
#ifndef WRTC_RTP_PARAMETERS_H_
#define WRTC_RTP_PARAMETERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "shim/engine/media_rtp.h"
#include "webrtcnative.h"

namespace wrtc {

inline engine::MediaType ToEngine(wrtc_media_kind kind) {
  return kind == WRTC_MEDIA_KIND_AUDIO ? engine::kAudio : engine::kVideo;
}

// The calling thread keeps what the structure points to until its next call of one of these.
void Give(const webrtc::RtpParameters& from, wrtc_rtp_parameters* to);
void Give(const webrtc::RtpCapabilities& from, wrtc_rtp_parameters* to);
void Give(const engine::HeaderExtensions& from, wrtc_rtp_parameters* to);

// Each refuses what is malformed with WRTC_INVALID_PARAMETER.
wrtc_status ReadStrings(const wrtc_string* from, int32_t count, const char* what, std::vector<std::string>& to);
wrtc_status ReadStreamIds(const wrtc_string* from, int32_t count, std::vector<std::string>& to);

// An identifier of a stream or track (RFC 8830, section 2): others would break the lines of a description.
bool IsMediaId(std::string_view id);
wrtc_status ReadInit(wrtc_media_kind kind, const wrtc_rtp_transceiver_init* from, webrtc::RtpTransceiverInit& to);
wrtc_status ReadCodecs(wrtc_media_kind kind, const wrtc_rtp_codec* from, int32_t count,
                       std::vector<webrtc::RtpCodecCapability>& to);
wrtc_status ReadHeaderExtensions(const wrtc_rtp_header_extension* from, int32_t count, engine::HeaderExtensions& to);

// What a caller may change of the parameters of a sender.
struct ParametersChange {
  std::string transaction_id;
  std::vector<webrtc::RtpEncodingParameters> encodings;
  int32_t degradation_preference = -1;
};
wrtc_status ReadChange(wrtc_media_kind kind, const wrtc_rtp_parameters& from, ParametersChange& to);

// Applies it to the parameters that were got last. INVALID_STATE or INVALID_MODIFICATION if it does not belong to them.
webrtc::RTCError Apply(const ParametersChange& change, webrtc::RtpParameters& parameters);

}  // namespace wrtc

#endif  // WRTC_RTP_PARAMETERS_H_
