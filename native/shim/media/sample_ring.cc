#include "shim/media/sample_ring.h"

#include <algorithm>
#include <cstring>

namespace wrtc {

SampleRing::SampleRing(size_t limit, size_t first) : limit_(limit), samples_(std::min(limit, first)) {}

void SampleRing::Write(const int16_t* samples, size_t count) {
  if (count == 0) return;
  if (size_ + count > samples_.size()) Grow(size_ + count);
  const size_t end = (begin_ + size_) % samples_.size();
  const size_t first = std::min(count, samples_.size() - end);
  std::memcpy(samples_.data() + end, samples, first * sizeof(int16_t));
  std::memcpy(samples_.data(), samples + first, (count - first) * sizeof(int16_t));
  size_ += count;
}

void SampleRing::Read(int16_t* samples, size_t count) {
  const size_t first = std::min(count, samples_.size() - begin_);
  std::memcpy(samples, samples_.data() + begin_, first * sizeof(int16_t));
  std::memcpy(samples + first, samples_.data(), (count - first) * sizeof(int16_t));
  Drop(count);
}

void SampleRing::Drop(size_t count) {
  size_ -= count;
  begin_ = size_ == 0 ? 0 : (begin_ + count) % samples_.size();
}

void SampleRing::Grow(size_t needed) {
  std::vector<int16_t> larger(std::min(limit_, std::max(needed, samples_.size() * 2)));
  const size_t size = size_;
  if (size > 0) Read(larger.data(), size);
  samples_.swap(larger);
  begin_ = 0;
  size_ = size;
}

}  // namespace wrtc
