#include "calls.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include "figures.h"
#include "pair.h"
#include "sound.h"

namespace ceiling {
namespace {

// What one side hears.
class Ear : public webrtc::AudioTrackSinkInterface {
 public:
  void OnData(const void* samples, int, int rate, size_t channels, size_t frames) override {
    const auto* const first = static_cast<const int16_t*>(samples);
    const auto [low, high] = std::minmax_element(first, first + frames * channels);
    const int loudest = std::max(-*low, int{*high});
    if (loudest > 20'000) heard_click.store(Now(), std::memory_order_release);
    if (loudest > 1'000) loud_steps.fetch_add(1, std::memory_order_relaxed);
    steps.fetch_add(static_cast<int64_t>(frames) * 100 / rate, std::memory_order_relaxed);
  }

  std::atomic<int64_t> steps{0};
  std::atomic<int64_t> loud_steps{0};
  std::atomic<int64_t> heard_click{0};
};

// One side of a call.
struct Caller {
  explicit Caller(const Engine& engine, Device& device) : side(engine) {
    device.Add(mouth);
    side.on_track = [this](const webrtc::scoped_refptr<webrtc::RtpTransceiverInterface>& transceiver) {
      static_cast<webrtc::AudioTrackInterface*>(transceiver->receiver()->track().get())->AddSink(&ear);
    };
  }

  Ear ear;
  Side side;
  webrtc::scoped_refptr<ToneSource> mouth = webrtc::make_ref_counted<ToneSource>();
};

struct Call {
  Call(const Engine& engine, Device& device) : engine(engine), a(engine, device), b(engine, device) {
    engine.signaling()->BlockingCall([&] {
      a.side.Open(&b.side);
      b.side.Open(&a.side);
      a.side.AddTrack(engine.CreateTrack(a.mouth));
      b.side.AddTrack(engine.CreateTrack(b.mouth));
      a.side.Offer();
    });
    const auto hears = [](Caller& caller) { return caller.ear.loud_steps.load(std::memory_order_relaxed) > 0; };
    while (!hears(a) || !hears(b)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  ~Call() {
    engine.signaling()->BlockingCall([this] {
      a.side.Close();
      b.side.Close();
    });
  }

  const Engine& engine;
  Caller a, b;
};

// Nanoseconds from the step of the mouth to that of the ear.
double MouthToEar(Call& call) {
  const int64_t before = call.b.ear.heard_click.load();
  call.a.mouth->Click();
  while (call.b.ear.heard_click.load(std::memory_order_acquire) == before)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return static_cast<double>(call.b.ear.heard_click.load() - call.a.mouth->clicked.load());
}

}  // namespace

void Calls(int count, int seconds) {
  const auto device = webrtc::make_ref_counted<Device>();
  const Engine engine(true, {.device = device, .encoders = nullptr, .decoders = nullptr});
  device->Start();
  std::vector<std::unique_ptr<Call>> calls;
  for (int i = 0; i < count; ++i) calls.push_back(std::make_unique<Call>(engine, *device));
  std::this_thread::sleep_for(std::chrono::seconds(1));

  std::vector<int64_t> before;
  const auto ears = [&] {
    std::vector<int64_t> steps;
    for (const auto& call : calls) {
      steps.push_back(call->a.ear.steps.load());
      steps.push_back(call->b.ear.steps.load());
    }
    return steps;
  };
  const std::vector<int64_t> first = ears();
  const int64_t late = device->late_steps();
  const int64_t begin = Now();
  const Costs costs;
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  const double steps = static_cast<double>(Now() - begin) / 1e7;
  const std::vector<int64_t> last = ears();
  const auto used = costs.Since();
  double least = 1e9;
  for (size_t i = 0; i < first.size(); ++i) least = std::min(least, static_cast<double>(last[i] - first[i]) / steps);

  std::vector<double> delays;
  for (int i = 0; i < 5; ++i) delays.push_back(MouthToEar(*calls[0]) / 1e6);
  std::sort(delays.begin(), delays.end());
  Print("calls", 0,
        {{"calls", count},
         {"cpu_percent", used[0].second / steps * 1e4},
         {"heard_least", least},
         {"late_steps", static_cast<double>(device->late_steps() - late)},
         {"mouth_to_ear_ms", Percentile(delays, 0.5)}},
        costs);
  calls.clear();
  device->Stop();
}

}  // namespace ceiling
