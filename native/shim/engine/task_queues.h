// The engine's task queues. It gives each sender of sound a thread for its encoder, and ends the process if that thread cannot be
// started. Here the encoders share a few threads, of which the first is started ahead.
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

// Encoders of sound get queues on these threads, which must outlive them; all else gets those of the other factory.
std::unique_ptr<webrtc::TaskQueueFactory> ShareEncoderThreads(EncoderThreads& threads,
                                                              std::unique_ptr<webrtc::TaskQueueFactory> other);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_TASK_QUEUES_H_
