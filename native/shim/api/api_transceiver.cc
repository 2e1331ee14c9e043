// The C interface: transceivers with their senders and receivers. Checks arguments, and calls the transceiver.
#include <string_view>
#include <utility>

#include "shim/api/media_handles.h"
#include "shim/api/options.h"
#include "shim/engine/media.h"
#include "shim/media/rtp_parameters.h"

namespace wrtc {
namespace {

constexpr int32_t kMaxJitterBufferTarget = 4000;
constexpr int32_t kMinToneDuration = 40;
constexpr int32_t kMaxToneDuration = 6000;
constexpr int32_t kMinToneGap = 30;

bool IsKind(wrtc_media_kind kind) { return kind == WRTC_MEDIA_KIND_AUDIO || kind == WRTC_MEDIA_KIND_VIDEO; }

wrtc_status CheckMedia(const PeerConnection& connection) {
  if (!engine::HasMedia()) return Fail(webrtc::RTCError(webrtc::RTCErrorType::UNSUPPORTED_OPERATION, engine::kDataOnly));
  return connection.has_media() ? WRTC_OK : Fail(WRTC_INVALID_STATE, "The connection was created without media.");
}

// Another runtime has other threads.
wrtc_status CheckTrack(const PeerConnection& connection, const Track& track) {
  return &track.runtime() == &connection.runtime()
             ? WRTC_OK
             : Fail(WRTC_INVALID_PARAMETER, "The track belongs to another runtime than the connection.");
}

}  // namespace
}  // namespace wrtc

using wrtc::Fail;
using wrtc::FailNull;
using wrtc::NoHopScope;

wrtc_status wrtc_peer_connection_add_transceiver(wrtc_peer_connection* connection, int64_t tag, wrtc_media_kind kind,
                                                 wrtc_track* track, const wrtc_rtp_transceiver_init* init,
                                                 wrtc_rtp_transceiver** transceiver) {
  if (connection == nullptr) return FailNull("connection");
  if (transceiver == nullptr) return FailNull("transceiver");
  if (tag < 1) return Fail(WRTC_INVALID_PARAMETER, "tag is less than 1.");
  if (!wrtc::IsKind(kind)) return Fail(WRTC_INVALID_PARAMETER, "kind is not one of wrtc_media_kind.");
  auto& to = *connection->connection;
  if (const wrtc_status status = wrtc::CheckMedia(to); status != WRTC_OK) return status;
  if (track != nullptr) {
    if (track->track->kind() != kind) return Fail(WRTC_INVALID_PARAMETER, "The track is of another kind.");
    if (const wrtc_status status = wrtc::CheckTrack(to, *track->track); status != WRTC_OK) return status;
  }
  webrtc::RtpTransceiverInit read;
  if (const wrtc_status status = wrtc::ReadInit(kind, init, read); status != WRTC_OK) return status;
  return to.AddTransceiver(tag, kind, track == nullptr ? nullptr : track->track.get(), read, transceiver);
}

wrtc_status wrtc_peer_connection_add_track(wrtc_peer_connection* connection, int64_t tag, wrtc_track* track,
                                           const wrtc_string* stream_ids, int32_t stream_id_count,
                                           wrtc_rtp_transceiver** transceiver, int64_t* used_tag) {
  if (connection == nullptr) return FailNull("connection");
  if (track == nullptr) return FailNull("track");
  if (transceiver == nullptr) return FailNull("transceiver");
  if (used_tag == nullptr) return FailNull("used_tag");
  if (tag < 1) return Fail(WRTC_INVALID_PARAMETER, "tag is less than 1.");
  auto& to = *connection->connection;
  if (const wrtc_status status = wrtc::CheckMedia(to); status != WRTC_OK) return status;
  if (const wrtc_status status = wrtc::CheckTrack(to, *track->track); status != WRTC_OK) return status;
  std::vector<std::string> ids;
  const wrtc_status status = wrtc::ReadStreamIds(stream_ids, stream_id_count, ids);
  return status == WRTC_OK ? to.AddTrack(tag, *track->track, ids, transceiver, used_tag) : status;
}

wrtc_status wrtc_peer_connection_remove_track(wrtc_rtp_transceiver* transceiver) {
  return transceiver == nullptr ? FailNull("transceiver") : transceiver->transceiver->RemoveTrack();
}

wrtc_status wrtc_runtime_get_rtp_capabilities(wrtc_runtime* runtime, wrtc_media_kind kind, uint8_t of_sender,
                                              wrtc_rtp_parameters* capabilities) {
  if (runtime == nullptr) return FailNull("runtime");
  if (capabilities == nullptr) return FailNull("capabilities");
  if (!wrtc::IsKind(kind)) return Fail(WRTC_INVALID_PARAMETER, "kind is not one of wrtc_media_kind.");
  webrtc::RtpCapabilities found;
  const webrtc::RTCError error = runtime->runtime->OnSignaling([&] {
    auto factory = runtime->runtime->MediaFactory();
    if (!factory.ok()) return factory.MoveError();
    const auto type = wrtc::ToEngine(kind);
    found = of_sender != 0 ? factory.value()->GetRtpSenderCapabilities(type) : factory.value()->GetRtpReceiverCapabilities(type);
    return webrtc::RTCError::OK();
  });
  if (!error.ok()) return Fail(error);
  wrtc::Give(found, capabilities);
  return WRTC_OK;
}

wrtc_status wrtc_rtp_transceiver_set_direction(wrtc_rtp_transceiver* transceiver, wrtc_direction direction) {
  if (transceiver == nullptr) return FailNull("transceiver");
  if (direction < WRTC_DIRECTION_SENDRECV || direction > WRTC_DIRECTION_INACTIVE) {
    return Fail(WRTC_INVALID_PARAMETER, "direction is not one that can be set.");
  }
  return transceiver->transceiver->SetDirection(direction);
}

wrtc_status wrtc_rtp_transceiver_stop(wrtc_rtp_transceiver* transceiver) {
  return transceiver == nullptr ? FailNull("transceiver") : transceiver->transceiver->Stop();
}

wrtc_status wrtc_rtp_transceiver_set_codec_preferences(wrtc_rtp_transceiver* transceiver, const wrtc_rtp_codec* codecs,
                                                       int32_t codec_count) {
  if (transceiver == nullptr) return FailNull("transceiver");
  std::vector<webrtc::RtpCodecCapability> read;
  const wrtc_status status = wrtc::ReadCodecs(transceiver->transceiver->kind(), codecs, codec_count, read);
  return status == WRTC_OK ? transceiver->transceiver->SetCodecPreferences(std::move(read)) : status;
}

wrtc_status wrtc_rtp_transceiver_get_header_extensions(wrtc_rtp_transceiver* transceiver, uint8_t negotiated,
                                                       wrtc_rtp_parameters* extensions) {
  if (transceiver == nullptr) return FailNull("transceiver");
  if (extensions == nullptr) return FailNull("extensions");
  return transceiver->transceiver->GetHeaderExtensions(negotiated != 0, extensions);
}

wrtc_status wrtc_rtp_transceiver_set_header_extensions(wrtc_rtp_transceiver* transceiver,
                                                       const wrtc_rtp_header_extension* extensions, int32_t extension_count) {
  if (transceiver == nullptr) return FailNull("transceiver");
  wrtc::engine::HeaderExtensions read;
  const wrtc_status status = wrtc::ReadHeaderExtensions(extensions, extension_count, read);
  return status == WRTC_OK ? transceiver->transceiver->SetHeaderExtensions(read) : status;
}

void wrtc_rtp_transceiver_destroy(wrtc_rtp_transceiver* transceiver) {
  const NoHopScope no_hop;
  if (transceiver == nullptr) return;
  transceiver->transceiver->Detach();
  delete transceiver;
}

wrtc_status wrtc_rtp_sender_replace_track(wrtc_rtp_transceiver* transceiver, int64_t operation, wrtc_track* track) {
  const NoHopScope no_hop;
  if (transceiver == nullptr) return FailNull("transceiver");
  auto& to = *transceiver->transceiver;
  if (track == nullptr) return to.ReplaceTrack(operation, nullptr);
  if (track->track->kind() != to.kind()) return Fail(WRTC_INVALID_PARAMETER, "The track is of another kind.");
  const wrtc_status status = wrtc::CheckTrack(to.connection(), *track->track);
  return status == WRTC_OK ? to.ReplaceTrack(operation, track->track) : status;
}

wrtc_status wrtc_rtp_sender_set_streams(wrtc_rtp_transceiver* transceiver, const wrtc_string* stream_ids,
                                        int32_t stream_id_count) {
  if (transceiver == nullptr) return FailNull("transceiver");
  std::vector<std::string> ids;
  const wrtc_status status = wrtc::ReadStreamIds(stream_ids, stream_id_count, ids);
  return status == WRTC_OK ? transceiver->transceiver->SetStreams(ids) : status;
}

wrtc_status wrtc_rtp_sender_get_parameters(wrtc_rtp_transceiver* transceiver, wrtc_rtp_parameters* parameters) {
  if (transceiver == nullptr) return FailNull("transceiver");
  if (parameters == nullptr) return FailNull("parameters");
  return transceiver->transceiver->GetSendParameters(parameters);
}

wrtc_status wrtc_rtp_sender_set_parameters(wrtc_rtp_transceiver* transceiver, int64_t operation,
                                           const wrtc_rtp_parameters* parameters) {
  const NoHopScope no_hop;
  if (transceiver == nullptr) return FailNull("transceiver");
  if (parameters == nullptr) return FailNull("parameters");
  wrtc::ParametersChange change;
  const wrtc_status status = wrtc::ReadChange(transceiver->transceiver->kind(), *parameters, change);
  return status == WRTC_OK ? transceiver->transceiver->SetParameters(operation, std::move(change)) : status;
}

wrtc_status wrtc_rtp_sender_generate_key_frame(wrtc_rtp_transceiver* transceiver, int64_t operation, const wrtc_string* rids,
                                               int32_t rid_count) {
  const NoHopScope no_hop;
  if (transceiver == nullptr) return FailNull("transceiver");
  std::vector<std::string> read;
  const wrtc_status status = wrtc::ReadStrings(rids, rid_count, "rids", read);
  return status == WRTC_OK ? transceiver->transceiver->GenerateKeyFrame(operation, std::move(read)) : status;
}

wrtc_status wrtc_rtp_sender_insert_dtmf(wrtc_rtp_transceiver* transceiver, const char* tones, int32_t tones_length,
                                        int32_t duration, int32_t gap) {
  if (transceiver == nullptr) return FailNull("transceiver");
  if (!wrtc::IsValid(tones, tones_length)) return Fail(WRTC_INVALID_PARAMETER, "tones is null or has a negative length.");
  const std::string read = wrtc::Copy(tones, tones_length);
  if (read.find_first_not_of("0123456789ABCD#*,") != std::string::npos) {
    return Fail(WRTC_INVALID_PARAMETER, "tones has a character that is not one of 0-9, A-D, #, * and the comma.");
  }
  if (duration < wrtc::kMinToneDuration || duration > wrtc::kMaxToneDuration) {
    return Fail(WRTC_INVALID_PARAMETER, "duration is not in 40..6000.");
  }
  if (gap < wrtc::kMinToneGap) return Fail(WRTC_INVALID_PARAMETER, "gap is less than 30.");
  return transceiver->transceiver->InsertDtmf(read, duration, gap);
}

wrtc_status wrtc_rtp_sender_get_stats(wrtc_rtp_transceiver* transceiver, int64_t operation) {
  const NoHopScope no_hop;
  return transceiver == nullptr ? FailNull("transceiver") : transceiver->transceiver->GetStats(operation, true);
}

wrtc_status wrtc_rtp_receiver_get_track(wrtc_rtp_transceiver* transceiver, wrtc_track** track) {
  const NoHopScope no_hop;
  if (transceiver == nullptr) return FailNull("transceiver");
  if (track == nullptr) return FailNull("track");
  *track = new wrtc_track{transceiver->transceiver->track()};
  return WRTC_OK;
}

wrtc_status wrtc_rtp_receiver_get_parameters(wrtc_rtp_transceiver* transceiver, wrtc_rtp_parameters* parameters) {
  if (transceiver == nullptr) return FailNull("transceiver");
  if (parameters == nullptr) return FailNull("parameters");
  return transceiver->transceiver->GetReceiveParameters(parameters);
}

int32_t wrtc_rtp_receiver_get_sources(wrtc_rtp_transceiver* transceiver, wrtc_rtp_source* sources, int32_t capacity) {
  if (transceiver == nullptr) return FailNull("transceiver");
  if (capacity < 0) return Fail(WRTC_INVALID_PARAMETER, "capacity is negative.");
  if (sources == nullptr && capacity > 0) return FailNull("sources");
  return transceiver->transceiver->GetSources(sources, capacity);
}

wrtc_status wrtc_rtp_receiver_set_jitter_buffer_target(wrtc_rtp_transceiver* transceiver, int32_t target) {
  if (transceiver == nullptr) return FailNull("transceiver");
  if (target < -1 || target > wrtc::kMaxJitterBufferTarget) {
    return Fail(WRTC_INVALID_PARAMETER, "target is not -1 or in 0..4000.", WRTC_ERROR_TYPE_INVALID_RANGE);
  }
  return transceiver->transceiver->SetJitterBufferTarget(target);
}

wrtc_status wrtc_rtp_receiver_get_stats(wrtc_rtp_transceiver* transceiver, int64_t operation) {
  const NoHopScope no_hop;
  return transceiver == nullptr ? FailNull("transceiver") : transceiver->transceiver->GetStats(operation, false);
}
