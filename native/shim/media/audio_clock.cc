#include "shim/media/audio_clock.h"

#include <algorithm>
#include <utility>

#include "rtc_base/null_socket_server.h"
#include "shim/queue/batch.h"
#include "shim/runtime/counters.h"

namespace wrtc {
namespace {

constexpr std::chrono::milliseconds kStep(10);

// A thread that was stopped for longer does not make up for it: the peers' buffers are empty by then, and would overflow.
constexpr int kMostStepsLate = 10;

}  // namespace

class AudioClock::Thread final : public webrtc::Thread {
 public:
  explicit Thread(AudioClock& clock) : webrtc::Thread(std::make_unique<webrtc::NullSocketServer>()), clock_(clock) {
    SetName("wrtc audio", nullptr);
  }
  ~Thread() override { Stop(); }
  void Run() override { clock_.Run(); }

 private:
  AudioClock& clock_;
};

AudioClock::~AudioClock() { thread_ = nullptr; }

bool AudioClock::Acquire() {
  std::lock_guard lock(mutex_);
  if (!is_running_) {
    thread_ = std::make_unique<Thread>(*this);  // an earlier one has made its last step, or Run would not have returned
    is_running_ = thread_->Start();
    if (!is_running_) {
      thread_ = nullptr;
      return false;
    }
  }
  ++users_;
  return true;
}

void AudioClock::Release() {
  {
    std::lock_guard lock(mutex_);
    if (--users_ > 0) return;
  }
  changed_.notify_one();
}

void AudioClock::Add(std::shared_ptr<Participant> participant) {
  {
    std::lock_guard lock(mutex_);
    participants_.push_back(std::move(participant));
    ++version_;
    if (participants_.size() > 1) return;
  }
  changed_.notify_one();
}

void AudioClock::Remove(const Participant* participant) {
  std::shared_ptr<Participant> removed;  // destroyed after the lock is released
  {
    std::lock_guard lock(mutex_);
    const auto found =
        std::find_if(participants_.begin(), participants_.end(), [=](const auto& each) { return each.get() == participant; });
    if (found == participants_.end()) return;
    removed = std::move(*found);
    participants_.erase(found);
    ++version_;
    if (!MaySleep()) return;
  }
  changed_.notify_one();
}

void AudioClock::SetDrivenByCaller(bool is_driven) {
  {
    std::lock_guard lock(mutex_);
    is_driven_by_caller_ = is_driven;
  }
  changed_.notify_one();
}

bool AudioClock::StepByCaller() {
  {
    std::lock_guard lock(mutex_);
    if (!is_driven_by_caller_) return false;
  }
  Step();
  return true;
}

void AudioClock::Run() {
  auto next = std::chrono::steady_clock::now() + kStep;
  while (WaitUntil(next)) {
    Step();
    next += kStep;
  }
  ForgetStepped();
}

// Sets next anew after a sleep or a long delay. False: the thread is to end.
bool AudioClock::WaitUntil(Time& next) {
  std::unique_lock lock(mutex_);
  while (users_ > 0) {
    if (MaySleep()) {
      const int64_t seen = version_;
      lock.unlock();
      ForgetStepped();
      lock.lock();
      changed_.wait(lock, [=, this] { return users_ == 0 || !MaySleep() || version_ != seen; });
      next = std::chrono::steady_clock::now() + kStep;
    } else if (changed_.wait_until(lock, next) == std::cv_status::timeout) {
      const auto late = (std::chrono::steady_clock::now() - next) / kStep;
      if (late > kMostStepsLate) {
        Count(WRTC_COUNTER_AUDIO_STEPS_MISSED, late);
        steps_missed_.fetch_add(late, std::memory_order_relaxed);
        interruptions_.fetch_add(1, std::memory_order_relaxed);
        next = std::chrono::steady_clock::now();
      }
      return true;
    }
  }
  is_running_ = false;
  return false;
}

// Otherwise participants that were removed would stay until the next step.
void AudioClock::ForgetStepped() {
  const std::lock_guard stepping(stepping_);
  stepped_.clear();
  stepped_version_ = -1;
}

void AudioClock::Step() {
  const std::lock_guard stepping(stepping_);
  std::vector<std::shared_ptr<Participant>> gone;  // of the last step; those that were removed since may be destroyed here
  {
    std::lock_guard lock(mutex_);
    if (stepped_version_ != version_) {
      gone.swap(stepped_);
      stepped_ = participants_;
      stepped_version_ = version_;
    }
  }
  gone.clear();
  Count(WRTC_COUNTER_AUDIO_STEPS);
  const Batch batch;  // the events of a step wake each queue once
  for (const auto& participant : stepped_) participant->Step();
}

}  // namespace wrtc
