#include "shim/media/rtp_parameters.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "shim/api/options.h"
#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

using Encoding = webrtc::RtpEncodingParameters;

static_assert(int(webrtc::RtpTransceiverDirection::kSendRecv) == int{WRTC_DIRECTION_SENDRECV});
static_assert(int(webrtc::RtpTransceiverDirection::kSendOnly) == int{WRTC_DIRECTION_SENDONLY});
static_assert(int(webrtc::RtpTransceiverDirection::kRecvOnly) == int{WRTC_DIRECTION_RECVONLY});
static_assert(int(webrtc::RtpTransceiverDirection::kInactive) == int{WRTC_DIRECTION_INACTIVE});
static_assert(int(webrtc::RtpTransceiverDirection::kStopped) == int{WRTC_DIRECTION_STOPPED});
static_assert(int(webrtc::DegradationPreference::BALANCED) == int{WRTC_DEGRADATION_PREFERENCE_BALANCED});

constexpr int32_t kUnset = -1;
constexpr double kVeryLow = 0.5;  // the engine's numbers for RTCPriorityType; each is twice the one before

bool IsEqualText(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

std::string_view Trimmed(std::string_view text) {
  const size_t begin = std::min(text.find_first_not_of(' '), text.size());
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

// "a=1;b=2". Without a name the value stands alone, as "0-15" of telephone-event.
std::map<std::string, std::string> ReadFmtp(std::string_view line) {
  std::map<std::string, std::string> parameters;
  while (!line.empty()) {
    const size_t end = std::min(line.find(';'), line.size());
    const std::string_view part = Trimmed(line.substr(0, end));
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      if (!part.empty()) parameters[""] = part;
    } else {
      std::string name(Trimmed(part.substr(0, equals)));
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      parameters[name] = Trimmed(part.substr(equals + 1));
    }
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return parameters;
}

wrtc_status ReadCodec(wrtc_media_kind kind, const wrtc_rtp_codec& from, webrtc::RtpCodecCapability& to) {
  if (!IsValid(from.mime_type) || !IsValid(from.sdp_fmtp_line)) {
    return Fail(WRTC_INVALID_PARAMETER, "A string of a codec is null or has a negative length.");
  }
  const std::string type = Copy(from.mime_type);
  const std::string_view start = kind == WRTC_MEDIA_KIND_AUDIO ? "audio/" : "video/";
  if (type.size() <= start.size() || !IsEqualText(std::string_view(type).substr(0, start.size()), start)) {
    return Fail(WRTC_INVALID_PARAMETER, "The type of a codec does not begin with \"" + std::string(start) + "\".");
  }
  to.name = type.substr(start.size());
  to.kind = ToEngine(kind);
  if (from.clock_rate > 0) to.clock_rate = from.clock_rate;
  if (from.channels > 0) to.num_channels = from.channels;
  to.parameters = ReadFmtp(Copy(from.sdp_fmtp_line));
  return WRTC_OK;
}

wrtc_status ReadPriority(int32_t from, const char* name, int32_t& to) {
  if (from != kUnset && (from < WRTC_PRIORITY_VERY_LOW || from > WRTC_PRIORITY_HIGH)) {
    return Fail(WRTC_INVALID_PARAMETER, std::string(name) + " is not one of wrtc_priority.");
  }
  to = from == kUnset ? int32_t{WRTC_PRIORITY_LOW} : from;
  return WRTC_OK;
}

wrtc_status ReadNumbers(const wrtc_rtp_encoding& from, bool is_video, Encoding& to) {
  if (from.max_bitrate < kUnset) return Fail(WRTC_INVALID_PARAMETER, "max_bitrate is less than -1.");
  if (from.max_bitrate != kUnset) to.max_bitrate_bps = from.max_bitrate;
  if (!is_video) return WRTC_OK;  // the rest is for video, and ignored otherwise
  if (from.max_framerate != kUnset) {
    if (!(from.max_framerate >= 0))
      return Fail(WRTC_INVALID_PARAMETER, "max_framerate is negative.", WRTC_ERROR_TYPE_INVALID_RANGE);
    to.max_framerate = from.max_framerate;
  }
  if (from.scale_resolution_down_by != kUnset) {
    if (!(from.scale_resolution_down_by >= 1)) {
      return Fail(WRTC_INVALID_PARAMETER, "scale_resolution_down_by is less than 1.", WRTC_ERROR_TYPE_INVALID_RANGE);
    }
    to.scale_resolution_down_by = from.scale_resolution_down_by;
  }
  if (from.max_width == 0 && from.max_height == 0) return WRTC_OK;
  if (from.max_width <= 0 || from.max_height <= 0) {
    return Fail(WRTC_INVALID_PARAMETER, "max_width and max_height are not both positive.");
  }
  if (engine::SetSize(to, from.max_width, from.max_height)) return WRTC_OK;
  return Fail(WRTC_ENGINE_FAILURE, "This engine has no max_width and max_height.", WRTC_ERROR_TYPE_UNSUPPORTED_OPERATION);
}

wrtc_status ReadEncoding(wrtc_media_kind kind, const wrtc_rtp_encoding& from, Encoding& to) {
  if (!IsValid(from.rid) || !IsValid(from.scalability_mode)) {
    return Fail(WRTC_INVALID_PARAMETER, "A string of an encoding is null or has a negative length.");
  }
  int32_t priority = 0;
  int32_t network_priority = 0;
  if (const wrtc_status status = ReadPriority(from.priority, "priority", priority); status != WRTC_OK) return status;
  if (const wrtc_status status = ReadPriority(from.network_priority, "network_priority", network_priority); status != WRTC_OK) {
    return status;
  }
  to.rid = Copy(from.rid);
  to.active = from.active != 0;
  to.adaptive_ptime = from.adaptive_ptime != 0;
  to.bitrate_priority = kVeryLow * (1 << priority);
  to.network_priority = static_cast<webrtc::Priority>(network_priority);
  const bool is_video = kind == WRTC_MEDIA_KIND_VIDEO;
  if (is_video && from.scalability_mode.length > 0) to.scalability_mode = Copy(from.scalability_mode);
  if (from.codec != nullptr) {
    webrtc::RtpCodecCapability codec;
    if (const wrtc_status status = ReadCodec(kind, *from.codec, codec); status != WRTC_OK) return status;
    if (!engine::SetCodec(to, codec)) {
      return Fail(WRTC_ENGINE_FAILURE, "This engine has one codec for all encodings.", WRTC_ERROR_TYPE_UNSUPPORTED_OPERATION);
    }
  }
  return ReadNumbers(from, is_video, to);
}

wrtc_status ReadEncodings(wrtc_media_kind kind, const wrtc_rtp_encoding* from, int32_t count, std::vector<Encoding>& to) {
  if (count < 0 || (count > 0 && from == nullptr)) {
    return Fail(WRTC_INVALID_PARAMETER, "encodings is null or encoding_count is negative.");
  }
  for (int32_t i = 0; i < count; ++i) {
    Encoding encoding;
    if (const wrtc_status status = ReadEncoding(kind, from[i], encoding); status != WRTC_OK) return status;
    to.push_back(std::move(encoding));
  }
  return WRTC_OK;
}

wrtc_status CheckRids(const std::vector<Encoding>& encodings) {
  for (size_t i = 0; i < encodings.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (encodings[i].rid.empty() != encodings[j].rid.empty()) {
        return Fail(WRTC_INVALID_PARAMETER, "Some encodings have a rid and some have none.");
      }
      if (!encodings[i].rid.empty() && encodings[i].rid == encodings[j].rid) {
        return Fail(WRTC_INVALID_PARAMETER, "Two encodings have the same rid.");
      }
    }
  }
  return WRTC_OK;
}

// Without a mode the engine sends only the smallest layer of VP9 and AV1. VP8 has this mode too.
void FillModes(std::vector<Encoding>& encodings) {
  if (!engine::kHasNewEncodings || encodings.size() < 2) return;
  for (auto& encoding : encodings) {
    if (!encoding.scalability_mode) encoding.scalability_mode = "L1T3";
  }
}

// As addTransceiver has it (WebRTC 1.0, section 5.1).
void FillScales(std::vector<Encoding>& encodings) {
  const bool is_given =
      std::any_of(encodings.begin(), encodings.end(), [](auto& e) { return e.scale_resolution_down_by.has_value(); });
  double scale = 1;
  for (auto encoding = encodings.rbegin(); encoding != encodings.rend(); ++encoding) {
    if (!encoding->scale_resolution_down_by) encoding->scale_resolution_down_by = is_given ? 1 : scale;
    scale *= 2;
  }
}

}  // namespace

wrtc_status ReadStrings(const wrtc_string* from, int32_t count, const char* what, std::vector<std::string>& to) {
  if (count < 0 || (count > 0 && from == nullptr)) {
    return Fail(WRTC_INVALID_PARAMETER, std::string(what) + " is null, or its count is negative.");
  }
  for (int32_t i = 0; i < count; ++i) {
    if (!IsValid(from[i])) return Fail(WRTC_INVALID_PARAMETER, std::string(what) + " has a string that is null.");
    to.push_back(Copy(from[i]));
  }
  return WRTC_OK;
}

bool IsMediaId(std::string_view id) {
  constexpr size_t kLongest = 64;
  constexpr std::string_view kToken = "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~";
  return !id.empty() && id.size() <= kLongest && id.find_first_not_of(kToken) == std::string_view::npos;
}

wrtc_status ReadStreamIds(const wrtc_string* from, int32_t count, std::vector<std::string>& to) {
  if (const wrtc_status status = ReadStrings(from, count, "stream_ids", to); status != WRTC_OK) return status;
  if (std::all_of(to.begin(), to.end(), IsMediaId)) return WRTC_OK;
  return Fail(WRTC_INVALID_PARAMETER, "stream_ids has one that is no identifier: 1 to 64 characters of a token (RFC 8830).");
}

wrtc_status ReadInit(wrtc_media_kind kind, const wrtc_rtp_transceiver_init* from, webrtc::RtpTransceiverInit& to) {
  if (from == nullptr) return WRTC_OK;
  if (from->direction < WRTC_DIRECTION_SENDRECV || from->direction > WRTC_DIRECTION_INACTIVE) {
    return Fail(WRTC_INVALID_PARAMETER, "direction is not one of a transceiver that begins.");
  }
  to.direction = static_cast<webrtc::RtpTransceiverDirection>(from->direction);
  wrtc_status status = ReadStreamIds(from->stream_ids, from->stream_id_count, to.stream_ids);
  if (status == WRTC_OK) status = ReadEncodings(kind, from->encodings, from->encoding_count, to.send_encodings);
  if (status == WRTC_OK) status = CheckRids(to.send_encodings);
  if (status != WRTC_OK || kind != WRTC_MEDIA_KIND_VIDEO) return status;
  FillModes(to.send_encodings);
  FillScales(to.send_encodings);
  return WRTC_OK;
}

wrtc_status ReadCodecs(wrtc_media_kind kind, const wrtc_rtp_codec* from, int32_t count,
                       std::vector<webrtc::RtpCodecCapability>& to) {
  if (count < 0 || (count > 0 && from == nullptr)) {
    return Fail(WRTC_INVALID_PARAMETER, "codecs is null or codec_count is negative.");
  }
  for (int32_t i = 0; i < count; ++i) {
    webrtc::RtpCodecCapability codec;
    if (const wrtc_status status = ReadCodec(kind, from[i], codec); status != WRTC_OK) return status;
    to.push_back(std::move(codec));
  }
  return WRTC_OK;
}

wrtc_status ReadHeaderExtensions(const wrtc_rtp_header_extension* from, int32_t count, engine::HeaderExtensions& to) {
  if (count < 0 || (count > 0 && from == nullptr)) {
    return Fail(WRTC_INVALID_PARAMETER, "extensions is null or extension_count is negative.");
  }
  for (int32_t i = 0; i < count; ++i) {
    if (!IsValid(from[i].uri)) return Fail(WRTC_INVALID_PARAMETER, "The uri of an extension is null.");
    if (from[i].direction < WRTC_DIRECTION_SENDRECV || from[i].direction > WRTC_DIRECTION_STOPPED) {
      return Fail(WRTC_INVALID_PARAMETER, "The direction of an extension is not one of wrtc_direction.");
    }
    webrtc::RtpHeaderExtensionCapability extension(Copy(from[i].uri));
    extension.direction = static_cast<webrtc::RtpTransceiverDirection>(from[i].direction);
    to.push_back(std::move(extension));
  }
  return WRTC_OK;
}

wrtc_status ReadChange(wrtc_media_kind kind, const wrtc_rtp_parameters& from, ParametersChange& to) {
  if (!IsValid(from.transaction_id)) return Fail(WRTC_INVALID_PARAMETER, "transaction_id is null or has a negative length.");
  if (from.degradation_preference < kUnset || from.degradation_preference > WRTC_DEGRADATION_PREFERENCE_BALANCED) {
    return Fail(WRTC_INVALID_PARAMETER, "degradation_preference is not one of wrtc_degradation_preference.");
  }
  to.transaction_id = Copy(from.transaction_id);
  to.degradation_preference = from.degradation_preference;
  const wrtc_status status = ReadEncodings(kind, from.encodings, from.encoding_count, to.encodings);
  if (kind == WRTC_MEDIA_KIND_VIDEO) FillModes(to.encodings);
  return status;
}

webrtc::RTCError Apply(const ParametersChange& change, webrtc::RtpParameters& parameters) {
  const auto invalid = [](const char* what) { return webrtc::RTCError(webrtc::RTCErrorType::INVALID_MODIFICATION, what); };
  if (parameters.transaction_id.empty() || parameters.transaction_id != change.transaction_id) {
    return invalid("These are not the parameters that the sender gave last.");
  }
  if (parameters.encodings.size() != change.encodings.size()) return invalid("The number of encodings cannot change.");
  for (size_t i = 0; i < change.encodings.size(); ++i) {
    auto& to = parameters.encodings[i];
    if (to.rid != change.encodings[i].rid) return invalid("The rid of an encoding cannot change.");
    const auto before = std::exchange(to, change.encodings[i]);
    to.ssrc = before.ssrc;
    to.min_bitrate_bps = before.min_bitrate_bps;
    to.num_temporal_layers = before.num_temporal_layers;
  }
  parameters.degradation_preference.reset();
  if (change.degradation_preference >= 0) {
    parameters.degradation_preference = static_cast<webrtc::DegradationPreference>(change.degradation_preference);
  }
  return webrtc::RTCError::OK();
}

}  // namespace wrtc
