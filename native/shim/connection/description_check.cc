#include "shim/connection/description_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "shim/connection/media_check.h"
#include "shim/runtime/last_error.h"
#include "pc/session_description.h"

namespace wrtc {
namespace {

bool IsDigest(const std::string& algorithm, size_t length) {
  constexpr std::pair<const char*, size_t> kDigests[] = {
      {"sha-1", 20}, {"sha-224", 28}, {"sha-256", 32}, {"sha-384", 48}, {"sha-512", 64}};
  for (const auto& [name, size] : kDigests) {
    if (algorithm == name) return length == size;
  }
  return false;
}

bool IsRoleOfAnswer(webrtc::ConnectionRole role) {
  return role == webrtc::CONNECTIONROLE_ACTIVE || role == webrtc::CONNECTIONROLE_PASSIVE || role == webrtc::CONNECTIONROLE_NONE;
}

// Empty if the description passes.
std::string CheckTransport(const webrtc::TransportDescription& transport) {
  const bool has_credentials = !transport.ice_ufrag.empty() || !transport.ice_pwd.empty();
  if (has_credentials) {
    const webrtc::RTCError error = webrtc::IceParameters(transport.ice_ufrag, transport.ice_pwd, false).Validate();
    if (!error.ok()) return error.message();
  }
  if (const auto& fingerprint = transport.identity_fingerprint) {
    if (!IsDigest(fingerprint->algorithm, fingerprint->digest.size())) {
      return "The fingerprint is not as long as its algorithm makes it, or the algorithm is unknown.";
    }
  }
  return {};
}

std::string CheckBundles(const webrtc::SessionDescription& description) {
  std::set<std::string> bundled;
  for (const auto* group : description.GetGroupsByName("BUNDLE")) {
    for (const auto& mid : group->content_names()) {
      if (description.GetContentByName(mid) == nullptr) return "There is no section \"" + mid + "\" to be bundled.";
      if (!bundled.insert(mid).second) return "The section \"" + mid + "\" is bundled twice.";
    }
  }
  return {};
}

// Some engines take every section of this protocol for data, and write it down as such.
std::string CheckSections(const webrtc::SessionDescription& description) {
  for (const auto& content : description.contents()) {
    const auto* const media = content.media_description();
    if (media->as_sctp() == nullptr && media->protocol().find("SCTP") != std::string::npos) {
      return "The section \"" + content.mid() + "\" has the protocol of data channels, but is not of type application.";
    }
  }
  return {};
}

}  // namespace

wrtc_status CheckDescription(const webrtc::SessionDescriptionInterface& description) {
  const webrtc::SessionDescription* const parsed = description.description();
  if (parsed == nullptr) return WRTC_OK;  // a rollback
  std::string problem = CheckSections(*parsed);
  if (problem.empty()) problem = CheckBundles(*parsed);
  if (problem.empty()) problem = CheckMedia(*parsed);
  for (const auto& transport : parsed->transport_infos()) {
    if (problem.empty()) problem = CheckTransport(transport.description);
  }
  if (problem.empty()) return WRTC_OK;
  return Fail(WRTC_INVALID_PARAMETER, "The SDP cannot be used: " + problem, WRTC_ERROR_TYPE_INVALID_PARAMETER);
}

webrtc::RTCError CheckAnswer(const webrtc::SessionDescriptionInterface& description,
                             const webrtc::SessionDescriptionInterface* offer) {
  const webrtc::SdpType type = description.GetType();
  if (type != webrtc::SdpType::kAnswer && type != webrtc::SdpType::kPrAnswer) return webrtc::RTCError::OK();
  for (const auto& transport : description.description()->transport_infos()) {
    if (IsRoleOfAnswer(transport.description.connection_role)) continue;
    if (offer == nullptr) {
      return webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, "There is no offer that this could answer.");
    }
    return webrtc::RTCError(webrtc::RTCErrorType::INVALID_PARAMETER,
                            "The SDP cannot be used: The setup attribute of an answer is active or passive.");
  }
  if (offer == nullptr) return webrtc::RTCError::OK();
  const std::string problem = CheckExtensionsOfAnswer(*offer->description(), *description.description());
  if (problem.empty()) return webrtc::RTCError::OK();
  return webrtc::RTCError(webrtc::RTCErrorType::INVALID_PARAMETER, "The SDP cannot be used: " + problem);
}

webrtc::RTCError CheckChange(const webrtc::SessionDescriptionInterface* before,
                             const webrtc::SessionDescriptionInterface& after) {
  if (before == nullptr || after.description() == nullptr) return webrtc::RTCError::OK();
  const auto& old_sections = before->description()->contents();
  const auto& new_sections = after.description()->contents();
  for (size_t i = 0; i < std::min(old_sections.size(), new_sections.size()); ++i) {
    if (old_sections[i].rejected || new_sections[i].rejected) continue;
    const auto* const before_data = old_sections[i].media_description()->as_sctp();
    const auto* const after_data = new_sections[i].media_description()->as_sctp();
    if (before_data && after_data && before_data->port() != after_data->port()) {
      return webrtc::RTCError(webrtc::RTCErrorType::INVALID_MODIFICATION, "The SCTP port of a connection cannot change.");
    }
  }
  return webrtc::RTCError::OK();
}

bool HasMediaSections(const webrtc::SessionDescriptionInterface& description) {
  if (description.description() == nullptr) return false;
  const auto& sections = description.description()->contents();
  return std::any_of(sections.begin(), sections.end(), [](const auto& section) {
    return section.media_description()->as_audio() != nullptr || section.media_description()->as_video() != nullptr;
  });
}

}  // namespace wrtc
