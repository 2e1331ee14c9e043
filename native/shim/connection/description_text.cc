#include "shim/connection/description_text.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <iterator>
#include <limits>

#include "shim/connection/rejected_media.h"

namespace wrtc {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kLineEnds = "\r\n";

void Add(std::string_view line, std::vector<SdpSection>& sections) {
  line = line.substr(0, line.find_last_not_of(" \t") + 1);
  if (line.empty()) return;
  if (StartsWith(line, "m=")) sections.emplace_back();
  // RFC 8866, section 5.3: an empty session name is written as a space, which was just trimmed, or "-".
  sections.back().emplace_back(line == "s=" ? "s=-" : line);
}

std::vector<SdpSection> Split(std::string_view sdp) {
  std::vector<SdpSection> sections(1);
  if (StartsWith(sdp, kByteOrderMark)) sdp.remove_prefix(kByteOrderMark.size());
  while (!sdp.empty()) {
    const size_t end = std::min(sdp.find_first_of(kLineEnds), sdp.size());
    Add(sdp.substr(0, end), sections);
    sdp.remove_prefix(std::min(end + 1, sdp.size()));
  }
  return sections;
}

std::string Join(const std::vector<SdpSection>& sections) {
  std::string sdp;
  for (const auto& section : sections) {
    for (const auto& line : section) sdp.append(line).append(kLineEnds);
  }
  return sdp;
}

// RFC 8841, section 6.1, has no largest size; the engine's is that of an int.
void LimitMessageSize(SdpSection& section) {
  constexpr std::string_view kName = "a=max-message-size:";
  constexpr int32_t kLargest = std::numeric_limits<int32_t>::max();
  for (auto& line : section) {
    if (!StartsWith(line, kName)) continue;
    const std::string_view value = std::string_view(line).substr(kName.size());
    if (value.empty() || value.find_first_not_of("0123456789") != std::string_view::npos) continue;
    int64_t size = 0;
    for (const char digit : value) size = std::min<int64_t>(size * 10 + (digit - '0'), kLargest);
    line = std::string(kName) + std::to_string(size);
  }
}

int Strength(std::string_view fingerprint) {
  constexpr std::string_view kHashes[] = {"sha-1", "sha-224", "sha-256", "sha-384", "sha-512"};  // known to both engines
  std::string hash(fingerprint.substr(0, fingerprint.find(' ')));
  std::transform(hash.begin(), hash.end(), hash.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto* const found = std::find(std::begin(kHashes), std::end(kHashes), hash);
  return found == std::end(kHashes) ? -1 : static_cast<int>(found - std::begin(kHashes));
}

// RFC 8122, section 5.1: several fingerprints describe one certificate by several hashes, and the strongest known hash decides.
// Of two by the same hash the last one stays, as in browsers: the engine compares the certificate with one only.
void ChooseFingerprint(SdpSection& section) {
  constexpr std::string_view kName = "a=fingerprint:";
  int strongest = -1;
  std::string chosen;
  for (const auto& line : section) {
    if (!StartsWith(line, kName)) continue;
    const int strength = Strength(std::string_view(line).substr(kName.size()));
    if (strength < strongest) continue;
    strongest = strength;
    chosen = line;
  }
  section.erase(std::remove_if(section.begin(), section.end(),
                               [&](const std::string& line) { return StartsWith(line, kName) && line != chosen; }),
                section.end());
}

}  // namespace

std::string TextForEngine(std::string_view sdp, bool has_media) {
  std::vector<SdpSection> sections = Split(sdp);
  for (auto& section : sections) {
    LimitMessageSize(section);
    ChooseFingerprint(section);
  }
  if (!has_media) RejectMedia(sections);
  return Join(sections);
}

std::string TextForCaller(std::string sdp) {
  RestoreMedia(sdp);
  return sdp;
}

}  // namespace wrtc
