// The RTC event logs of connections, without a thread for each. libwebrtc's own log starts a thread with each connection,
// logging or not, and ends the process when it cannot. A log writes in batches, for which the network thread has the time.
#ifndef WRTC_ENGINE_EVENT_LOG_H_
#define WRTC_ENGINE_EVENT_LOG_H_

#include <memory>
#include <utility>

#include "api/environment/environment_factory.h"
#include "api/rtc_event_log/rtc_event_log_factory.h"
#include "api/task_queue/pending_task_safety_flag.h"
#include "api/task_queue/task_queue_factory.h"
#include "rtc_base/thread.h"

namespace wrtc::engine {

// Its tasks run on a shared thread. This must not be the worker thread: the worker stops a log, and waits for this queue.
class SharedThreadQueue final : public webrtc::TaskQueueBase {
 public:
  explicit SharedThreadQueue(webrtc::Thread* thread) : thread_(thread) {}

  // A running task ends first; the others are dropped.
  void Delete() override {
    thread_->BlockingCall([this] { alive_->SetNotAlive(); });
    delete this;
  }

 private:
  void PostTaskImpl(absl::AnyInvocable<void() &&> task, const PostTaskTraits& /*traits*/,
                    const webrtc::Location& location) override {
    thread_->PostTask(AsOwn(std::move(task)), location);
  }

  void PostDelayedTaskImpl(absl::AnyInvocable<void() &&> task, webrtc::TimeDelta delay, const PostDelayedTaskTraits& /*traits*/,
                           const webrtc::Location& location) override {
    thread_->PostDelayedTask(AsOwn(std::move(task)), delay, location);
  }

  absl::AnyInvocable<void() &&> AsOwn(absl::AnyInvocable<void() &&> task) {
    return webrtc::SafeTask(alive_, [this, task = std::move(task)]() mutable {
      const CurrentTaskQueueSetter current(this);
      std::move(task)();
    });
  }

  webrtc::Thread* const thread_;
  const webrtc::scoped_refptr<webrtc::PendingTaskSafetyFlag> alive_ = webrtc::PendingTaskSafetyFlag::CreateDetached();
};

class SharedThreadQueueFactory final : public webrtc::TaskQueueFactory {
 public:
  explicit SharedThreadQueueFactory(webrtc::Thread* thread) : thread_(thread) {}

  std::unique_ptr<webrtc::TaskQueueBase, webrtc::TaskQueueDeleter> CreateTaskQueue(absl::string_view /*name*/,
                                                                                   Priority /*priority*/) const override {
    return std::unique_ptr<webrtc::TaskQueueBase, webrtc::TaskQueueDeleter>(new SharedThreadQueue(thread_));
  }

 private:
  webrtc::Thread* const thread_;
};

class EventLogFactory final : public webrtc::RtcEventLogFactoryInterface {
 public:
  explicit EventLogFactory(webrtc::Thread* thread) : queues_(thread) {}

  std::unique_ptr<webrtc::RtcEventLog> Create(const webrtc::Environment& env) const override {
    webrtc::EnvironmentFactory own(env);
    own.Set(&queues_);
    return logs_.Create(own.Create());
  }

 private:
  mutable SharedThreadQueueFactory queues_;  // a connection's log does not outlive the connection factory, which owns this
  const webrtc::RtcEventLogFactory logs_;
};

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_EVENT_LOG_H_
