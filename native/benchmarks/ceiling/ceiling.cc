// The ceiling of the benchmarks: the engine without the library, tuned from outside. It uses observers on the channel thread,
// SendAsync, large socket buffers, and the library's UDP sockets and SCTP options; "plain" uses the engine's own.
//
//   ceiling [plain] [inside | sleeping] throughput <bytes> <seconds> | latency <bytes> <count> | setup <count>
//   ceiling calls <count> <seconds> | video <seconds> | [at-once] encoded <bytes> <seconds> | forward <viewers> <seconds>
// (see benchmarks/README.md)
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "shim/engine/sctp.h"
#include "calls.h"
#include "figures.h"
#include "pair.h"
#include "video.h"

namespace ceiling {
namespace {

constexpr int64_t kHighWater = 1024 * 1024;
constexpr int64_t kLowWater = 256 * 1024;
constexpr int64_t kMostUnderWay = wrtc::engine::kMostUnderWay;  // 64-byte messages reach it
constexpr int64_t kWarmUp = 500'000'000;

// Sends until the high-water mark is buffered, then sleeps until the low one is reached.
class Sender {
 public:
  Sender(Side& side, size_t bytes) : side_(side), message_(bytes) {
    side.on_sent = [this](int64_t sent) {
      const int64_t left = buffered_.fetch_sub(sent, std::memory_order_seq_cst) - sent;
      if (left <= kLowWater && left + sent > kLowWater) Resume();
    };
  }

  // The remote side has received one more message.
  void Arrived() {
    const int64_t arrived = arrived_.fetch_add(1, std::memory_order_seq_cst) + 1;
    if (arrived % (kMostUnderWay / 4) == 0) Resume();
  }

  void SendUntil(int64_t end) {
    while (Now() < end) {
      const int resumes = resumes_.load(std::memory_order_seq_cst);
      for (int i = 0; i < 16 && MaySend(); ++i) {
        buffered_.fetch_add(static_cast<int64_t>(message_.size()), std::memory_order_relaxed);
        ++sent_;
        side_.Send(message_.data(), message_.size());
      }
      if (!MaySend()) resumes_.wait(resumes, std::memory_order_seq_cst);
    }
  }

  bool HasArrived() const { return arrived_.load(std::memory_order_acquire) == sent_; }

 private:
  bool MaySend() const {
    return buffered_.load(std::memory_order_seq_cst) < kHighWater &&
           sent_ - arrived_.load(std::memory_order_seq_cst) < kMostUnderWay;
  }

  void Resume() {
    resumes_.fetch_add(1, std::memory_order_seq_cst);
    resumes_.notify_one();
  }

  Side& side_;
  std::vector<uint8_t> message_;
  std::atomic<int64_t> buffered_{0};
  std::atomic<int64_t> arrived_{0};
  std::atomic<int> resumes_{0};
  int64_t sent_ = 0;
};

void Throughput(const Engine& engine, int bytes, int seconds) {
  Pair pair(engine);
  const int64_t begin = Now() + kWarmUp;
  Sender sender(pair.a(), static_cast<size_t>(bytes));
  int64_t counted = 0, first = 0, last = 0;  // on the channel thread
  pair.b().on_message = [&](const webrtc::DataBuffer&) {
    const int64_t now = Now();
    if (now >= begin) {
      if (first == 0) first = now;
      last = now;
      ++counted;
    }
    sender.Arrived();
  };
  sender.SendUntil(begin);
  const Costs costs;
  sender.SendUntil(begin + seconds * int64_t{1'000'000'000});
  while (!sender.HasArrived()) std::this_thread::yield();
  const double elapsed = static_cast<double>(last - first) / 1e9;
  const double messages = static_cast<double>(counted - 1);
  Print("throughput", bytes,
        {{"mb_per_s", messages * bytes / elapsed / 1e6}, {"messages_per_s", messages / elapsed}, {"messages", messages}}, costs);
}

// inside: the answer and the next question leave from the observer, so that no thread of the application is involved.
// sleeping: the application's thread sleeps until a message wakes it.
void Latency(const Engine& engine, int bytes, int count, bool inside, bool sleeping) {
  Pair pair(engine);
  const std::vector<uint8_t> message(static_cast<size_t>(bytes));
  const int total = count + count / 10;
  std::atomic<int> questions{0}, answers{0};
  std::vector<double> times;
  times.reserve(static_cast<size_t>(total));
  int64_t asked = 0;
  std::mutex mutex;
  std::condition_variable arrived;
  const auto add = [&](std::atomic<int>& messages) {
    if (!sleeping) {
      messages.fetch_add(1, std::memory_order_release);
      return;
    }
    {
      const std::lock_guard lock(mutex);
      messages.fetch_add(1, std::memory_order_release);
    }
    arrived.notify_one();
  };
  const auto await = [&](const std::atomic<int>& messages, int after) {
    const auto is_there = [&] { return messages.load(std::memory_order_acquire) > after; };
    if (sleeping) {
      std::unique_lock lock(mutex);
      arrived.wait(lock, is_there);
    }
    while (!is_there()) {
    }
  };
  const auto ask = [&] {
    asked = Now();
    pair.a().Send(message.data(), message.size());
  };
  pair.b().on_message = [&](const webrtc::DataBuffer&) {
    if (inside) pair.b().Send(message.data(), message.size());
    add(questions);
  };
  pair.a().on_message = [&](const webrtc::DataBuffer&) {
    if (inside) {
      times.push_back(static_cast<double>(Now() - asked) / 1e3);
      if (static_cast<int>(times.size()) < total) ask();
    }
    add(answers);
  };
  const Costs costs;
  // One thread of the application receives the messages of both sides; it polls without a pause, as a game does, or sleeps.
  for (int i = 0; i < total && !inside; ++i) {
    ask();
    await(questions, i);
    pair.b().Send(message.data(), message.size());
    await(answers, i);
    times.push_back(static_cast<double>(Now() - asked) / 1e3);
  }
  if (inside) ask();
  while (answers.load(std::memory_order_acquire) < total) std::this_thread::yield();
  times.erase(times.begin(), times.begin() + count / 10);
  std::sort(times.begin(), times.end());
  Print("latency", bytes,
        {{"p50_us", Percentile(times, 0.5)}, {"p99_us", Percentile(times, 0.99)}, {"p999_us", Percentile(times, 0.999)}}, costs);
}

void Setup(const Engine& engine, int count, bool sleeping) {
  for (int i = 0; i < count / 10; ++i) const Pair warm_up(engine, sleeping);
  const Costs costs;
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const int64_t begin = Now();
    const Pair pair(engine, sleeping);
    times.push_back(static_cast<double>(Now() - begin) / 1e6);
  }
  std::sort(times.begin(), times.end());
  Print("setup", 0, {{"setup_ms", Percentile(times, 0.5)}, {"setup_p99_ms", Percentile(times, 0.99)}}, costs);
}

}  // namespace
}  // namespace ceiling

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool plain = std::erase(arguments, "plain") > 0;
  const bool inside = std::erase(arguments, "inside") > 0;
  const bool at_once = std::erase(arguments, "at-once") > 0;
  const bool sleeping = std::erase(arguments, "sleeping") > 0;
  if (arguments.size() == 3 && arguments[0] == "calls") {
    ceiling::Calls(std::stoi(arguments[1]), std::stoi(arguments[2]));
    return 0;
  }
  if (arguments.size() == 2 && arguments[0] == "video") {
    ceiling::Video(std::stoi(arguments[1]));
    return 0;
  }
  if (arguments.size() == 3 && arguments[0] == "encoded") {
    ceiling::Encoded(std::stoi(arguments[1]), std::stoi(arguments[2]), at_once);
    return 0;
  }
  if (arguments.size() == 3 && arguments[0] == "forward") {
    ceiling::Forward(std::stoi(arguments[1]), std::stoi(arguments[2]));
    return 0;
  }
  const ceiling::Engine engine(!plain);
  if (arguments.size() == 3 && arguments[0] == "throughput") {
    ceiling::Throughput(engine, std::stoi(arguments[1]), std::stoi(arguments[2]));
  } else if (arguments.size() == 3 && arguments[0] == "latency") {
    ceiling::Latency(engine, std::stoi(arguments[1]), std::stoi(arguments[2]), inside, sleeping);
  } else if (arguments.size() == 2 && arguments[0] == "setup") {
    ceiling::Setup(engine, std::stoi(arguments[1]), sleeping);
  } else {
    std::fprintf(
        stderr,
        "ceiling [plain] [inside | sleeping] throughput <bytes> <seconds> | latency <bytes> <count> | setup <count>\n"
        "ceiling calls <count> <seconds> | video <seconds> | [at-once] encoded <bytes> <seconds> | forward <viewers> <seconds>\n");
    return 2;
  }
  return 0;
}
