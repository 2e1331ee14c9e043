// What a benchmark program must not do although root may.
#ifndef WRTC_BENCHMARKS_RIGHTS_H_
#define WRTC_BENCHMARKS_RIGHTS_H_

namespace ceiling {

// The engine asks for real-time priority for the threads of its coders, and Linux grants it to root alone. The library never asks. On a busy
// machine the comparison would be one of priorities, so this process gives up the right (CAP_SYS_NICE).
void RenounceRealTime();

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_RIGHTS_H_
