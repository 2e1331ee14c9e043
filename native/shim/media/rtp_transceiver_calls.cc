// The caller's calls of a transceiver, its sender and its receiver.
#include <cmath>
#include <utility>

#include "shim/engine/media_rtp.h"
#include "shim/media/codec_preferences.h"
#include "shim/media/rtp_transceiver.h"
#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

constexpr double kMillisecondsPerSecond = 1000;
constexpr double kDecibelsPerDecade = 20;
constexpr int kSilentLevel = 127;  // RFC 6464: -127 dBov

webrtc::RTCError Stopped() { return webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, "The transceiver is stopped."); }

// Of RTCRtpContributingSource.audioLevel.
double LinearLevel(std::optional<uint8_t> level) {
  if (!level) return -1;
  return *level >= kSilentLevel ? 0 : std::pow(10, -*level / kDecibelsPerDecade);
}

}  // namespace

// The transceivers are refreshed whatever the call was, so that its events are in the queue when it returns.
wrtc_status RtpTransceiver::Call(const std::function<webrtc::RTCError(Engine&)>& call) {
  bool closed = false;
  const webrtc::RTCError error = connection_->runtime().OnSignaling([&] {
    closed = !engine_;
    if (closed) return webrtc::RTCError::OK();
    webrtc::RTCError result = call(*engine_);
    connection_->RefreshTransceivers();
    return result;
  });
  if (closed) return Fail(WRTC_CLOSED, "The peer connection is closed.");
  return error.ok() ? WRTC_OK : Fail(error);
}

wrtc_status RtpTransceiver::SetDirection(wrtc_direction direction) {
  return Call([&](Engine& engine) {
    return engine.stopping() ? Stopped() : engine.SetDirectionWithError(static_cast<webrtc::RtpTransceiverDirection>(direction));
  });
}

wrtc_status RtpTransceiver::Stop() {
  return Call([](Engine& engine) { return engine.stopping() ? webrtc::RTCError::OK() : engine.StopStandard(); });
}

wrtc_status RtpTransceiver::RemoveTrack() {
  return Call([this](Engine& engine) {
    if (engine.stopping()) return webrtc::RTCError::OK();
    return connection_->transceivers().RemoveTrack(engine.sender());
  });
}

wrtc_status RtpTransceiver::SetStreams(const std::vector<std::string>& stream_ids) {
  return Call([&](Engine& engine) {
    if (engine.stopping()) return Stopped();
    engine.sender()->SetStreams(stream_ids);
    return webrtc::RTCError::OK();
  });
}

wrtc_status RtpTransceiver::SetCodecPreferences(std::vector<webrtc::RtpCodecCapability> codecs) {
  return Call([&](Engine& engine) {
    if (codecs.empty() && kind() == WRTC_MEDIA_KIND_VIDEO) {
      auto factory = connection_->runtime().MediaFactory();
      if (factory.ok()) codecs = DefaultVideoCodecs(*factory.value(), nullptr);
    }
    return engine.SetCodecPreferences(codecs);
  });
}

wrtc_status RtpTransceiver::GetHeaderExtensions(bool negotiated, wrtc_rtp_parameters* extensions) {
  engine::HeaderExtensions found;
  const wrtc_status status = Call([&](Engine& engine) {
    found = negotiated ? engine::NegotiatedHeaderExtensions(engine) : engine::HeaderExtensionsToNegotiate(engine);
    return webrtc::RTCError::OK();
  });
  if (status == WRTC_OK) Give(found, extensions);
  return status;
}

wrtc_status RtpTransceiver::SetHeaderExtensions(const engine::HeaderExtensions& extensions) {
  return Call([&](Engine& engine) {
    auto all = engine::HeaderExtensionsToNegotiate(engine);
    const auto invalid = webrtc::RTCError(webrtc::RTCErrorType::INVALID_MODIFICATION,
                                          "The list does not have the URIs of the transceiver's extensions in their order.");
    if (all.size() != extensions.size()) return invalid;
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i].uri != extensions[i].uri) return invalid;
      all[i].direction = extensions[i].direction;
    }
    return engine::SetHeaderExtensions(engine, all);
  });
}

wrtc_status RtpTransceiver::GetSendParameters(wrtc_rtp_parameters* parameters) {
  webrtc::RtpParameters found;
  const wrtc_status status = Call([&](Engine& engine) {
    found = engine.sender()->GetParameters();
    if (kind() == WRTC_MEDIA_KIND_VIDEO && found.encodings.size() == 1 && !found.encodings[0].scale_resolution_down_by) {
      found.encodings[0].scale_resolution_down_by = 1;
    }
    if (found.mid.empty()) found.mid = engine.mid().value_or(std::string());
    parameters_ = found;
    return webrtc::RTCError::OK();
  });
  if (status == WRTC_OK) Give(found, parameters);
  return status;
}

wrtc_status RtpTransceiver::GetReceiveParameters(wrtc_rtp_parameters* parameters) {
  webrtc::RtpParameters found;
  const wrtc_status status = Call([&](Engine& engine) {
    if (engine.stopped()) return webrtc::RTCError::OK();
    found = engine.receiver()->GetParameters();
    if (found.mid.empty()) found.mid = engine.mid().value_or(std::string());
    return webrtc::RTCError::OK();
  });
  if (status == WRTC_OK) Give(found, parameters);
  return status;
}

wrtc_status RtpTransceiver::InsertDtmf(const std::string& tones, int32_t duration, int32_t gap) {
  return Call([&](Engine& engine) {
    const auto cannot = webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, "The sender cannot send DTMF now.");
    if (engine.stopping()) return cannot;
    if (!dtmf_) {
      dtmf_ = engine.sender()->GetDtmfSender();
      if (!dtmf_) return cannot;
      dtmf_->RegisterObserver(this);
    }
    return dtmf_->CanInsertDtmf() && dtmf_->InsertDtmf(tones, duration, gap) ? webrtc::RTCError::OK() : cannot;
  });
}

wrtc_status RtpTransceiver::SetJitterBufferTarget(int32_t target) {
  return Call([&](Engine& engine) {
    if (target < 0) {
      engine.receiver()->SetJitterBufferMinimumDelay({});
    } else {
      engine.receiver()->SetJitterBufferMinimumDelay(target / kMillisecondsPerSecond);
    }
    return webrtc::RTCError::OK();
  });
}

int32_t RtpTransceiver::GetSources(wrtc_rtp_source* sources, int32_t capacity) {
  std::vector<webrtc::RtpSource> found;
  const wrtc_status status = Call([&](Engine& engine) {
    if (!engine.stopped()) found = engine.receiver()->GetSources();
    return webrtc::RTCError::OK();
  });
  if (status != WRTC_OK) return status;
  for (size_t i = 0; i < found.size() && i < static_cast<size_t>(capacity); ++i) {
    const webrtc::RtpSource& from = found[i];
    sources[i] = {.timestamp = engine::UtcTimeOf(from),
                  .audio_level = kind() == WRTC_MEDIA_KIND_AUDIO && from.audio_level() ? LinearLevel(*from.audio_level()) : -1,
                  .source = from.source_id(),
                  .rtp_timestamp = from.rtp_timestamp(),
                  .is_contributing = from.source_type() == webrtc::RtpSourceType::CSRC};
  }
  return static_cast<int32_t>(found.size());
}

wrtc_status RtpTransceiver::ReplaceTrack(int64_t operation, webrtc::scoped_refptr<Track> track) {
  if (is_stopped_.load(std::memory_order_acquire)) return Fail(Stopped());
  webrtc::scoped_refptr<RtpTransceiver> self(this);
  return connection_->Start(operation, [self, operation, track](auto& /*connection*/) {
    const bool is_usable = self->engine_ && !self->engine_->stopping();
    const bool is_set = is_usable && self->engine_->sender()->SetTrack(track ? track->engine() : nullptr);
    self->connection_->Complete(operation, is_set ? webrtc::RTCError::OK() : Stopped());
  });
}

wrtc_status RtpTransceiver::SetParameters(int64_t operation, ParametersChange change) {
  webrtc::scoped_refptr<RtpTransceiver> self(this);
  return connection_->Start(operation, [self, operation, change = std::move(change)](auto& /*connection*/) {
    const auto complete = [self, operation](const webrtc::RTCError& error) { self->connection_->Complete(operation, error); };
    if (!self->engine_ || self->engine_->stopping()) return complete(Stopped());
    auto parameters = std::exchange(self->parameters_, std::nullopt);
    if (!parameters) {
      return complete(
          webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, "The parameters were not got since they were set last."));
    }
    if (auto error = Apply(change, *parameters); !error.ok()) {
      self->parameters_ = std::move(parameters);
      return complete(error);
    }
    parameters->mid.clear();  // the engine takes it for a change
    engine::SetParameters(*self->engine_->sender(), *parameters, complete);
  });
}

wrtc_status RtpTransceiver::GenerateKeyFrame(int64_t operation, std::vector<std::string> rids) {
  webrtc::scoped_refptr<RtpTransceiver> self(this);
  return connection_->Start(operation, [self, operation, rids = std::move(rids)](auto& /*connection*/) {
    if (!self->engine_ || self->engine_->stopping()) return self->connection_->Complete(operation, Stopped());
    self->connection_->Complete(operation, engine::GenerateKeyFrame(*self->engine_->sender(), rids));
  });
}

wrtc_status RtpTransceiver::RequestKeyFrame(int64_t operation) {
  webrtc::scoped_refptr<RtpTransceiver> self(this);
  return connection_->Start(operation, [self, operation](auto& /*connection*/) {
    if (!self->engine_ || self->engine_->stopping()) return self->connection_->Complete(operation, Stopped());
    static_cast<webrtc::VideoTrackInterface&>(*self->track_->engine()).GetSource()->GenerateKeyFrame();
    self->connection_->Complete(operation, webrtc::RTCError::OK());
  });
}

wrtc_status RtpTransceiver::GetStats(int64_t operation, bool of_sender) {
  webrtc::scoped_refptr<RtpTransceiver> self(this);
  return connection_->GetStats(operation, [self, of_sender](auto& connection, auto callback) {
    if (!self->engine_) return false;
    if (of_sender) {
      connection.GetStats(self->engine_->sender(), callback);
    } else {
      connection.GetStats(self->engine_->receiver(), callback);
    }
    return true;
  });
}

}  // namespace wrtc
