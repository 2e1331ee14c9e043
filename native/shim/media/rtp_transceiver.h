// A transceiver with its sender and receiver behind its handle: passes calls to libwebrtc, and tells of what has changed.
#ifndef WRTC_RTP_TRANSCEIVER_H_
#define WRTC_RTP_TRANSCEIVER_H_

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shim/connection/peer_connection.h"
#include "shim/engine/media_rtp.h"
#include "shim/media/rtp_parameters.h"
#include "shim/media/track.h"
#include "shim/runtime/live_objects.h"

namespace wrtc {

class FrameTransform;
class TransformPlace;

class RtpTransceiver : public engine::ReceiverObserver,
                       public webrtc::DtmfSenderObserverInterface,
                       public webrtc::RefCountInterface {
 public:
  using Engine = webrtc::RtpTransceiverInterface;

  // On the signaling thread; Start after it.
  RtpTransceiver(webrtc::scoped_refptr<PeerConnection> connection, webrtc::scoped_refptr<Engine> engine, int64_t tag);
  ~RtpTransceiver() override;

  PeerConnection& connection() const { return *connection_; }
  int64_t tag() const { return tag_; }
  wrtc_media_kind kind() const { return track_->kind(); }
  const webrtc::scoped_refptr<Track>& track() const { return track_; }  // of the receiver

  // These wait for the signaling thread.
  wrtc_status SetDirection(wrtc_direction direction);
  wrtc_status Stop();
  wrtc_status RemoveTrack();
  wrtc_status SetStreams(const std::vector<std::string>& stream_ids);
  wrtc_status SetCodecPreferences(std::vector<webrtc::RtpCodecCapability> codecs);
  wrtc_status GetHeaderExtensions(bool negotiated, wrtc_rtp_parameters* extensions);
  wrtc_status SetHeaderExtensions(const engine::HeaderExtensions& extensions);
  wrtc_status GetSendParameters(wrtc_rtp_parameters* parameters);
  wrtc_status GetReceiveParameters(wrtc_rtp_parameters* parameters);
  wrtc_status InsertDtmf(const std::string& tones, int32_t duration, int32_t gap);
  wrtc_status SetJitterBufferTarget(int32_t target);
  int32_t GetSources(wrtc_rtp_source* sources, int32_t capacity);
  wrtc_status SetTransform(bool of_sender, std::shared_ptr<FrameTransform> transform);  // null: none

  // These do not; they push the completion of the operation.
  wrtc_status ReplaceTrack(int64_t operation, webrtc::scoped_refptr<Track> track);
  wrtc_status SetParameters(int64_t operation, ParametersChange change);
  wrtc_status GenerateKeyFrame(int64_t operation, std::vector<std::string> rids);
  wrtc_status RequestKeyFrame(int64_t operation);  // of a receiver of pictures
  wrtc_status GetStats(int64_t operation, bool of_sender);

  // The handle is destroyed: no event is pushed after this call.
  void Detach();

  // The rest on the signaling thread only.
  Engine* engine() const { return engine_.get(); }
  bool is_detached() const { return detached_.load(std::memory_order_acquire); }
  bool is_removed() const { return changed_ && changed_->is_removed; }

  void Start();
  // Pushes what has changed. is_there: the engine still counts it among the connection's.
  void Refresh(bool is_there);
  void Announce();  // the track event
  void Mute();
  // The connection is closed, or nobody has a use for this any more.
  void Finish();

 private:
  struct Changed {
    std::string mid;
    int32_t direction;
    int32_t current_direction;
    bool is_removed;
    int64_t dtls_transport;
    bool operator==(const Changed& other) const = default;
  };

  wrtc_status Call(const std::function<webrtc::RTCError(Engine&)>& call);
  void Push(wrtc_event_type type, int32_t state = 0, std::unique_ptr<EventDetails> details = nullptr);
  void PushChanged(Changed changed);
  void SetMuted(bool is_muted);
  void End();
  webrtc::scoped_refptr<TransformPlace> NewPlace(bool of_sender);
  void CloseTransforms();

  void OnReceives() override;
  void OnToneChange(const std::string& tone, const std::string& tone_buffer) override;

  const webrtc::scoped_refptr<PeerConnection> connection_;
  const int64_t tag_;
  const webrtc::scoped_refptr<Track> track_;
  std::atomic<bool> detached_{false};
  std::atomic<bool> is_stopped_{false};

  // A transform of the sender has dropped a frame.
  struct KeyFrameRequest {
    std::atomic<bool> is_pending{false};
    RtpTransceiver* transceiver = nullptr;  // on the signaling thread only; null when it has ended
  };

  // On the signaling thread only.
  webrtc::scoped_refptr<Engine> engine_;
  webrtc::scoped_refptr<TransformPlace> sender_place_;  // once a transform was set
  webrtc::scoped_refptr<TransformPlace> receiver_place_;
  std::shared_ptr<KeyFrameRequest> key_frame_request_ = std::make_shared<KeyFrameRequest>();
  bool is_sender_placed_ = false;
  bool is_receiver_placed_ = false;
  webrtc::scoped_refptr<webrtc::DtmfSenderInterface> dtmf_;  // once tones were sent
  std::optional<Changed> changed_;                           // as last reported
  std::optional<webrtc::RtpParameters> parameters_;          // as the caller got them last
  bool is_muted_ = true;
  bool is_ended_ = false;
  bool has_received_ = false;

  LiveObject<WRTC_OBJECT_KIND_RTP_TRANSCEIVER> live_;
};

}  // namespace wrtc

#endif  // WRTC_RTP_TRANSCEIVER_H_
