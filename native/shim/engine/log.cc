#include "shim/engine/log.h"

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "shim/engine/engine.h"

namespace wrtc {
namespace {

static_assert(int{webrtc::LS_VERBOSE} == int{WRTC_LOG_SEVERITY_VERBOSE});
static_assert(int{webrtc::LS_INFO} == int{WRTC_LOG_SEVERITY_INFO});
static_assert(int{webrtc::LS_WARNING} == int{WRTC_LOG_SEVERITY_WARNING});
static_assert(int{webrtc::LS_ERROR} == int{WRTC_LOG_SEVERITY_ERROR});
static_assert(int{webrtc::LS_NONE} == int{WRTC_LOG_SEVERITY_NONE});

// libwebrtc writes these lines as errors, but they are part of the life of healthy connections. A server that is told of an error at each
// goodbye learns to ignore errors. The program gets what matters of them as events and states.
struct UsualLine {
  std::string_view file;
  std::string_view text;
};
constexpr UsualLine kUsualLines[] = {
    // The peer has closed its connection, which aborts SCTP. Each channel is reported with that error.
    {"(dcsctp_transport.cc:", "->OnAborted(error=PEER_REPORTED"},
    // The peer has closed its connection, which closes DTLS; later ICE finds or loses the peer, which changes nothing.
    {"(dtls_transport.cc:", "OnWritableState() called in state DtlsTransportState::kClosed"},
    // A packet for a connection that was closed here, or that had other ICE credentials. It arrived late, or the system has given its port
    // to a new connection. Any stranger can send such packets too.
    {"(port.cc:", "Received STUN BINDING request with bad local username"},
    {"(port.cc:", "Received STUN BINDING request without username/M-I"},
    {"(port.cc:", "Received non-STUN packet from unknown address"},
    // The peer's answer to such a packet, and to a check while the peers agree on their ICE roles (RFC 8445, section 7.3.1.1).
    {"(port.cc:", "Received STUN BINDING error response"},
    {"(port.cc:", "Received unexpected STUN message type: 273"},  // the same, from an address without a candidate pair
    // A peer's TCP connection has arrived: the engine looks for data at the listening socket (ENOTCONN) before it accepts.
    {"(physical_socket_server.cc:", "Assuming benign blocking error : [0x0000006B]"},
    // The end of a runtime: the engine stops a recording of sound that was never begun.
    {"(webrtc_voice_engine.cc:", "Attempting to stop aecdump when no audio processing module is present"},
};

bool IsUsual(std::string_view line) {
  for (const UsualLine& usual : kUsualLines) {
    const auto file = line.find(usual.file);
    if (file != line.npos && line.find(usual.text, file) != line.npos) return true;
  }
  return false;
}

// Does not keep the queue alive: a log is no reason for that.
class QueueSink : public webrtc::LogSink {
 public:
  QueueSink(std::weak_ptr<EventQueue> queue, wrtc_log_severity minimum) : queue_(std::move(queue)), minimum_(minimum) {}

  void OnLogMessage(const std::string& message, webrtc::LoggingSeverity severity) override {
    if (severity > webrtc::LS_INFO && IsUsual(message)) severity = webrtc::LS_INFO;
    if (int{severity} < int{minimum_}) return;
    std::string line = message;
    while (!line.empty() && line.back() == '\n') line.pop_back();
    if (const auto queue = queue_.lock()) {
      auto details = std::make_unique<DetailsOf<wrtc_log_line>>();
      details->structure = {
          .severity = static_cast<wrtc_log_severity>(severity), .text = details->Keep(std::move(line)), .dropped = 0};
      queue->Push({.type = WRTC_EVENT_LOG, .about = WRTC_OBJECT_KIND_RUNTIME, .tag = 0, .details = std::move(details)});
    }
  }
  void OnLogMessage(const std::string& message) override { OnLogMessage(message, webrtc::LS_INFO); }
  using webrtc::LogSink::OnLogMessage;

  bool IsFor(const std::shared_ptr<EventQueue>& queue) const {
    return !queue_.owner_before(queue) && !queue.owner_before(queue_);
  }

 private:
  const std::weak_ptr<EventQueue> queue_;
  const wrtc_log_severity minimum_;
};

}  // namespace

void LogToQueue(std::shared_ptr<EventQueue> queue, wrtc_log_severity severity) {
  static std::mutex mutex;
  static QueueSink* current = nullptr;  // until the process ends, since engine threads log until then
  std::lock_guard lock(mutex);
  // Plug-ins in one process may share this library without knowing of each other.
  if (queue && severity == WRTC_LOG_SEVERITY_NONE && current != nullptr && !current->IsFor(queue)) return;
  QueueSink* const previous = std::exchange(current, nullptr);
  if (queue && severity != WRTC_LOG_SEVERITY_NONE) {
    current = new QueueSink(queue, severity);
    webrtc::LogMessage::AddLogToStream(current, static_cast<webrtc::LoggingSeverity>(severity));
  }
  if (previous != nullptr) webrtc::LogMessage::RemoveLogToStream(previous);
  delete previous;
}

}  // namespace wrtc
