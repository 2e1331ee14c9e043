#include "shim/connection/media_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "pc/session_description.h"
#include "shim/engine/media_rtp.h"

namespace wrtc {
namespace {

enum class Use { kMedia, kRedundancy, kRetransmission };

bool IsNamed(const std::string& name, std::string_view other) {
  return std::equal(name.begin(), name.end(), other.begin(), other.end(),
                    [](char one, char two) { return (one >= 'A' && one <= 'Z' ? one - 'A' + 'a' : one) == two; });
}

Use UseOf(const std::string& name) {
  if (IsNamed(name, "rtx")) return Use::kRetransmission;
  return IsNamed(name, "ulpfec") || IsNamed(name, "flexfec-03") ? Use::kRedundancy : Use::kMedia;
}

// RED may be retransmitted as pictures are, and is none.
template <class Codecs>
std::string CheckVideoCodecs(const Codecs& codecs) {
  std::map<int, Use> uses;
  bool has_pictures = false;
  for (const auto& codec : codecs) {
    const auto [other, is_new] = uses.emplace(codec.id, UseOf(codec.name));
    if (!is_new && other->second != UseOf(codec.name)) {
      return "two codecs of the payload type " + std::to_string(codec.id);
    }
    has_pictures |= other->second == Use::kMedia && !IsNamed(codec.name, "red");
    int least = -1, most = -1;
    if (codec.GetParam("x-google-min-bitrate", &least) && codec.GetParam("x-google-max-bitrate", &most) && most < least) {
      return "a codec whose x-google-max-bitrate is less than its x-google-min-bitrate";
    }
  }
  if (!has_pictures) return "no codec of pictures";
  for (const auto& codec : codecs) {
    int of = -1;
    if (UseOf(codec.name) != Use::kRetransmission) continue;
    const auto found = codec.GetParam("apt", &of) ? uses.find(of) : uses.end();
    if (found == uses.end() || found->second != Use::kMedia) {
      return "rtx of the payload type " + std::to_string(codec.id) + " without a codec that it retransmits (apt)";
    }
  }
  return {};
}

template <class Extensions>
std::string CheckExtensions(const Extensions& extensions) {
  for (const auto& extension : extensions) {
    const int id = engine::ToInt(extension.id);
    if (id < 1 || id > 255) return "the id " + std::to_string(id) + " of a header extension, which are from 1 to 255";
  }
  return {};
}

// RFC 5576.
template <class Stream>
std::string CheckSsrcs(const Stream& stream) {
  std::set<std::pair<std::string, uint32_t>> grouped;
  for (const auto& group : stream.ssrc_groups) {
    if (group.semantics != "FID" && group.semantics != "SIM" && group.semantics != "FEC-FR") continue;
    for (const uint32_t ssrc : group.ssrcs) {
      if (!stream.has_ssrc(ssrc)) return "the SSRC " + std::to_string(ssrc) + " in a group, but not of the section's track";
    }
    if (!group.ssrcs.empty() && !grouped.emplace(group.semantics, group.ssrcs.front()).second) {
      return "the SSRC " + std::to_string(group.ssrcs.front()) + " first in two groups " + group.semantics;
    }
  }
  return {};
}

template <class Media>
std::string CheckSection(const Media& media) {
  std::string problem = media.as_video() ? CheckVideoCodecs(engine::VideoCodecsOf(media)) : std::string();
  if (problem.empty()) problem = CheckExtensions(media.rtp_header_extensions());
  for (const auto& stream : media.streams()) {
    if (problem.empty()) problem = CheckSsrcs(stream);
    if (problem.empty() && media.as_audio() && stream.ssrcs.size() > 1) problem = "several SSRCs for one track of sound";
  }
  return problem;
}

}  // namespace

std::string CheckMedia(const webrtc::SessionDescription& description) {
  const auto groups = description.GetGroupsByName("BUNDLE");
  for (const auto& content : description.contents()) {
    const auto& media = *content.media_description();
    if (content.rejected || (media.as_audio() == nullptr && media.as_video() == nullptr)) continue;
    const bool is_bundled =
        std::any_of(groups.begin(), groups.end(), [&](const auto* group) { return group->HasContentName(content.mid()); });
    std::string problem = CheckSection(media);
    if (problem.empty() && !is_bundled && !content.bundle_only && !media.rtcp_mux()) {
      problem = "no rtcp-mux, which this engine requires";
    }
    if (!problem.empty()) return "The section \"" + content.mid() + "\" has " + problem + ".";
  }
  return {};
}

std::string CheckExtensionsOfAnswer(const webrtc::SessionDescription& offer, const webrtc::SessionDescription& answer) {
  std::map<int, std::string> meanings;
  for (const auto& content : offer.contents()) {
    for (const auto& extension : content.media_description()->rtp_header_extensions()) {
      meanings.emplace(engine::ToInt(extension.id), extension.uri);
    }
  }
  for (const auto& content : answer.contents()) {
    for (const auto& extension : content.media_description()->rtp_header_extensions()) {
      const auto offered = meanings.find(engine::ToInt(extension.id));
      if (content.rejected || offered == meanings.end() || offered->second == extension.uri) continue;
      return "The id " + std::to_string(offered->first) + " of a header extension is " + extension.uri + ", and was offered as " +
             offered->second + ".";
    }
  }
  return {};
}

}  // namespace wrtc
