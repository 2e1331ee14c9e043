// The C interface: library, runtime and queue.
#include "shim/runtime/counters.h"
#include "shim/engine/engine.h"
#include "shim/engine/log.h"
#include "shim/queue/event_queue.h"
#include "shim/api/handles.h"
#include "shim/runtime/closings.h"
#include "shim/runtime/last_error.h"
#include "shim/runtime/live_objects.h"

// Sizes that the bindings rely on: enumerations are int32_t in structures and as results.
static_assert(sizeof(wrtc_status) == sizeof(int32_t));
static_assert(sizeof(wrtc_event_type) == sizeof(int32_t));

int32_t wrtc_abi_version(void) { return WRTC_ABI_VERSION; }

void wrtc_engine_version(wrtc_string* version) {
  if (version == nullptr) return;
  *version = {wrtc::engine::kVersion, static_cast<int32_t>(sizeof(wrtc::engine::kVersion) - 1)};
}

int32_t wrtc_max_stream_id(void) { return wrtc::engine::kMaxStreamId; }

void wrtc_last_error(wrtc_error* error) {
  if (error != nullptr) wrtc::GetLastError(error);
}

int32_t wrtc_live_objects(wrtc_object_kind kind) {
  if (kind < WRTC_OBJECT_KIND_RUNTIME || kind > WRTC_OBJECT_KIND_TRANSFORM_FRAME) return -1;
  return wrtc::live_objects[kind].load(std::memory_order_relaxed);
}

int64_t wrtc_counter_value(wrtc_counter counter) {
  if (counter < WRTC_COUNTER_SEND_CALLS || counter > WRTC_COUNTER_ENCODED_FRAMES_OUT) return -1;
  return wrtc::counters[counter].value.load(std::memory_order_relaxed);
}

int32_t wrtc_wait_for_closings(int32_t timeout_ms) {
  if (timeout_ms < 0) return wrtc::Fail(WRTC_INVALID_PARAMETER, "timeout_ms is negative.");
  return wrtc::Closings::OfProcess().Wait(std::chrono::milliseconds(timeout_ms));
}

wrtc_status wrtc_log_to_queue(wrtc_queue* queue, wrtc_log_severity severity) {
  if (severity < WRTC_LOG_SEVERITY_VERBOSE || severity > WRTC_LOG_SEVERITY_NONE) {
    return wrtc::Fail(WRTC_INVALID_PARAMETER, "severity is not one of wrtc_log_severity.");
  }
  wrtc::LogToQueue(queue == nullptr ? nullptr : queue->queue, severity);
  return WRTC_OK;
}

wrtc_status wrtc_runtime_create(wrtc_runtime** runtime) {
  if (runtime == nullptr) return wrtc::FailNull("runtime");
  auto created = wrtc::Runtime::Create();
  if (!created.ok()) return wrtc::Fail(created.error());
  *runtime = new wrtc_runtime{created.MoveValue()};
  return WRTC_OK;
}

void wrtc_runtime_destroy(wrtc_runtime* runtime) { delete runtime; }

wrtc_status wrtc_queue_create(wrtc_queue** queue) {
  if (queue == nullptr) return wrtc::FailNull("queue");
  *queue = new wrtc_queue{std::make_shared<wrtc::EventQueue>()};
  return WRTC_OK;
}

int32_t wrtc_queue_poll(wrtc_queue* queue, wrtc_event* events, int32_t capacity, int32_t timeout_ms) {
  if (queue == nullptr) return wrtc::FailNull("queue");
  if (events == nullptr) return wrtc::FailNull("events");
  if (capacity < 1) return wrtc::Fail(WRTC_INVALID_PARAMETER, "capacity is less than 1.");
  if (timeout_ms < -1) return wrtc::Fail(WRTC_INVALID_PARAMETER, "timeout_ms is less than -1.");
  wrtc::Count(WRTC_COUNTER_POLL_CALLS);
  return queue->queue->Poll(events, capacity, timeout_ms);
}

void wrtc_queue_wake(wrtc_queue* queue) {
  if (queue != nullptr) queue->queue->Wake();
}

void wrtc_queue_destroy(wrtc_queue* queue) {
  if (queue == nullptr) return;
  queue->queue->Close();
  delete queue;
}
