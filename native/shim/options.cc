#include "options.h"

#include "last_error.h"

namespace wrtc {
namespace {

constexpr int64_t kDefaultReceiveLimit = 64 * 1024 * 1024;
constexpr int32_t kMaxPort = 65535;
constexpr int32_t kMaxCandidatePoolSize = 255;

bool IsBetween(int32_t value, int32_t low, int32_t high) { return value >= low && value <= high; }
bool IsUnsetOrBetween(int32_t value, int32_t low, int32_t high) { return value == -1 || IsBetween(value, low, high); }

wrtc_status ReadServers(const wrtc_peer_connection_options& options, webrtc::PeerConnectionInterface::IceServers& servers) {
  if (options.ice_server_count < 0 || (options.ice_server_count > 0 && options.ice_servers == nullptr)) {
    return Fail(WRTC_INVALID_PARAMETER, "ice_servers is null or ice_server_count is negative.");
  }
  for (int32_t i = 0; i < options.ice_server_count; ++i) {
    const wrtc_ice_server& from = options.ice_servers[i];
    if (!IsValid(from.url) || !IsValid(from.username) || !IsValid(from.credential)) {
      return Fail(WRTC_INVALID_PARAMETER, "A string of ICE server " + std::to_string(i) + " is null or has a negative length.");
    }
    webrtc::PeerConnectionInterface::IceServer to;
    to.urls.push_back(Copy(from.url));
    to.username = Copy(from.username);
    to.password = Copy(from.credential);
    servers.push_back(std::move(to));
  }
  return WRTC_OK;
}

using Engine = webrtc::PeerConnectionInterface;
static_assert(int{Engine::kBundlePolicyBalanced} == int{WRTC_BUNDLE_POLICY_BALANCED});
static_assert(int{Engine::kBundlePolicyMaxBundle} == int{WRTC_BUNDLE_POLICY_MAX_BUNDLE});
static_assert(int{Engine::kBundlePolicyMaxCompat} == int{WRTC_BUNDLE_POLICY_MAX_COMPAT});
static_assert(int(webrtc::Priority::kVeryLow) == int{WRTC_PRIORITY_VERY_LOW});
static_assert(int(webrtc::Priority::kLow) == int{WRTC_PRIORITY_LOW});
static_assert(int(webrtc::Priority::kMedium) == int{WRTC_PRIORITY_MEDIUM});
static_assert(int(webrtc::Priority::kHigh) == int{WRTC_PRIORITY_HIGH});

}  // namespace

wrtc_status ReadOptions(const wrtc_peer_connection_options* options, PeerConnectionSettings& settings) {
  auto& configuration = settings.configuration;
  configuration.sdp_semantics = webrtc::SdpSemantics::kUnifiedPlan;
  configuration.enable_implicit_rollback = true;  // off by default, and perfect negotiation needs it
  settings.receive_limit = kDefaultReceiveLimit;
  if (options == nullptr) return WRTC_OK;

  if (!IsBetween(options->ice_transport_policy, WRTC_ICE_TRANSPORT_POLICY_ALL, WRTC_ICE_TRANSPORT_POLICY_RELAY)) {
    return Fail(WRTC_INVALID_PARAMETER, "ice_transport_policy is not one of wrtc_ice_transport_policy.");
  }
  if (!IsBetween(options->bundle_policy, WRTC_BUNDLE_POLICY_BALANCED, WRTC_BUNDLE_POLICY_MAX_COMPAT)) {
    return Fail(WRTC_INVALID_PARAMETER, "bundle_policy is not one of wrtc_bundle_policy.");
  }
  if (!IsBetween(options->ice_candidate_pool_size, 0, kMaxCandidatePoolSize)) {
    return Fail(WRTC_INVALID_PARAMETER, "ice_candidate_pool_size is not in 0..255.");
  }
  if (!IsBetween(options->min_port, 0, kMaxPort) || !IsBetween(options->max_port, options->min_port, kMaxPort)) {
    return Fail(WRTC_INVALID_PARAMETER, "min_port and max_port are not a range within 0..65535.");
  }
  if (options->receive_limit < 0) return Fail(WRTC_INVALID_PARAMETER, "receive_limit is negative.");

  configuration.type = options->ice_transport_policy == WRTC_ICE_TRANSPORT_POLICY_RELAY ? Engine::kRelay : Engine::kAll;
  configuration.bundle_policy = static_cast<Engine::BundlePolicy>(options->bundle_policy);
  configuration.ice_candidate_pool_size = options->ice_candidate_pool_size;
  configuration.set_min_port(options->min_port);
  configuration.set_max_port(options->max_port);
  settings.exclude_loopback = options->exclude_loopback != 0;
  if (options->receive_limit > 0) settings.receive_limit = options->receive_limit;
  return ReadServers(*options, configuration.servers);
}

wrtc_status ReadOptions(const wrtc_data_channel_options* options, webrtc::DataChannelInit& init) {
  init.priority = engine::ToPriority(webrtc::Priority::kLow);  // said outright: an older engine announces "very low" if unset
  if (options == nullptr) return WRTC_OK;
  if (!IsValid(options->protocol) || options->protocol.length > WRTC_MAX_LABEL_LENGTH) {
    return Fail(WRTC_INVALID_PARAMETER, "protocol is null, or its length is not in 0..65535 bytes.");
  }
  if (!IsUnsetOrBetween(options->id, 0, WRTC_MAX_STREAM_ID)) {
    return Fail(WRTC_INVALID_PARAMETER, "id is not in 0..1023.");
  }
  if ((options->negotiated != 0) != (options->id >= 0)) {
    return Fail(WRTC_INVALID_PARAMETER, "negotiated and id must be given together.");
  }
  if (options->max_retransmits >= 0 && options->max_packet_life_time >= 0) {
    return Fail(WRTC_INVALID_PARAMETER, "max_retransmits and max_packet_life_time exclude each other.");
  }
  if (!IsUnsetOrBetween(options->max_retransmits, 0, WRTC_MAX_RELIABILITY) ||
      !IsUnsetOrBetween(options->max_packet_life_time, 0, WRTC_MAX_RELIABILITY)) {
    return Fail(WRTC_INVALID_PARAMETER, "max_retransmits or max_packet_life_time is not in 0..65535.");
  }
  if (!IsUnsetOrBetween(options->priority, WRTC_PRIORITY_VERY_LOW, WRTC_PRIORITY_HIGH)) {
    return Fail(WRTC_INVALID_PARAMETER, "priority is not one of wrtc_priority.");
  }
  init.ordered = options->unordered == 0;
  init.negotiated = options->negotiated != 0;
  init.id = options->id;
  init.protocol = Copy(options->protocol);
  if (options->max_retransmits >= 0) init.maxRetransmits = options->max_retransmits;
  if (options->max_packet_life_time >= 0) init.maxRetransmitTime = options->max_packet_life_time;
  if (options->priority >= 0) init.priority = engine::ToPriority(static_cast<webrtc::Priority>(options->priority));
  return WRTC_OK;
}

}  // namespace wrtc
