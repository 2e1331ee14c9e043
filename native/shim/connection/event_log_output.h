// The RTC event log's bytes on their way to the queue, up to a limit.
#ifndef WRTC_EVENT_LOG_OUTPUT_H_
#define WRTC_EVENT_LOG_OUTPUT_H_

#include <string>
#include <utility>

#include "api/rtc_event_log_output.h"
#include "shim/connection/peer_connection.h"

namespace wrtc {

// Written to on the thread that runs the log's tasks. Never reports that it is full: an engine may write once more after that,
// and one engine aborts when it does. Bytes beyond the limit are dropped, and so are empty writes, which occur.
class EventLogOutput : public webrtc::RtcEventLogOutput {
 public:
  EventLogOutput(webrtc::scoped_refptr<PeerConnection> connection, int64_t limit)
      : connection_(std::move(connection)), left_(limit) {}

  bool IsActive() const override { return true; }

  bool Write(absl::string_view output) override {
    if (left_ <= 0 || output.empty()) return true;
    left_ -= static_cast<int64_t>(output.size());
    connection_->PushEventLog(std::string(output));
    return true;
  }

 private:
  const webrtc::scoped_refptr<PeerConnection> connection_;
  int64_t left_;
};

}  // namespace wrtc

#endif  // WRTC_EVENT_LOG_OUTPUT_H_
