#include "shim/media/rtp_transceiver.h"

#include <utility>

#include "shim/media/frame_transform.h"
#include "shim/runtime/last_error.h"

namespace wrtc {

RtpTransceiver::RtpTransceiver(webrtc::scoped_refptr<PeerConnection> connection, webrtc::scoped_refptr<Engine> engine,
                               int64_t tag)
    : connection_(std::move(connection)),
      tag_(tag),
      track_(Track::Remote(connection_->shared_runtime(), engine->receiver()->track())),
      engine_(std::move(engine)) {}

RtpTransceiver::~RtpTransceiver() = default;

void RtpTransceiver::Start() { engine_->receiver()->SetObserver(this); }

void RtpTransceiver::Detach() {
  connection_->queue().Silence(detached_);
  connection_->runtime().signaling()->PostTask(
      [self = webrtc::scoped_refptr<RtpTransceiver>(this)] { self->connection_->transceivers().Forget(*self); });
}

void RtpTransceiver::Refresh(bool is_there) {
  if (!engine_) return;
  is_stopped_.store(engine_->stopping() || engine_->stopped() || !is_there, std::memory_order_release);
  const auto current = engine_->current_direction();
  PushChanged({.mid = is_there ? engine_->mid().value_or(std::string()) : std::string(),
               .direction = is_there ? static_cast<int32_t>(engine_->direction()) : int32_t{WRTC_DIRECTION_STOPPED},
               .current_direction = current ? static_cast<int32_t>(*current) : -1,
               .is_removed = !is_there,
               .dtls_transport = connection_->IdOf(engine_->sender()->dtls_transport())});
  if (is_stopped_.load(std::memory_order_relaxed)) End();
}

void RtpTransceiver::PushChanged(Changed changed) {
  if (changed_ == changed) return;
  changed_ = std::move(changed);
  auto details = std::make_unique<DetailsOf<wrtc_transceiver_changed>>();
  details->structure = {.mid = details->Keep(changed_->mid),
                        .direction = changed_->direction,
                        .current_direction = changed_->current_direction,
                        .is_removed = changed_->is_removed,
                        .dtls_transport = changed_->dtls_transport};
  Push(WRTC_EVENT_TRANSCEIVER_CHANGED, 0, std::move(details));
}

void RtpTransceiver::Announce() {
  class Announced final : public DetailsOf<wrtc_track_announced> {
   public:
    std::vector<wrtc_string> ids;
  };
  if (!engine_) return;
  auto details = std::make_unique<Announced>();
  for (auto& id : engine_->receiver()->stream_ids()) details->ids.push_back(details->Keep(std::move(id)));
  details->structure = {.stream_ids = details->ids.data(), .stream_id_count = static_cast<int32_t>(details->ids.size())};
  Push(WRTC_EVENT_TRACK, 0, std::move(details));
  if (has_received_ && !engine::kHearsOfLaterPackets) SetMuted(false);
}

void RtpTransceiver::Mute() { SetMuted(true); }

void RtpTransceiver::OnReceives() {
  has_received_ = true;
  SetMuted(false);
}

void RtpTransceiver::SetMuted(bool is_muted) {
  if (is_ended_ || std::exchange(is_muted_, is_muted) == is_muted) return;
  Push(WRTC_EVENT_TRACK_MUTED_STATE, is_muted ? 1 : 0);
}

void RtpTransceiver::End() {
  if (!std::exchange(is_ended_, true)) Push(WRTC_EVENT_TRACK_ENDED);
  CloseTransforms();
}

// No proxies of the engine may be left when the engine's connection is destroyed.
void RtpTransceiver::Finish() {
  if (!engine_) return;
  Refresh(!is_removed());
  engine_->receiver()->SetObserver(nullptr);
  if (dtmf_) dtmf_->UnregisterObserver();
  dtmf_ = nullptr;
  is_stopped_.store(true, std::memory_order_release);
  End();
  engine_ = nullptr;
}

void RtpTransceiver::OnToneChange(const std::string& tone, const std::string& tone_buffer) {
  auto details = std::make_unique<DetailsOf<wrtc_dtmf_tone>>();
  details->structure = {.tone = details->Keep(tone), .tone_buffer = details->Keep(tone_buffer)};
  Push(WRTC_EVENT_DTMF_TONE, 0, std::move(details));
}

void RtpTransceiver::Push(wrtc_event_type type, int32_t state, std::unique_ptr<EventDetails> details) {
  connection_->queue().Push(
      {.type = type, .about = WRTC_OBJECT_KIND_RTP_TRANSCEIVER, .tag = tag_, .state = state, .details = std::move(details)},
      &detached_);
}

}  // namespace wrtc
