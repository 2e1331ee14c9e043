#include "shim/engine/task_queues.h"

#include <algorithm>
#include <deque>
#include <string>
#include <thread>
#include <utility>

#include "api/task_queue/task_queue_base.h"
#include "rtc_base/null_socket_server.h"
#include "shim/engine/ending_thread.h"

namespace wrtc::engine {
namespace {

constexpr size_t kQueuesOfThread = 16;
constexpr char kEncoderQueue[] = "AudioEncoder";  // how the names begin that the engine gives

using Task = absl::AnyInvocable<void() &&>;

// A thread of the engine is a queue. Its Start reports a failure, for which the engine's other queues end the process. The engine's
// queue of transformed pictures may be deleted by its own last task.
class OwnThread final : public EndingThread {
 public:
  explicit OwnThread(absl::string_view name) { SetName(std::string(name), nullptr); }
  ~OwnThread() override { Stop(); }

  void Delete() override {
    if (IsCurrent()) return QuitAndDelete();
    Stop();
    delete this;
  }
};

class SharedQueue final : public webrtc::TaskQueueBase {
 public:
  explicit SharedQueue(webrtc::Thread& thread) : thread_(thread), state_(std::make_shared<State>()) { state_->queue = this; }

  // Waits for the task that runs now, as the interface demands, if it is not the caller, and drops the others.
  void Delete() override {
    {
      std::unique_lock running(state_->running, std::defer_lock);
      if (!IsCurrent()) running.lock();
      const CurrentTaskQueueSetter setter(this);
      std::deque<Task> dropped;
      {
        const std::lock_guard lock(state_->mutex);
        state_->queue = nullptr;
        dropped.swap(state_->tasks);
      }
      dropped.clear();
    }
    delete this;
  }

#if defined(WRTC_ENGINE_UPSTREAM)
 protected:
  void PostTaskImpl(Task task, const PostTaskTraits& /*traits*/, const webrtc::Location& /*location*/) override {
    Post(std::move(task));
  }
  void PostDelayedTaskImpl(Task task, webrtc::TimeDelta delay, const PostDelayedTaskTraits& /*traits*/,
                           const webrtc::Location& /*location*/) override {
    PostDelayed(std::move(task), delay);
  }
#else
  void PostTask(Task task) override { Post(std::move(task)); }
  void PostDelayedTask(Task task, webrtc::TimeDelta delay) override { PostDelayed(std::move(task), delay); }
  void PostDelayedHighPrecisionTask(Task task, webrtc::TimeDelta delay) override { PostDelayed(std::move(task), delay); }
#endif

 private:
  // Outlives the queue, for the thread's tasks that come after its end.
  struct State {
    std::mutex running;  // held while a task runs
    std::mutex mutex;
    SharedQueue* queue = nullptr;  // null: deleted
    std::deque<Task> tasks;
  };

  ~SharedQueue() override = default;

  void Post(Task task) {
    {
      const std::lock_guard lock(state_->mutex);
      state_->tasks.push_back(std::move(task));
    }
    thread_.PostTask([state = state_] { RunNext(*state); });
  }

  void PostDelayed(Task task, webrtc::TimeDelta delay) {
    thread_.PostDelayedTask(
        [state = state_, task = std::move(task)]() mutable {
          {
            const std::lock_guard lock(state->mutex);
            if (state->queue == nullptr) return;
            state->tasks.push_back(std::move(task));
          }
          RunNext(*state);
        },
        delay);
  }

  static void RunNext(State& state) {
    const std::lock_guard running(state.running);
    Task task;
    SharedQueue* queue = nullptr;
    {
      const std::lock_guard lock(state.mutex);
      if (state.tasks.empty()) return;
      queue = state.queue;
      task = std::move(state.tasks.front());
      state.tasks.pop_front();
    }
    const CurrentTaskQueueSetter setter(queue);
    std::move(task)();
    task = nullptr;  // destroyed as on its queue
  }

  webrtc::Thread& thread_;
  const std::shared_ptr<State> state_;
};

class TaskQueueFactory final : public webrtc::TaskQueueFactory {
 public:
  explicit TaskQueueFactory(EncoderThreads& threads) : threads_(threads) {}

  std::unique_ptr<webrtc::TaskQueueBase, webrtc::TaskQueueDeleter> CreateTaskQueue(absl::string_view name,
                                                                                   Priority /*priority*/) const override {
    using Queue = std::unique_ptr<webrtc::TaskQueueBase, webrtc::TaskQueueDeleter>;
    if (name.substr(0, sizeof(kEncoderQueue) - 1) != kEncoderQueue) {
      auto own = std::make_unique<OwnThread>(name);
      if (own->Start()) return Queue(own.release());
    }
    return Queue(new SharedQueue(threads_.Next()));
  }

 private:
  EncoderThreads& threads_;
};

}  // namespace

bool EncoderThreads::Start() {
  const std::lock_guard lock(mutex_);
  return !threads_.empty() || Add();
}

webrtc::Thread& EncoderThreads::Next() {
  const std::lock_guard lock(mutex_);
  const size_t most = std::max(std::thread::hardware_concurrency(), 1u);
  if (queues_ / kQueuesOfThread >= threads_.size() && threads_.size() < most) Add();
  return *threads_[queues_++ % threads_.size()];
}

bool EncoderThreads::Add() {
  auto thread = std::make_unique<webrtc::Thread>(std::make_unique<webrtc::NullSocketServer>());
  thread->SetName("wrtc encoder", nullptr);
  if (!thread->Start()) return false;
  threads_.push_back(std::move(thread));
  return true;
}

std::unique_ptr<webrtc::TaskQueueFactory> CreateTaskQueues(EncoderThreads& threads) {
  return std::make_unique<TaskQueueFactory>(threads);
}

}  // namespace wrtc::engine
