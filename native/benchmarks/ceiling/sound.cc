#include "sound.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

#include "figures.h"

namespace ceiling {

void ToneSource::Step() {
  const int to_click = steps_to_click_.load(std::memory_order_relaxed);
  const bool clicks = to_click == 0;
  if (to_click >= 0) steps_to_click_.store(to_click - 1, std::memory_order_relaxed);
  const double amplitude = clicks ? 30'000 : to_click > 0 ? 0 : 8'000;
  for (int16_t& sample : block_)
    sample = static_cast<int16_t>(amplitude * std::sin(2 * std::numbers::pi * 440 * static_cast<double>(position_++) / kRate));
  if (clicks) clicked.store(Now(), std::memory_order_release);
  const std::lock_guard lock(mutex_);
  for (auto* const sink : sinks_) sink->OnData(block_.data(), 16, kRate, 1, kStep);
}

void ToneSource::AddSink(webrtc::AudioTrackSinkInterface* sink) {
  const std::lock_guard lock(mutex_);
  sinks_.push_back(sink);
}

void ToneSource::RemoveSink(webrtc::AudioTrackSinkInterface* sink) {
  const std::lock_guard lock(mutex_);
  std::erase(sinks_, sink);
}

int32_t Device::RegisterAudioCallback(webrtc::AudioTransport* transport) {
  const std::lock_guard lock(mutex_);
  transport_ = transport;
  return 0;
}

void Device::Add(webrtc::scoped_refptr<ToneSource> source) {
  const std::lock_guard lock(mutex_);
  sources_.push_back(std::move(source));
}

void Device::Start() {
  thread_ = std::thread([this] { Run(); });
}

void Device::Stop() {
  stops_.store(true);
  if (thread_.joinable()) thread_.join();
}

void Device::Run() {
  using std::chrono::milliseconds;
  using std::chrono::steady_clock;
  std::array<int16_t, kStep> played;
  auto due = steady_clock::now();
  while (!stops_.load()) {
    due += milliseconds(10);
    std::this_thread::sleep_until(due);
    if (steady_clock::now() > due + milliseconds(10)) late_steps_.fetch_add(1, std::memory_order_relaxed);
    const std::lock_guard lock(mutex_);
    for (const auto& source : sources_) source->Step();
    size_t filled = 0;
    int64_t elapsed = 0, ntp = 0;
    if (transport_ != nullptr) transport_->NeedMorePlayData(kStep, 2, 1, kRate, played.data(), filled, &elapsed, &ntp);
  }
}

}  // namespace ceiling
