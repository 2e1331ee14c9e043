// Debian's archive is compiled for executables (-fPIE). A shared library cannot be linked with it in two cases: code that reads
// data of the C library directly, and thread-local variables in the "local exec" model. The few such places are replaced here:
// by --wrap (EngineSystem.cmake), and by defining the two small classes.
#include "shim/engine/engine.h"

#if defined(WRTC_ENGINE_SYSTEM)

#include <netinet/in.h>
#include <stdio.h>

#include <utility>

#include "api/task_queue/task_queue_base.h"
#include "rtc_base/synchronization/yield_policy.h"

namespace {

thread_local webrtc::TaskQueueBase* task_queue_of_this_thread = nullptr;
thread_local rtc::YieldInterface* yield_policy_of_this_thread = nullptr;

}  // namespace

extern "C" {

extern FILE* __real_stdout;
extern FILE* __real_stderr;
FILE* __wrap_stdout = nullptr;
FILE* __wrap_stderr = nullptr;
extern const in6_addr __wrap_in6addr_any = IN6ADDR_ANY_INIT;
extern const in6_addr __wrap_in6addr_loopback = IN6ADDR_LOOPBACK_INIT;

__attribute__((constructor(101))) static void SetStandardStreams() {
  __wrap_stdout = __real_stdout;
  __wrap_stderr = __real_stderr;
}

}  // extern "C"

namespace webrtc {

TaskQueueBase* TaskQueueBase::Current() { return task_queue_of_this_thread; }

TaskQueueBase::CurrentTaskQueueSetter::CurrentTaskQueueSetter(TaskQueueBase* task_queue)
    : previous_(std::exchange(task_queue_of_this_thread, task_queue)) {}

TaskQueueBase::CurrentTaskQueueSetter::~CurrentTaskQueueSetter() { task_queue_of_this_thread = previous_; }

}  // namespace webrtc

namespace rtc {

ScopedYieldPolicy::ScopedYieldPolicy(YieldInterface* policy) : previous_(std::exchange(yield_policy_of_this_thread, policy)) {}

ScopedYieldPolicy::~ScopedYieldPolicy() { yield_policy_of_this_thread = previous_; }

void ScopedYieldPolicy::YieldExecution() {
  if (yield_policy_of_this_thread != nullptr) yield_policy_of_this_thread->YieldExecution();
}

}  // namespace rtc

#endif
