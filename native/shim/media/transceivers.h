// The transceivers of a connection with media, as last reported to the caller.
#ifndef WRTC_TRANSCEIVERS_H_
#define WRTC_TRANSCEIVERS_H_

#include <string>
#include <vector>

#include "api/rtp_transceiver_interface.h"
#include "shim/engine/engine.h"
#include "webrtcnative.h"

namespace wrtc {

class PeerConnection;
class RtpTransceiver;
class Track;

// On the signaling thread only.
class Transceivers {
 public:
  using Engine = webrtc::PeerConnectionInterface;
  using Handle = webrtc::scoped_refptr<RtpTransceiver>;
  using EngineTransceiver = webrtc::scoped_refptr<webrtc::RtpTransceiverInterface>;

  explicit Transceivers(PeerConnection& connection);
  ~Transceivers();

  // track may be null.
  webrtc::RTCErrorOr<Handle> Add(Engine& engine, wrtc_media_kind kind, Track* track, const webrtc::RtpTransceiverInit& init,
                                 int64_t tag);

  struct Added {
    Handle transceiver;  // null: one that exists is used again
    int64_t tag;
  };
  webrtc::RTCErrorOr<Added> AddTrack(Engine& engine, Track& track, const std::vector<std::string>& stream_ids, int64_t tag);
  webrtc::RTCError RemoveTrack(const webrtc::scoped_refptr<webrtc::RtpSenderInterface>& sender);

  // Pushes the events of transceivers that are new, have changed, or are gone.
  void Refresh(Engine& engine);

  void OnTrack(Engine& engine, const EngineTransceiver& transceiver);
  void OnRemoveTrack(const webrtc::scoped_refptr<webrtc::RtpReceiverInterface>& receiver);

  // Its handle is destroyed. The connection has no use for it once it is removed.
  void Forget(RtpTransceiver& transceiver);

  // The engine is closed, and not yet destroyed.
  void Close();

 private:
  RtpTransceiver* Find(const webrtc::RtpTransceiverInterface* engine) const;
  void Prefer(const EngineTransceiver& engine, const Track* track) const;
  Handle Keep(const EngineTransceiver& engine, int64_t tag, const Track* track);

  PeerConnection& connection_;
  std::vector<Handle> all_;  // and those that are removed, as long as their handles
};

}  // namespace wrtc

#endif  // WRTC_TRANSCEIVERS_H_
