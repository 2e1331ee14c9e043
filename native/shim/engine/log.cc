#include "shim/engine/log.h"

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "shim/engine/engine.h"

namespace wrtc {
namespace {

static_assert(int{webrtc::LS_VERBOSE} == int{WRTC_LOG_SEVERITY_VERBOSE});
static_assert(int{webrtc::LS_INFO} == int{WRTC_LOG_SEVERITY_INFO});
static_assert(int{webrtc::LS_WARNING} == int{WRTC_LOG_SEVERITY_WARNING});
static_assert(int{webrtc::LS_ERROR} == int{WRTC_LOG_SEVERITY_ERROR});
static_assert(int{webrtc::LS_NONE} == int{WRTC_LOG_SEVERITY_NONE});

// Does not keep the queue alive: a log is no reason for that.
class QueueSink : public webrtc::LogSink {
 public:
  explicit QueueSink(std::weak_ptr<EventQueue> queue) : queue_(std::move(queue)) {}

  void OnLogMessage(const std::string& message, webrtc::LoggingSeverity severity) override {
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
    current = new QueueSink(queue);
    webrtc::LogMessage::AddLogToStream(current, static_cast<webrtc::LoggingSeverity>(severity));
  }
  if (previous != nullptr) webrtc::LogMessage::RemoveLogToStream(previous);
  delete previous;
}

}  // namespace wrtc
