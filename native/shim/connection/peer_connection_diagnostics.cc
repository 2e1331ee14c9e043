// Statistics and the RTC event log of a connection.
#include <memory>
#include <utility>

#include "api/stats/rtc_stats_collector_callback.h"
#include "shim/connection/event_log_output.h"
#include "shim/connection/peer_connection.h"
#include "shim/connection/stats_json.h"

namespace wrtc {
namespace {

class StatsCallback : public webrtc::RTCStatsCollectorCallback {
 public:
  StatsCallback(webrtc::scoped_refptr<PeerConnection> connection, int64_t operation)
      : connection_(std::move(connection)), operation_(operation) {}

  void OnStatsDelivered(const webrtc::scoped_refptr<const webrtc::RTCStatsReport>& report) override {
    connection_->CompleteStats(operation_, ToJson(*report));
  }

 private:
  const webrtc::scoped_refptr<PeerConnection> connection_;
  const int64_t operation_;
};

}  // namespace

wrtc_status PeerConnection::GetStats(int64_t operation, SelectStats select) {
  StatsReceiver callback = webrtc::make_ref_counted<StatsCallback>(webrtc::scoped_refptr<PeerConnection>(this), operation);
  return Start(operation, [this, operation, callback, select = std::move(select)](auto& engine) {
    if (!select) return engine.GetStats(callback.get());
    if (!select(engine, callback)) CompleteStats(operation, "[]");
  });
}

wrtc_status PeerConnection::StartEventLog(int64_t operation, int32_t output_period_ms, int64_t limit) {
  webrtc::scoped_refptr<PeerConnection> self(this);
  return Start(operation, [self, operation, output_period_ms, limit](auto& engine) {
    const bool running = std::exchange(self->event_log_running_, true);
    if (!running && engine.StartRtcEventLog(std::make_unique<EventLogOutput>(self, limit), output_period_ms)) {
      return self->Complete(operation, webrtc::RTCError::OK());
    }
    self->event_log_running_ = running;
    self->Complete(operation, running ? webrtc::RTCError(webrtc::RTCErrorType::INVALID_STATE, "An event log is running.")
                                      : webrtc::RTCError(webrtc::RTCErrorType::UNSUPPORTED_OPERATION,
                                                         "This build of libwebrtc has no RTC event log."));
  });
}

wrtc_status PeerConnection::StopEventLog(int64_t operation) {
  webrtc::scoped_refptr<PeerConnection> self(this);
  return Start(operation, [self, operation](auto& engine) {
    if (std::exchange(self->event_log_running_, false)) engine.StopRtcEventLog();
    self->Complete(operation, webrtc::RTCError::OK());
  });
}

void PeerConnection::CompleteStats(int64_t operation, std::string json) {
  CompleteWith(operation, [&](auto& completed) { completed.structure.stats = completed.Keep(std::move(json)); });
}

void PeerConnection::PushEventLog(std::string bytes) {
  auto details = std::make_unique<DetailsOf<wrtc_event_log>>();
  details->structure.bytes = details->KeepBytes(std::move(bytes));
  Push(ConnectionEvent(WRTC_EVENT_EVENT_LOG, tag_, std::move(details)));
}

}  // namespace wrtc
