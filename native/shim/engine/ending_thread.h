// A thread of the engine that can delete itself. One of the engine's own waits for its end when it is deleted; on the thread itself that
// fails, and the thread runs on in freed memory. A derived class calls Stop in its destructor.
#ifndef WRTC_ENGINE_ENDING_THREAD_H_
#define WRTC_ENGINE_ENDING_THREAD_H_

#include <memory>

#if !defined(_WIN32)
#include <pthread.h>
#endif

#include "rtc_base/null_socket_server.h"
#include "rtc_base/thread.h"

namespace wrtc::engine {

class EndingThread : public webrtc::Thread {
 public:
  EndingThread() : Thread(std::make_unique<webrtc::NullSocketServer>()) {}

  // On this thread: it runs the tasks that wait, ends, and calls AtEnd.
  void QuitAndDelete() {
    deletes_ = true;
    Quit();
  }

  void Run() final {
    Thread::Run();
    if (!deletes_) return;
    UnwrapCurrent();  // no thread of libwebrtc from here on, so that the destructor does not wait for it
#if !defined(_WIN32)
    pthread_detach(pthread_self());
#endif
    AtEnd();
  }

 protected:
  // The last thing that the thread does.
  virtual void AtEnd() { delete this; }

 private:
  bool deletes_ = false;  // of this thread
};

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_ENDING_THREAD_H_
