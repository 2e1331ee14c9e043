// 16-bit samples in the order in which they were written, up to a limit. Not for several threads at a time.
#ifndef WRTC_SAMPLE_RING_H_
#define WRTC_SAMPLE_RING_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wrtc {

class SampleRing {
 public:
  // Takes memory for no more than first samples; grows when more are written.
  SampleRing(size_t limit, size_t first);

  size_t size() const { return size_; }
  size_t room() const { return limit_ - size_; }

  // count must not exceed room().
  void Write(const int16_t* samples, size_t count);

  // count must not exceed size().
  void Read(int16_t* samples, size_t count);
  void Drop(size_t count);

 private:
  void Grow(size_t needed);

  const size_t limit_;
  std::vector<int16_t> samples_;
  size_t begin_ = 0;
  size_t size_ = 0;
};

}  // namespace wrtc

#endif  // WRTC_SAMPLE_RING_H_
