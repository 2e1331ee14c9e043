// The RTC event log's bytes on their way to the queue, up to a limit.
#ifndef WRTC_EVENT_LOG_OUTPUT_H_
#define WRTC_EVENT_LOG_OUTPUT_H_

#include <string>
#include <utility>

#include "api/rtc_event_log_output.h"
#include "shim/connection/peer_connection.h"

namespace wrtc {

// Written to on a thread of the log's own. Never says that it is full: engines may write once more after that, and one of
// them aborts when it does. What comes past the limit is dropped, and so are the writes of nothing that there are.
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
