// A track of sound or pictures behind its handle: from a local source, or of a receiver.
#ifndef WRTC_TRACK_H_
#define WRTC_TRACK_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "api/media_stream_interface.h"
#include "shim/engine/engine.h"
#include "shim/media/decode_gate.h"
#include "shim/runtime/live_objects.h"
#include "shim/runtime/runtime.h"

namespace wrtc {

class Track : public webrtc::RefCountInterface {
 public:
  using Engine = webrtc::scoped_refptr<webrtc::MediaStreamTrackInterface>;
  // Called on the signaling thread, which has no other use of the track before.
  using Make = std::function<Engine(webrtc::PeerConnectionFactoryInterface& factory, const std::string& id)>;

  // Neither waits. An empty id stands for a random one. encoded: of a track whose pictures are encoded already.
  static webrtc::scoped_refptr<Track> Local(std::shared_ptr<Runtime> runtime, wrtc_media_kind kind, std::string id, Make make,
                                            std::optional<wrtc_video_codec> encoded = std::nullopt);
  static webrtc::scoped_refptr<Track> Remote(std::shared_ptr<Runtime> runtime, Engine engine);

  Runtime& runtime() const { return *runtime_; }
  const std::shared_ptr<Runtime>& shared_runtime() const { return runtime_; }
  wrtc_media_kind kind() const { return kind_; }
  const std::string& id() const { return id_; }
  bool is_remote() const { return is_remote_; }
  std::optional<wrtc_video_codec> encoded() const { return encoded_; }
  const std::shared_ptr<DecodeGate>& gate() const { return gate_; }

  // On the signaling thread only.
  webrtc::MediaStreamTrackInterface* engine() const { return engine_.get(); }

  void SetEnabled(bool enabled);
  void SetContentHint(wrtc_content_hint hint);  // of a video track

 protected:
  Track(std::shared_ptr<Runtime> runtime, wrtc_media_kind kind, std::string id, bool is_remote, Engine engine,
        std::optional<wrtc_video_codec> encoded);
  ~Track() override;

 private:
  const std::shared_ptr<Runtime> runtime_;
  const wrtc_media_kind kind_;
  const std::string id_;
  const bool is_remote_;
  const std::optional<wrtc_video_codec> encoded_;
  const std::shared_ptr<DecodeGate> gate_ = std::make_shared<DecodeGate>();
  Engine engine_;
  LiveObject<WRTC_OBJECT_KIND_TRACK> live_;
};

}  // namespace wrtc

#endif  // WRTC_TRACK_H_
