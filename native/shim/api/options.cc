#include "shim/api/options.h"

#include "shim/runtime/last_error.h"

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
    if (from.accept_any_certificate != 0) {
      to.tls_cert_policy = webrtc::PeerConnectionInterface::kTlsCertPolicyInsecureNoCheck;
    }
    servers.push_back(std::move(to));
  }
  return WRTC_OK;
}

wrtc_status ReadCertificates(const wrtc_peer_connection_options& options,
                             webrtc::PeerConnectionInterface::RTCConfiguration& configuration) {
  if (options.certificate_count < 0 || (options.certificate_count > 0 && options.certificates == nullptr)) {
    return Fail(WRTC_INVALID_PARAMETER, "certificates is null or certificate_count is negative.");
  }
  for (int32_t i = 0; i < options.certificate_count; ++i) {
    const wrtc_certificate& from = options.certificates[i];
    if (!IsValid(from.private_key) || !IsValid(from.certificate)) {
      return Fail(WRTC_INVALID_PARAMETER, "A string of certificate " + std::to_string(i) + " is null or has a negative length.");
    }
    auto certificate = webrtc::RTCCertificate::FromPEM({Copy(from.private_key), Copy(from.certificate)});
    if (!certificate) return Fail(WRTC_INVALID_PARAMETER, "Certificate " + std::to_string(i) + " or its private key is not PEM.");
    configuration.certificates.push_back(std::move(certificate));
  }
  return WRTC_OK;
}

template <typename Optional>
void Set(int32_t value, Optional& to) {
  if (value > 0) to = value;
}

wrtc_status ReadTiming(const wrtc_ice_timing& timing, webrtc::PeerConnectionInterface::RTCConfiguration& configuration) {
  const int32_t values[] = {timing.receiving_timeout,  timing.unwritable_timeout,        timing.unwritable_min_checks,
                            timing.inactive_timeout,   timing.check_interval_strong,     timing.check_interval_weak,
                            timing.check_min_interval, timing.backup_pair_ping_interval, timing.stable_ping_interval};
  for (const int32_t value : values) {
    if (value < 0) return Fail(WRTC_INVALID_PARAMETER, "A member of ice_timing is negative.");
  }
  Set(timing.receiving_timeout, configuration.ice_connection_receiving_timeout);
  Set(timing.unwritable_timeout, configuration.ice_unwritable_timeout);
  Set(timing.unwritable_min_checks, configuration.ice_unwritable_min_checks);
  Set(timing.inactive_timeout, configuration.ice_inactive_timeout);
  Set(timing.check_interval_strong, configuration.ice_check_interval_strong_connectivity);
  Set(timing.check_interval_weak, configuration.ice_check_interval_weak_connectivity);
  Set(timing.check_min_interval, configuration.ice_check_min_interval);
  Set(timing.backup_pair_ping_interval, configuration.ice_backup_candidate_pair_ping_interval);
  Set(timing.stable_ping_interval, configuration.stable_writable_connection_ping_interval_ms);
  // stun_candidate_keepalive_interval is not offered: upstream crashes where it is set before candidates are gathered.
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
  if (options->connect_timeout < 0) return Fail(WRTC_INVALID_PARAMETER, "connect_timeout is negative.");

  configuration.type = options->ice_transport_policy == WRTC_ICE_TRANSPORT_POLICY_RELAY ? Engine::kRelay : Engine::kAll;
  configuration.bundle_policy = static_cast<Engine::BundlePolicy>(options->bundle_policy);
  configuration.ice_candidate_pool_size = options->ice_candidate_pool_size;
  configuration.set_min_port(options->min_port);
  configuration.set_max_port(options->max_port);
  configuration.disable_link_local_networks = options->exclude_link_local != 0;
  if (options->exclude_ipv6 != 0) configuration.max_ipv6_networks = 0;
  if (options->exclude_tcp != 0) configuration.tcp_candidate_policy = Engine::kTcpCandidatePolicyDisabled;
  if (options->gather_continually != 0) configuration.continual_gathering_policy = Engine::GATHER_CONTINUALLY;
  settings.media = options->media != 0;
  settings.exclude_loopback = options->exclude_loopback != 0;
  settings.close_channels_when_failed = options->close_channels_when_failed != 0;
  settings.connect_timeout = options->connect_timeout;
  if (options->receive_limit > 0) settings.receive_limit = options->receive_limit;
  if (const wrtc_status status = ReadTiming(options->ice_timing, configuration); status != WRTC_OK) return status;
  if (const wrtc_status status = ReadCertificates(*options, configuration); status != WRTC_OK) return status;
  return ReadServers(*options, configuration.servers);
}

void CopyChangeable(const Engine::RTCConfiguration& from, Engine::RTCConfiguration& to) {
  to.servers = from.servers;
  to.type = from.type;
  to.ice_candidate_pool_size = from.ice_candidate_pool_size;
  to.ice_unwritable_timeout = from.ice_unwritable_timeout;
  to.ice_unwritable_min_checks = from.ice_unwritable_min_checks;
  to.ice_inactive_timeout = from.ice_inactive_timeout;
  to.ice_check_interval_strong_connectivity = from.ice_check_interval_strong_connectivity;
  to.ice_check_interval_weak_connectivity = from.ice_check_interval_weak_connectivity;
  to.ice_check_min_interval = from.ice_check_min_interval;
  to.stable_writable_connection_ping_interval_ms = from.stable_writable_connection_ping_interval_ms;
}

wrtc_status ReadOptions(const wrtc_data_channel_options* options, webrtc::DataChannelInit& init) {
  init.priority = engine::ToPriority(webrtc::Priority::kLow);  // set explicitly: an older engine announces "very low" if unset
  if (options == nullptr) return WRTC_OK;
  if (!IsValid(options->protocol) || options->protocol.length > WRTC_MAX_LABEL_LENGTH) {
    return Fail(WRTC_INVALID_PARAMETER, "protocol is null, or its length is not in 0..65535 bytes.");
  }
  if (!IsUnsetOrBetween(options->id, 0, engine::kMaxStreamId)) {
    return Fail(WRTC_INVALID_PARAMETER, "id is not in 0.." + std::to_string(engine::kMaxStreamId) + ".");
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
