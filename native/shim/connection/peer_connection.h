// A peer connection behind its handle: posts calls to libwebrtc's signaling thread and turns libwebrtc's callbacks into events.
#ifndef WRTC_PEER_CONNECTION_H_
#define WRTC_PEER_CONNECTION_H_

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "shim/channel/data_channel.h"
#include "shim/connection/connect_limit.h"
#include "shim/connection/descriptions.h"
#include "shim/connection/dtls_observer.h"
#include "shim/engine/engine.h"
#include "shim/queue/event_queue.h"
#include "shim/connection/ice_patience.h"
#include "shim/media/transceivers.h"
#include "shim/runtime/live_objects.h"
#include "shim/connection/own_fingerprint.h"
#include "shim/runtime/runtime.h"
#include "shim/connection/sctp_observer.h"

namespace wrtc {

// The options that the connection itself needs; the engine has the rest.
struct PeerConnectionSettings {
  webrtc::PeerConnectionInterface::RTCConfiguration configuration;
  bool media = false;
  bool exclude_loopback = false;
  int64_t receive_limit = 0;
  int32_t connect_timeout = 0;  // milliseconds; 0: no limit
  bool close_channels_when_failed = false;
};

class PeerConnection : public engine::ConnectionObserver, public webrtc::RefCountInterface {
 public:
  using Description = std::unique_ptr<webrtc::SessionDescriptionInterface>;

  PeerConnection(std::shared_ptr<Runtime> runtime, std::shared_ptr<EventQueue> queue, int64_t tag,
                 const PeerConnectionSettings& settings);

  Runtime& runtime() const { return *runtime_; }
  const std::shared_ptr<Runtime>& shared_runtime() const { return runtime_; }
  int64_t tag() const { return tag_; }
  EventQueue& queue() const { return *queue_; }
  bool has_media() const { return has_media_; }
  int64_t receive_limit() const { return receive_limit_; }

  // These five wait for the signaling thread; the other calls below do not.
  webrtc::RTCError Open(const PeerConnectionSettings& settings);
  wrtc_status SetConfiguration(const PeerConnectionSettings& settings);
  wrtc_status CreateDataChannel(int64_t tag, const std::string& label, const webrtc::DataChannelInit& init,
                                wrtc_data_channel** handle);
  wrtc_status AddTransceiver(int64_t tag, wrtc_media_kind kind, Track* track, const webrtc::RtpTransceiverInit& init,
                             wrtc_rtp_transceiver** handle);
  wrtc_status AddTrack(int64_t tag, Track& track, const std::vector<std::string>& stream_ids, wrtc_rtp_transceiver** handle,
                       int64_t* used_tag);

  wrtc_status CreateOffer(int64_t operation, bool ice_restart);
  wrtc_status CreateAnswer(int64_t operation);
  wrtc_status SetLocalDescription(int64_t operation);
  wrtc_status SetLocalDescription(int64_t operation, Description description);
  wrtc_status SetRemoteDescription(int64_t operation, Description description);
  wrtc_status AddIceCandidate(int64_t operation, std::unique_ptr<webrtc::IceCandidate> candidate);
  wrtc_status RemoveIceCandidate(int64_t operation, std::unique_ptr<webrtc::IceCandidate> candidate);
  wrtc_status RestartIce();
  wrtc_status CheckNegotiationNeeded(int64_t operation);
  // Of the connection, or what select asks the engine for; select says whether it has asked.
  using StatsReceiver = webrtc::scoped_refptr<webrtc::RTCStatsCollectorCallback>;
  using SelectStats = std::function<bool(webrtc::PeerConnectionInterface&, StatsReceiver)>;
  wrtc_status GetStats(int64_t operation, SelectStats select = nullptr);
  wrtc_status StartEventLog(int64_t operation, int32_t output_period_ms, int64_t limit);
  wrtc_status StopEventLog(int64_t operation);
  void Close();
  wrtc_status TellClosed(int64_t operation);

  // Closes the connection. It pushes no events after this call.
  void Detach();

  // The engine could not set this remote description. It may still be compared with those of the engine, and no more.
  void TakeBack(const webrtc::SessionDescriptionInterface* failed);

  // These four push the completion of the operation, unless it was pushed before.
  void Complete(int64_t operation, const webrtc::RTCError& error);
  void CompleteSet(int64_t operation, const webrtc::RTCError& error);
  void CompleteStats(int64_t operation, std::string json);
  void CompleteCreate(int64_t operation, const webrtc::SessionDescriptionInterface& description);

  // On the event log's thread.
  void PushEventLog(std::string bytes);

  void Push(Event event);

  // Runs call on the signaling thread, which completes the operation, unless the connection is closed.
  using Call = std::function<void(webrtc::PeerConnectionInterface&)>;
  wrtc_status Start(int64_t operation, Call call);

  // For transceivers, on the signaling thread.
  Transceivers& transceivers() { return transceivers_; }
  void RefreshTransceivers();

  // On the signaling thread: before the first transceiver. Repeated calls do nothing.
  webrtc::RTCError StartMedia();
  webrtc::RTCError RemoveTrack(const webrtc::scoped_refptr<webrtc::RtpSenderInterface>& sender);
  int64_t IdOf(const DtlsTransportPtr& dtls) const { return dtls && dtls_observers_ ? dtls_observers_->IdOf(dtls.get()) : 0; }

  // For channels, on the channel thread. SctpTransport is null on any other thread than the signaling one.
  void ChannelClosed(DataChannel* channel);
  webrtc::scoped_refptr<webrtc::SctpTransportInterface> SctpTransport();
  webrtc::scoped_refptr<SctpObserver> Sctp();
  int MaxMessageSize();

 private:
  using OperationCompleted = DetailsOf<wrtc_operation_completed>;
  using Fill = std::function<void(OperationCompleted&)>;

  webrtc::RTCErrorOr<webrtc::scoped_refptr<webrtc::PeerConnectionInterface>> Create(
      webrtc::PeerConnectionFactoryInterface& factory, const PeerConnectionSettings& settings,
      webrtc::PeerConnectionObserver& observer);
  void RefreshDescriptions();
  void WatchTransports();
  void ReplaceSctp(webrtc::scoped_refptr<SctpObserver> sctp);
  void StopWatching();
  void RefreshSeveralTransports();
  void CompleteWith(int64_t operation, const Fill& fill);
  void PushCompleted(int64_t operation, const Fill& fill);
  void CloseOnSignaling();
  void PushState(wrtc_event_type type, int32_t state);
  void PushConnectionState(webrtc::PeerConnectionInterface::PeerConnectionState state);
  void LimitConnecting();
  void BeginRegathering();
  void EndRegathering();

  void OnSignalingChange(webrtc::PeerConnectionInterface::SignalingState state) override;
  void OnDataChannel(webrtc::scoped_refptr<webrtc::DataChannelInterface> channel) override;
  void OnTrack(webrtc::scoped_refptr<webrtc::RtpTransceiverInterface> transceiver) override;
  void OnRemoveTrack(webrtc::scoped_refptr<webrtc::RtpReceiverInterface> receiver) override;
  void OnNegotiationNeededEvent(uint32_t event_id) override;
  void OnStandardizedIceConnectionChange(webrtc::PeerConnectionInterface::IceConnectionState state) override;
  void OnConnectionChange(webrtc::PeerConnectionInterface::PeerConnectionState state) override;
  void OnIceGatheringChange(webrtc::PeerConnectionInterface::IceGatheringState state) override;
  void OnIceCandidate(const webrtc::IceCandidate* candidate) override;
  void OnCandidateRemoved(const std::string& mid, int index, const webrtc::Candidate& candidate) override;
  void OnIceCandidateError(const std::string& address, int port, const std::string& url, int error_code,
                           const std::string& error_text) override;
  void OnIceSelectedCandidatePairChanged(const webrtc::CandidatePairChangeEvent& event) override;

  const std::shared_ptr<Runtime> runtime_;
  const std::shared_ptr<EventQueue> queue_;
  const int64_t tag_;
  const bool has_media_;
  std::optional<AudioClock::User> audio_clock_;  // since StartMedia; on the signaling thread only
  const int64_t receive_limit_;
  const bool close_channels_when_failed_;
  std::atomic<bool> detached_{false};

  std::mutex mutex_;
  bool closed_ = false;
  std::unordered_set<int64_t> operations_;    // not completed yet
  webrtc::scoped_refptr<SctpObserver> sctp_;  // changed on the signaling thread only

  // On the signaling thread only.
  webrtc::scoped_refptr<webrtc::PeerConnectionInterface> engine_;
  std::vector<webrtc::scoped_refptr<DataChannel>> channels_;
  const std::shared_ptr<std::atomic<int>> untold_ = std::make_shared<std::atomic<int>>(0);  // remote channels not yet announced
  webrtc::scoped_refptr<DtlsObservers> dtls_observers_;  // once there is a transport, until closed
  Transceivers transceivers_{*this};
  Descriptions descriptions_;
  uint32_t negotiation_needed_id_ = 0;  // of the engine's last event
  OwnFingerprint own_fingerprint_;
  const webrtc::SessionDescriptionInterface* last_current_ = nullptr;  // to be compared only
  bool gathered_ = false;                                              // the caller has got the event that gathering is complete
  bool regathers_ = false;
  IcePatience ice_patience_;
  ConnectLimit connect_limit_;
  std::shared_ptr<void> open_ = std::make_shared<int>();  // until closed; for tasks that must not keep the connection
  bool event_log_running_ = false;

  LiveObject<WRTC_OBJECT_KIND_PEER_CONNECTION> live_;
};

}  // namespace wrtc

#endif  // WRTC_PEER_CONNECTION_H_
