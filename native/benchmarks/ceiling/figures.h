// The report of a benchmark program: one line of JSON, with the process's own costs in it.
#ifndef WRTC_BENCHMARKS_FIGURES_H_
#define WRTC_BENCHMARKS_FIGURES_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ceiling {

// Nanoseconds of a clock that only goes forward.
int64_t Now();

// Resources that the process and the system have used since this was constructed.
class Costs {
 public:
  Costs();
  std::vector<std::pair<std::string, double>> Since() const;

 private:
  double cpu_seconds_;
  int64_t udp_drops_;
};

// Processor time of the threads that live now and whose names do not begin with one of these.
double SecondsOfThreadsBut(const std::vector<std::string>& names);

// The value at a part (0..1) of the sorted values.
double Percentile(const std::vector<double>& sorted, double part);

void Print(const std::string& command, int bytes, const std::vector<std::pair<std::string, double>>& figures, const Costs& costs);

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_FIGURES_H_
