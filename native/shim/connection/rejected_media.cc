#include "shim/connection/rejected_media.h"

#include <algorithm>
#include <set>

#include "pc/session_description.h"

namespace wrtc {
namespace {

constexpr std::string_view kPrefix = "x-wrtc-";
constexpr std::string_view kMediaLine = "m=";
constexpr std::string_view kMid = "a=mid:";
constexpr std::string_view kCandidate = "a=candidate:";
constexpr std::string_view kGroup = "a=group:BUNDLE ";

std::vector<std::string_view> Words(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const size_t end = std::min(line.find(' '), line.size());
    if (end > 0) words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

bool IsForData(const SdpSection& section) {
  const auto words = Words(section.front());
  return words.size() > 2 && words[0] == "m=application" &&
         (words[2] == "UDP/DTLS/SCTP" || words[2] == "TCP/DTLS/SCTP" || words[2] == "DTLS/SCTP");
}

// The value of the line with this prefix; empty if there is none.
std::string ValueOf(const SdpSection& section, std::string_view start) {
  const auto found = std::find_if(section.begin(), section.end(), [&](const auto& line) { return StartsWith(line, start); });
  return found == section.end() ? std::string() : found->substr(start.size());
}

// All other attributes of such a section are for media and are removed. AtAcceptedSection needs the credentials, the caller the
// options.
void ChangeType(SdpSection& section) {
  section.front().insert(kMediaLine.size(), kPrefix);
  const auto is_for_media = [](const std::string& line) {
    return !StartsWith(line, kMediaLine) && !StartsWith(line, kMid) && !StartsWith(line, "a=ice-ufrag:") &&
           !StartsWith(line, "a=ice-pwd:") && !StartsWith(line, "a=ice-options:");
  };
  section.erase(std::remove_if(section.begin(), section.end(), is_for_media), section.end());
}

void Inherit(SdpSection& heir, const SdpSection& first) {
  constexpr std::string_view kOfTransport[] = {"a=ice-ufrag:", "a=ice-pwd:", "a=ice-options:", "a=fingerprint:", "a=setup:"};
  for (const auto start : kOfTransport) {
    const std::string value = ValueOf(first, start);
    if (!value.empty() && ValueOf(heir, start).empty()) heir.push_back(std::string(start) + value);
  }
  if (ValueOf(heir, kOfTransport[0]) != ValueOf(first, kOfTransport[0])) return;
  std::copy_if(first.begin(), first.end(), std::back_inserter(heir),
               [](const auto& line) { return StartsWith(line, kCandidate); });
}

// Rejected mids leave the group, and a group without mids is removed.
void Regroup(std::string& line, std::vector<SdpSection>& sections, const std::set<std::string>& rejected) {
  const auto section_of = [&](std::string_view mid) {
    return std::find_if(sections.begin() + 1, sections.end(), [&](const auto& section) { return ValueOf(section, kMid) == mid; });
  };
  const auto words = Words(std::string_view(line).substr(kGroup.size()));
  std::string accepted;
  for (const auto mid : words) {
    if (rejected.count(std::string(mid)) != 0) continue;
    const auto heir = section_of(mid);
    if (accepted.empty() && mid != words.front() && heir != sections.end()) Inherit(*heir, *section_of(words.front()));
    accepted.append(accepted.empty() ? "" : " ").append(mid);
  }
  line = accepted.empty() ? std::string() : std::string(kGroup) + accepted;
}

bool HasSameCredentials(const webrtc::SessionDescription& description, const std::string& mid, const std::string& other) {
  const auto* const one = description.GetTransportInfoByName(mid);
  const auto* const two = description.GetTransportInfoByName(other);
  return one != nullptr && two != nullptr && one->description.ice_ufrag == two->description.ice_ufrag &&
         one->description.ice_pwd == two->description.ice_pwd;
}

}  // namespace

void RejectMedia(std::vector<SdpSection>& sections) {
  std::set<std::string> rejected;
  for (size_t i = 1; i < sections.size(); ++i) {
    if (!IsForData(sections[i])) rejected.insert(ValueOf(sections[i], kMid));
  }
  if (rejected.empty()) return;
  for (auto& line : sections.front()) {
    if (StartsWith(line, kGroup)) Regroup(line, sections, rejected);
  }
  auto& session = sections.front();
  session.erase(std::remove(session.begin(), session.end(), std::string()), session.end());
  for (size_t i = 1; i < sections.size(); ++i) {
    if (!IsForData(sections[i])) ChangeType(sections[i]);
  }
}

void RestoreMedia(std::string& sdp) {
  const std::string changed = std::string(kMediaLine).append(kPrefix);
  for (size_t at = 0; (at = sdp.find(changed, at)) != std::string::npos;) {
    at += kMediaLine.size();
    const bool is_line = at == kMediaLine.size() || sdp[at - kMediaLine.size() - 1] == '\n';
    if (is_line) sdp.erase(at, kPrefix.size());
  }
}

std::unique_ptr<webrtc::IceCandidate> AtAcceptedSection(const webrtc::SessionDescriptionInterface* remote,
                                                        std::unique_ptr<webrtc::IceCandidate> candidate) {
  if (remote == nullptr) return candidate;
  const webrtc::SessionDescription& description = *remote->description();
  const auto& contents = description.contents();
  const auto is_meant = [&](const webrtc::ContentInfo& content) {
    const size_t index = static_cast<size_t>(&content - contents.data());
    return candidate->sdp_mid().empty() ? static_cast<size_t>(candidate->sdp_mline_index()) == index
                                        : candidate->sdp_mid() == content.mid();
  };
  const auto meant = std::find_if(contents.begin(), contents.end(), is_meant);
  if (meant == contents.end() || meant->media_description()->as_unsupported() == nullptr) return candidate;
  for (const auto& content : contents) {
    if (content.rejected || !HasSameCredentials(description, meant->mid(), content.mid())) continue;
    return engine::MakeCandidate(content.mid(), static_cast<int>(&content - contents.data()), candidate->candidate());
  }
  return nullptr;
}

}  // namespace wrtc
