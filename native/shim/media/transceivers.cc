#include "shim/media/transceivers.h"

#include <algorithm>
#include <utility>

#include "shim/api/media_handles.h"
#include "shim/connection/remote_tags.h"
#include "shim/media/codec_preferences.h"
#include "shim/media/rtp_transceiver.h"

namespace wrtc {
namespace {

// The handle is the caller's once the event is taken; before that it dies with the event.
class TransceiverAnnounced final : public DetailsOf<wrtc_transceiver_announced> {
 public:
  explicit TransceiverAnnounced(Transceivers::Handle transceiver) {
    const int64_t tag = transceiver->tag();
    const wrtc_media_kind kind = transceiver->kind();
    structure = {.transceiver = new wrtc_rtp_transceiver{std::move(transceiver)}, .tag = tag, .kind = kind};
  }
  ~TransceiverAnnounced() override {
    if (!is_taken_) wrtc_rtp_transceiver_destroy(structure.transceiver);
  }

  void OnTaken() final { is_taken_ = true; }

 private:
  bool is_taken_ = false;
};

}  // namespace

Transceivers::Transceivers(PeerConnection& connection) : connection_(connection) {}
Transceivers::~Transceivers() = default;

webrtc::RTCErrorOr<Transceivers::Handle> Transceivers::Add(Engine& engine, wrtc_media_kind kind, Track* track,
                                                           const webrtc::RtpTransceiverInit& init, int64_t tag) {
  auto added = track == nullptr
                   ? engine.AddTransceiver(ToEngine(kind), init)
                   : engine.AddTransceiver(webrtc::scoped_refptr<webrtc::MediaStreamTrackInterface>(track->engine()), init);
  if (!added.ok()) return added.MoveError();
  Handle kept = Keep(added.value(), tag, track);
  Refresh(engine);
  return kept;
}

webrtc::RTCErrorOr<Transceivers::Added> Transceivers::AddTrack(Engine& engine, Track& track,
                                                               const std::vector<std::string>& stream_ids, int64_t tag) {
  auto added = engine.AddTrack(webrtc::scoped_refptr<webrtc::MediaStreamTrackInterface>(track.engine()), stream_ids);
  if (!added.ok()) return added.MoveError();
  const auto all = engine.GetTransceivers();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one->sender() == added.value(); });
  if (found == all.end()) return webrtc::RTCError(webrtc::RTCErrorType::INTERNAL_ERROR, "The sender has no transceiver.");
  Added result{.transceiver = nullptr, .tag = tag};
  if (const RtpTransceiver* const known = Find(found->get())) {
    result.tag = known->tag();
    if (track.encoded()) Prefer(*found, &track);
  } else {
    result.transceiver = Keep(*found, tag, &track);
  }
  Refresh(engine);
  return result;
}

webrtc::RTCError Transceivers::RemoveTrack(const webrtc::scoped_refptr<webrtc::RtpSenderInterface>& sender) {
  return connection_.RemoveTrack(sender);
}

void Transceivers::Refresh(Engine& engine) {
  const auto there = engine.GetTransceivers();
  for (const auto& one : there) {
    if (Find(one.get()) != nullptr) continue;
    const Handle kept = Keep(one, NextRemoteTag(), nullptr);
    connection_.Push(ConnectionEvent(WRTC_EVENT_TRANSCEIVER, connection_.tag(), std::make_unique<TransceiverAnnounced>(kept)));
  }
  const auto is_there = [&](const RtpTransceiver& transceiver) {
    return std::any_of(there.begin(), there.end(), [&](const auto& one) { return one.get() == transceiver.engine(); });
  };
  for (const auto& transceiver : std::vector<Handle>(all_)) {
    transceiver->Refresh(is_there(*transceiver));
    if (transceiver->is_detached()) Forget(*transceiver);
  }
}

void Transceivers::OnTrack(Engine& engine, const EngineTransceiver& transceiver) {
  Refresh(engine);
  if (RtpTransceiver* const known = Find(transceiver.get())) known->Announce();
}

void Transceivers::OnRemoveTrack(const webrtc::scoped_refptr<webrtc::RtpReceiverInterface>& receiver) {
  for (const auto& transceiver : all_) {
    if (transceiver->engine() != nullptr && transceiver->engine()->receiver() == receiver) transceiver->Mute();
  }
}

void Transceivers::Forget(RtpTransceiver& transceiver) {
  if (!transceiver.is_removed()) return;
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one.get() == &transceiver; });
  if (found == all_.end()) return;
  const Handle kept = *found;
  all_.erase(found);
  kept->Finish();
}

void Transceivers::Close() {
  for (const auto& transceiver : std::exchange(all_, {})) transceiver->Finish();
}

RtpTransceiver* Transceivers::Find(const webrtc::RtpTransceiverInterface* engine) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& one) { return one->engine() == engine; });
  return found == all_.end() ? nullptr : found->get();
}

void Transceivers::Prefer(const EngineTransceiver& engine, const Track* track) const {
  auto factory = connection_.runtime().MediaFactory();
  if (factory.ok()) PreferDefaultCodecs(*engine, *factory.value(), track);
}

Transceivers::Handle Transceivers::Keep(const EngineTransceiver& engine, int64_t tag, const Track* track) {
  Prefer(engine, track);
  Handle kept = webrtc::make_ref_counted<RtpTransceiver>(webrtc::scoped_refptr<PeerConnection>(&connection_), engine, tag);
  all_.push_back(kept);
  kept->Start();
  return kept;
}

}  // namespace wrtc
