// Two-way calls of sound, as many as asked for, in one process.
#ifndef WRTC_BENCHMARKS_CALLS_H_
#define WRTC_BENCHMARKS_CALLS_H_

namespace ceiling {

// Prints processor time, the received part of the sound, and the time from mouth to ear.
void Calls(int count, int seconds);

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_CALLS_H_
