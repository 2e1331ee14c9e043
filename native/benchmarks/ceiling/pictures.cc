#include "pictures.h"

#include <algorithm>
#include <cstring>

#include "rtc_base/time_utils.h"

namespace ceiling {
namespace {

constexpr uint32_t kDrawn = 16;
constexpr int kPeriod = 128;
constexpr int kStep = kPeriod / static_cast<int>(kDrawn);  // pixels to the left with each picture
constexpr int kBlock = 32;                                 // of a number's bit

int Wave(int position) {
  const int part = position % kPeriod;
  return part < kPeriod / 2 ? part : kPeriod - 1 - part;
}

webrtc::scoped_refptr<webrtc::I420Buffer> DrawOne(uint32_t picture) {
  auto buffer = webrtc::I420Buffer::Create(kWidth, kHeight);
  uint32_t noise = picture + 1;
  const int shift = kStep * static_cast<int>(picture);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      noise = noise * 1664525 + 1013904223;
      buffer->MutableDataY()[y * buffer->StrideY() + x] =
          static_cast<uint8_t>(64 + Wave(x + shift) + Wave(y) + static_cast<int>(noise >> 24 & 7));
    }
  }
  for (int y = 0; y < kHeight / 2; ++y) {
    for (int x = 0; x < kWidth / 2; ++x) {
      buffer->MutableDataU()[y * buffer->StrideU() + x] = static_cast<uint8_t>(96 + Wave(2 * x + shift));
      buffer->MutableDataV()[y * buffer->StrideV() + x] = static_cast<uint8_t>(96 + Wave(y));
    }
  }
  return buffer;
}

}  // namespace

Pictures::Pictures() {
  for (uint32_t i = 0; i < kDrawn; ++i) drawn_.push_back(DrawOne(i));
}

void Pictures::Draw(uint32_t number, webrtc::I420Buffer& buffer) const {
  const auto& from = *drawn_[number % drawn_.size()];
  std::memcpy(buffer.MutableDataY(), from.DataY(), static_cast<size_t>(from.StrideY()) * kHeight);
  std::memcpy(buffer.MutableDataU(), from.DataU(), static_cast<size_t>(from.StrideU()) * kHeight / 2);
  std::memcpy(buffer.MutableDataV(), from.DataV(), static_cast<size_t>(from.StrideV()) * kHeight / 2);
  for (int bit = 0; bit < 8; ++bit) {
    for (int row = 0; row < kBlock; ++row)
      std::memset(buffer.MutableDataY() + row * buffer.StrideY() + bit * kBlock, (number >> bit & 1) != 0 ? 235 : 16, kBlock);
  }
}

uint8_t Pictures::NumberOf(const webrtc::I420BufferInterface& buffer) {
  int number = 0;
  for (int bit = 0; bit < 8; ++bit)
    number |= int{buffer.DataY()[kBlock / 2 * buffer.StrideY() + bit * kBlock + kBlock / 2] > 128} << bit;
  return static_cast<uint8_t>(number);
}

void PictureSource::Send(Timeline& timeline) {
  const int64_t now = webrtc::TimeMicros();
  int width = 0, height = 0, crop_width = 0, crop_height = 0, x = 0, y = 0;
  if (!AdaptFrame(kWidth, kHeight, now, &width, &height, &crop_width, &crop_height, &x, &y)) return;
  const auto buffer = pool_.CreateI420Buffer(kWidth, kHeight);
  pictures_.Draw(timeline.Send(), *buffer);
  OnFrame(webrtc::VideoFrame::Builder().set_video_frame_buffer(buffer).set_timestamp_us(now).build());
}

}  // namespace ceiling
