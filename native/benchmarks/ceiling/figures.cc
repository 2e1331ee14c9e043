#include "figures.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace ceiling {
namespace {

double CpuSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double PeakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

// RcvbufErrors of /proc/net/snmp and snmp6: datagrams dropped at a full receive buffer.
int64_t UdpDrops() {
  int64_t drops = 0;
  std::ifstream file6("/proc/net/snmp6");
  std::string name6;
  for (int64_t value6; file6 >> name6 >> value6;) {
    if (name6 == "Udp6RcvbufErrors") drops += value6;
  }
  std::ifstream file("/proc/net/snmp");
  std::string names, values;
  while (std::getline(file, names) && names.rfind("Udp:", 0) != 0) {
  }
  std::getline(file, values);
  std::istringstream name(names), value(values);
  for (std::string n, v; name >> n && value >> v;) {
    if (n == "RcvbufErrors") drops += std::stoll(v);
  }
  return drops;
}

}  // namespace

int64_t Now() {
  using std::chrono::steady_clock;
  return std::chrono::duration_cast<std::chrono::nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

Costs::Costs() : cpu_seconds_(CpuSeconds()), udp_drops_(UdpDrops()) {}

std::vector<std::pair<std::string, double>> Costs::Since() const {
  return {{"cpu_s", CpuSeconds() - cpu_seconds_},
          {"peak_mb", PeakMegabytes()},
          {"udp_drops", static_cast<double>(UdpDrops() - udp_drops_)}};
}

double SecondsOfThreadsBut(const std::vector<std::string>& names) {
  double seconds = 0;
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
    std::string name;
    std::ifstream(thread.path() / "comm") >> name;
    int64_t nanoseconds = 0;
    std::ifstream(thread.path() / "schedstat") >> nanoseconds;
    const auto begins = [&](const std::string& with) { return name.rfind(with, 0) == 0; };
    if (std::none_of(names.begin(), names.end(), begins)) seconds += static_cast<double>(nanoseconds) / 1e9;
  }
  return seconds;
}

double Percentile(const std::vector<double>& sorted, double part) {
  const auto index = static_cast<size_t>(std::ceil(part * static_cast<double>(sorted.size()))) - 1;
  return sorted[std::min(index, sorted.size() - 1)];
}

void Print(const std::string& command, int bytes, const std::vector<std::pair<std::string, double>>& figures,
           const Costs& costs) {
  std::printf("{\"command\":\"%s\",\"bytes\":%d", command.c_str(), bytes);
  for (const auto& [name, value] : figures) std::printf(",\"%s\":%.6g", name.c_str(), value);
  for (const auto& [name, value] : costs.Since()) std::printf(",\"%s\":%.6g", name.c_str(), value);
  std::printf("}\n");
}

}  // namespace ceiling
