// The C interface: peer connections. Checks arguments, parses descriptions and candidates, and calls the connection.
#include <utility>

#include "shim/connection/description_check.h"
#include "shim/connection/description_text.h"
#include "shim/api/handles.h"
#include "shim/api/options.h"

namespace wrtc {
namespace {

wrtc_status FailToParse(const char* what, const webrtc::SdpParseError& error) {
  std::string message = std::string(what) + " cannot be parsed: " + error.description;
  if (!error.line.empty()) message += " Line: " + TextForCaller(error.line);
  return Fail(WRTC_INVALID_PARAMETER, message, WRTC_ERROR_TYPE_SYNTAX_ERROR);
}

wrtc_status ParseDescription(wrtc_sdp_type type, const char* sdp, int32_t length, bool has_media,
                             PeerConnection::Description& description) {
  if (type < WRTC_SDP_TYPE_OFFER || type > WRTC_SDP_TYPE_ROLLBACK) {
    return Fail(WRTC_INVALID_PARAMETER, "type is not one of wrtc_sdp_type.");
  }
  if (!IsValid(sdp, length)) return Fail(WRTC_INVALID_PARAMETER, "sdp is null or has a negative length.");
  webrtc::SdpParseError error;
  const std::string text = type == WRTC_SDP_TYPE_ROLLBACK ? std::string() : TextForEngine(Copy(sdp, length), has_media);
  description = webrtc::CreateSessionDescription(static_cast<webrtc::SdpType>(type), text, &error);
  if (!description) return FailToParse("The SDP", error);
  if (const wrtc_status status = CheckDescription(*description); status != WRTC_OK) return status;
  if (!engine::Prepare(*description)) {
    return Fail(WRTC_INVALID_PARAMETER, "The SDP has an attribute that this engine cannot handle (a=setup:holdconn).",
                WRTC_ERROR_TYPE_UNSUPPORTED_PARAMETER);
  }
  return WRTC_OK;
}

wrtc_status ParseCandidate(const char* mid, int32_t mid_length, int32_t sdp_mline_index, const char* candidate,
                           int32_t candidate_length, std::unique_ptr<webrtc::IceCandidate>& parsed) {
  if (!IsValid(mid, mid_length)) return Fail(WRTC_INVALID_PARAMETER, "mid is null or has a negative length.");
  if (!IsValid(candidate, candidate_length)) {
    return Fail(WRTC_INVALID_PARAMETER, "candidate is null or has a negative length.");
  }
  if (sdp_mline_index < -1 || (sdp_mline_index == -1 && mid_length == 0)) {
    return Fail(WRTC_INVALID_PARAMETER, "Neither mid nor a valid sdp_mline_index is given.");
  }
  webrtc::SdpParseError error;
  parsed = engine::ParseCandidate(Copy(mid, mid_length), sdp_mline_index, Copy(candidate, candidate_length), &error);
  return parsed ? WRTC_OK : FailToParse("The candidate", error);
}

static_assert(int(webrtc::SdpType::kOffer) == int{WRTC_SDP_TYPE_OFFER});
static_assert(int(webrtc::SdpType::kPrAnswer) == int{WRTC_SDP_TYPE_PRANSWER});
static_assert(int(webrtc::SdpType::kAnswer) == int{WRTC_SDP_TYPE_ANSWER});
static_assert(int(webrtc::SdpType::kRollback) == int{WRTC_SDP_TYPE_ROLLBACK});

}  // namespace
}  // namespace wrtc

using wrtc::Fail;
using wrtc::FailNull;
using wrtc::NoHopScope;

wrtc_status wrtc_peer_connection_create(wrtc_runtime* runtime, wrtc_queue* queue, int64_t tag,
                                        const wrtc_peer_connection_options* options, wrtc_peer_connection** connection) {
  if (runtime == nullptr) return FailNull("runtime");
  if (queue == nullptr) return FailNull("queue");
  if (connection == nullptr) return FailNull("connection");
  if (tag < 1) return Fail(WRTC_INVALID_PARAMETER, "tag is less than 1.");
  wrtc::PeerConnectionSettings settings;
  if (const wrtc_status status = wrtc::ReadOptions(options, settings); status != WRTC_OK) return status;
  auto created = webrtc::make_ref_counted<wrtc::PeerConnection>(runtime->runtime, queue->queue, tag, settings);
  if (const webrtc::RTCError error = created->Open(settings); !error.ok()) return Fail(error);
  *connection = new wrtc_peer_connection{std::move(created)};
  return WRTC_OK;
}

wrtc_status wrtc_peer_connection_set_configuration(wrtc_peer_connection* connection,
                                                   const wrtc_peer_connection_options* options) {
  if (connection == nullptr) return FailNull("connection");
  wrtc::PeerConnectionSettings settings;
  const wrtc_status status = wrtc::ReadOptions(options, settings);
  return status == WRTC_OK ? connection->connection->SetConfiguration(settings) : status;
}

wrtc_status wrtc_peer_connection_create_offer(wrtc_peer_connection* connection, int64_t operation, uint8_t ice_restart) {
  const NoHopScope no_hop;
  return connection == nullptr ? FailNull("connection") : connection->connection->CreateOffer(operation, ice_restart != 0);
}

wrtc_status wrtc_peer_connection_create_answer(wrtc_peer_connection* connection, int64_t operation) {
  const NoHopScope no_hop;
  return connection == nullptr ? FailNull("connection") : connection->connection->CreateAnswer(operation);
}

wrtc_status wrtc_peer_connection_set_local_description(wrtc_peer_connection* connection, int64_t operation, wrtc_sdp_type type,
                                                       const char* sdp, int32_t sdp_length) {
  const NoHopScope no_hop;
  if (connection == nullptr) return FailNull("connection");
  wrtc::PeerConnection::Description description;
  const wrtc_status status = wrtc::ParseDescription(type, sdp, sdp_length, connection->connection->has_media(), description);
  return status == WRTC_OK ? connection->connection->SetLocalDescription(operation, std::move(description)) : status;
}

wrtc_status wrtc_peer_connection_set_remote_description(wrtc_peer_connection* connection, int64_t operation, wrtc_sdp_type type,
                                                        const char* sdp, int32_t sdp_length) {
  const NoHopScope no_hop;
  if (connection == nullptr) return FailNull("connection");
  wrtc::PeerConnection::Description description;
  const wrtc_status status = wrtc::ParseDescription(type, sdp, sdp_length, connection->connection->has_media(), description);
  return status == WRTC_OK ? connection->connection->SetRemoteDescription(operation, std::move(description)) : status;
}

wrtc_status wrtc_peer_connection_add_ice_candidate(wrtc_peer_connection* connection, int64_t operation, const char* mid,
                                                   int32_t mid_length, int32_t sdp_mline_index, const char* candidate,
                                                   int32_t candidate_length) {
  const NoHopScope no_hop;
  if (connection == nullptr) return FailNull("connection");
  std::unique_ptr<webrtc::IceCandidate> parsed;
  const wrtc_status status = wrtc::ParseCandidate(mid, mid_length, sdp_mline_index, candidate, candidate_length, parsed);
  return status == WRTC_OK ? connection->connection->AddIceCandidate(operation, std::move(parsed)) : status;
}

wrtc_status wrtc_peer_connection_remove_ice_candidate(wrtc_peer_connection* connection, int64_t operation, const char* mid,
                                                      int32_t mid_length, int32_t sdp_mline_index, const char* candidate,
                                                      int32_t candidate_length) {
  const NoHopScope no_hop;
  if (connection == nullptr) return FailNull("connection");
  std::unique_ptr<webrtc::IceCandidate> parsed;
  const wrtc_status status = wrtc::ParseCandidate(mid, mid_length, sdp_mline_index, candidate, candidate_length, parsed);
  return status == WRTC_OK ? connection->connection->RemoveIceCandidate(operation, std::move(parsed)) : status;
}

wrtc_status wrtc_peer_connection_set_implicit_local_description(wrtc_peer_connection* connection, int64_t operation) {
  const NoHopScope no_hop;
  return connection == nullptr ? FailNull("connection") : connection->connection->SetLocalDescription(operation);
}

wrtc_status wrtc_peer_connection_restart_ice(wrtc_peer_connection* connection) {
  const NoHopScope no_hop;
  return connection == nullptr ? FailNull("connection") : connection->connection->RestartIce();
}

wrtc_status wrtc_peer_connection_check_negotiation_needed(wrtc_peer_connection* connection, int64_t operation) {
  const NoHopScope no_hop;
  return connection == nullptr ? FailNull("connection") : connection->connection->CheckNegotiationNeeded(operation);
}

wrtc_status wrtc_peer_connection_get_stats(wrtc_peer_connection* connection, int64_t operation) {
  const NoHopScope no_hop;
  return connection == nullptr ? FailNull("connection") : connection->connection->GetStats(operation);
}

wrtc_status wrtc_peer_connection_start_event_log(wrtc_peer_connection* connection, int64_t operation, int32_t output_period_ms,
                                                 int64_t limit) {
  const NoHopScope no_hop;
  constexpr int32_t kLongestPeriod = 60000;
  if (connection == nullptr) return FailNull("connection");
  if (output_period_ms < 1 || output_period_ms > kLongestPeriod) {
    return Fail(WRTC_INVALID_PARAMETER, "output_period_ms is not in 1..60000.");
  }
  if (limit < 1) return Fail(WRTC_INVALID_PARAMETER, "limit is less than 1.");
  return connection->connection->StartEventLog(operation, output_period_ms, limit);
}

wrtc_status wrtc_peer_connection_stop_event_log(wrtc_peer_connection* connection, int64_t operation) {
  const NoHopScope no_hop;
  return connection == nullptr ? FailNull("connection") : connection->connection->StopEventLog(operation);
}

wrtc_status wrtc_ice_candidate_check(const char* mid, int32_t mid_length, int32_t sdp_mline_index, const char* candidate,
                                     int32_t candidate_length) {
  std::unique_ptr<webrtc::IceCandidate> parsed;
  return wrtc::ParseCandidate(mid, mid_length, sdp_mline_index, candidate, candidate_length, parsed);
}

wrtc_status wrtc_peer_connection_create_data_channel(wrtc_peer_connection* connection, int64_t tag, const char* label,
                                                     int32_t label_length, const wrtc_data_channel_options* options,
                                                     wrtc_data_channel** channel) {
  if (connection == nullptr) return FailNull("connection");
  if (channel == nullptr) return FailNull("channel");
  if (tag < 1) return Fail(WRTC_INVALID_PARAMETER, "tag is less than 1.");
  if (!wrtc::IsValid(label, label_length) || label_length > WRTC_MAX_LABEL_LENGTH) {
    return Fail(WRTC_INVALID_PARAMETER, "label is null, or its length is not in 0..65535 bytes.");
  }
  webrtc::DataChannelInit init;
  if (const wrtc_status status = wrtc::ReadOptions(options, init); status != WRTC_OK) return status;
  return connection->connection->CreateDataChannel(tag, wrtc::Copy(label, label_length), init, channel);
}

void wrtc_peer_connection_close(wrtc_peer_connection* connection) {
  const NoHopScope no_hop;
  if (connection != nullptr) connection->connection->Close();
}

wrtc_status wrtc_peer_connection_tell_closed(wrtc_peer_connection* connection, int64_t operation) {
  const NoHopScope no_hop;
  return connection == nullptr ? FailNull("connection") : connection->connection->TellClosed(operation);
}

void wrtc_peer_connection_destroy(wrtc_peer_connection* connection) {
  const NoHopScope no_hop;
  if (connection == nullptr) return;
  connection->connection->Detach();
  delete connection;
}
