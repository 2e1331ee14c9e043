// Parameters on their way to the caller: the calling thread keeps what the structure points to.
#include <cmath>
#include <forward_list>
#include <utility>

#include "shim/media/rtp_parameters.h"
#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

constexpr int32_t kNone = -1;

class Given {
 public:
  void Clear() {
    texts_.clear();
    encoding_codecs_.clear();
    encodings.clear();
    codecs.clear();
    extensions.clear();
  }

  wrtc_string Keep(std::string text) { return Borrow(texts_.emplace_front(std::move(text))); }

  template <typename FromCodec>
  wrtc_rtp_codec Codec(const FromCodec& from, int32_t payload_type) {
    std::string line;
    for (const auto& [name, value] : from.parameters) {
      line.append(line.empty() ? "" : ";").append(name).append(name.empty() ? "" : "=").append(value);
    }
    return {.mime_type = Keep(engine::MimeType(from)),
            .sdp_fmtp_line = Keep(std::move(line)),
            .clock_rate = from.clock_rate.value_or(0),
            .channels = from.num_channels.value_or(0),
            .payload_type = payload_type};
  }

  wrtc_rtp_encoding Encoding(const webrtc::RtpEncodingParameters& from) {
    const wrtc_rtp_codec* codec = nullptr;
    if (const auto* const own = engine::CodecOf(from)) codec = &encoding_codecs_.emplace_front(Codec(*own, kNone));
    const auto [width, height] = engine::SizeOf(from);
    const int priority = static_cast<int>(std::lround(std::log2(from.bitrate_priority * 2)));
    return {.rid = Keep(from.rid),
            .scalability_mode = Keep(from.scalability_mode.value_or(std::string())),
            .codec = codec,
            .max_framerate = from.max_framerate.value_or(kNone),
            .scale_resolution_down_by = from.scale_resolution_down_by.value_or(kNone),
            .max_bitrate = from.max_bitrate_bps.value_or(kNone),
            .priority = std::min(std::max(priority, 0), int{WRTC_PRIORITY_HIGH}),
            .network_priority = static_cast<int>(from.network_priority),
            .max_width = width,
            .max_height = height,
            .active = from.active,
            .adaptive_ptime = from.adaptive_ptime};
  }

  void Add(const engine::HeaderExtensions& from) {
    for (const auto& extension : from) {
      extensions.push_back({.uri = Keep(extension.uri),
                            .id = extension.preferred_id ? engine::ToInt(*extension.preferred_id) : kNone,
                            .encrypted = extension.preferred_encrypt,
                            .direction = static_cast<wrtc_direction>(extension.direction)});
    }
  }

  void Lend(wrtc_rtp_parameters* to) {
    to->encodings = encodings.data();
    to->encoding_count = static_cast<int32_t>(encodings.size());
    to->codecs = codecs.data();
    to->codec_count = static_cast<int32_t>(codecs.size());
    to->header_extensions = extensions.data();
    to->header_extension_count = static_cast<int32_t>(extensions.size());
  }

  std::vector<wrtc_rtp_encoding> encodings;
  std::vector<wrtc_rtp_codec> codecs;
  std::vector<wrtc_rtp_header_extension> extensions;

 private:
  std::forward_list<std::string> texts_;
  std::forward_list<wrtc_rtp_codec> encoding_codecs_;
};

Given& GivenByThisThread(wrtc_rtp_parameters* to) {
  thread_local Given given;
  given.Clear();
  *to = {};
  to->degradation_preference = kNone;
  return given;
}

}  // namespace

void Give(const webrtc::RtpParameters& from, wrtc_rtp_parameters* to) {
  Given& given = GivenByThisThread(to);
  for (const auto& encoding : from.encodings) given.encodings.push_back(given.Encoding(encoding));
  for (const auto& codec : from.codecs) given.codecs.push_back(given.Codec(codec, codec.payload_type));
  for (const auto& extension : from.header_extensions) {
    given.extensions.push_back({.uri = given.Keep(extension.uri),
                                .id = engine::ToInt(extension.id),
                                .encrypted = extension.encrypt,
                                .direction = WRTC_DIRECTION_SENDRECV});
  }
  given.Lend(to);
  to->transaction_id = given.Keep(from.transaction_id);
  to->mid = given.Keep(from.mid);
  to->cname = given.Keep(from.rtcp.cname);
  to->reduced_size_rtcp = from.rtcp.reduced_size;
  if (from.degradation_preference) to->degradation_preference = static_cast<int32_t>(*from.degradation_preference);
}

void Give(const webrtc::RtpCapabilities& from, wrtc_rtp_parameters* to) {
  Given& given = GivenByThisThread(to);
  for (const auto& codec : from.codecs) given.codecs.push_back(given.Codec(codec, kNone));
  given.Add(from.header_extensions);
  given.Lend(to);
}

void Give(const engine::HeaderExtensions& from, wrtc_rtp_parameters* to) {
  Given& given = GivenByThisThread(to);
  given.Add(from);
  given.Lend(to);
}

}  // namespace wrtc
