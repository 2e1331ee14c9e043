// libwebrtc's log on its way to a queue.
#ifndef WRTC_ENGINE_LOG_H_
#define WRTC_ENGINE_LOG_H_

#include <memory>

#include "shim/queue/event_queue.h"

namespace wrtc {

// As wrtc_log_to_queue.
void LogToQueue(std::shared_ptr<EventQueue> queue, wrtc_log_severity severity);

}  // namespace wrtc

#endif  // WRTC_ENGINE_LOG_H_
