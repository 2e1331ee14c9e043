// The engine's task queues. It gives each encoder and decoder a thread, and ends the process if that thread cannot be started. Here the
// encoders of sound share a few threads, of which the first is started ahead, and which take over when the system has no more.
#ifndef WRTC_ENGINE_TASK_QUEUES_H_
#define WRTC_ENGINE_TASK_QUEUES_H_

#include <memory>
#include <mutex>
#include <vector>

#include "api/task_queue/task_queue_factory.h"
#include "shim/engine/engine.h"

namespace wrtc::engine {

// Threads that encode, and queues that take turns on them.
class EncoderThreads {
 public:
  // False if the first one cannot be started.
  bool Start();

  // A further one for every few queues, if there are processors and the system has one.
  webrtc::Thread& Next();

 private:
  bool Add();

  std::mutex mutex_;
  std::vector<std::unique_ptr<webrtc::Thread>> threads_;
  size_t queues_ = 0;  // so far
};

// Encoders of sound get queues on these threads, which must outlive them. Other queues have a thread of their own, and share these
// threads if it cannot be started.
std::unique_ptr<webrtc::TaskQueueFactory> CreateTaskQueues(EncoderThreads& threads);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_TASK_QUEUES_H_
