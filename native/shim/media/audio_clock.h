// The clock of sound: a step every 10 ms, in which samples leave the sources and come to the readers. One for each runtime. Its
// thread lives while someone needs the clock, and sleeps while there is nothing to do.
#ifndef WRTC_AUDIO_CLOCK_H_
#define WRTC_AUDIO_CLOCK_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "shim/engine/engine.h"

namespace wrtc {

class AudioClock {
 public:
  // Called in each step, never on two threads at a time. It may be called once more after Remove.
  class Participant {
   public:
    virtual ~Participant() = default;
    virtual void Step() = 0;
  };

  // Needs the clock as long as it exists; false if the thread could not be started.
  class User {
   public:
    explicit User(AudioClock& clock) : clock_(clock), is_started_(clock.Acquire()) {}
    ~User() {
      if (is_started_) clock_.Release();
    }
    User(const User&) = delete;
    User& operator=(const User&) = delete;
    explicit operator bool() const { return is_started_; }

   private:
    AudioClock& clock_;
    const bool is_started_;
  };

  AudioClock() = default;
  ~AudioClock();
  AudioClock(const AudioClock&) = delete;
  AudioClock& operator=(const AudioClock&) = delete;

  // From any thread; neither waits for a step. Participants are stepped in the order in which they were added.
  void Add(std::shared_ptr<Participant> participant);
  void Remove(const Participant* participant);

  // true: only StepByCaller makes steps.
  void SetDrivenByCaller(bool is_driven);
  // False if the clock is not driven by the caller.
  bool StepByCaller();

  // Steps that were not made since the thread was stopped for too long, and how many times that was. From any thread.
  int64_t steps_missed() const { return steps_missed_.load(std::memory_order_relaxed); }
  int64_t interruptions() const { return interruptions_.load(std::memory_order_relaxed); }

 private:
  using Time = std::chrono::steady_clock::time_point;
  class Thread;

  bool Acquire();
  void Release();
  bool MaySleep() const { return participants_.empty() || is_driven_by_caller_; }
  void Run();
  bool WaitUntil(Time& next);
  void ForgetStepped();
  void Step();

  std::atomic<int64_t> steps_missed_{0};
  std::atomic<int64_t> interruptions_{0};

  std::mutex mutex_;
  std::condition_variable changed_;
  int users_ = 0;
  bool is_running_ = false;
  bool is_driven_by_caller_ = false;
  std::vector<std::shared_ptr<Participant>> participants_;
  int64_t version_ = 0;  // of participants_
  std::unique_ptr<webrtc::Thread> thread_;

  // A step works on a copy, so that nobody has to wait for its end. The copy is made anew only after a change.
  std::mutex stepping_;
  std::vector<std::shared_ptr<Participant>> stepped_;
  int64_t stepped_version_ = 0;
};

}  // namespace wrtc

#endif  // WRTC_AUDIO_CLOCK_H_
