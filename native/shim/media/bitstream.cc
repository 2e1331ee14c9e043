#include "shim/media/bitstream.h"

#include <cstring>

#include "shim/engine/encoded.h"

namespace wrtc {
namespace {

std::string NoFrame(wrtc_video_codec codec, const char* why) {
  return std::string("The bytes are no frame of ") + NameOf(codec) + ": " + why;
}

// RFC 6386, section 9.1.
std::string InspectVp8(FrameBytes bytes, InspectedFrame& frame) {
  constexpr size_t kTag = 3, kKeyHeader = 10;
  static constexpr uint8_t kStartCode[] = {0x9d, 0x01, 0x2a};
  constexpr int kSizeBits = 0x3fff;
  if (bytes.length < kTag) return NoFrame(WRTC_VIDEO_CODEC_VP8, "less than 3 bytes.");
  const uint8_t* const data = bytes.data;
  frame.is_key = (data[0] & 1) == 0;
  frame.has_parameters = true;
  const size_t first_partition = (data[0] | data[1] << 8 | data[2] << 16) >> 5;
  if ((data[0] >> 1 & 7) > 3) return NoFrame(WRTC_VIDEO_CODEC_VP8, "there is no such version.");
  if (first_partition > bytes.length) return NoFrame(WRTC_VIDEO_CODEC_VP8, "its first partition is longer than the frame.");
  if (!frame.is_key) return {};
  if (bytes.length < kKeyHeader || std::memcmp(data + kTag, kStartCode, sizeof kStartCode) != 0) {
    return NoFrame(WRTC_VIDEO_CODEC_VP8, "a key frame without start code.");
  }
  frame.width = (data[6] | data[7] << 8) & kSizeBits;
  frame.height = (data[8] | data[9] << 8) & kSizeBits;
  return {};
}

class Bits {
 public:
  explicit Bits(FrameBytes bytes) : bytes_(bytes) {}
  // 0 beyond the end. At most 32.
  uint32_t Read(int count) {
    uint32_t value = 0;
    for (; count > 0; --count, ++position_) {
      const size_t byte = position_ / 8;
      value = value << 1 | (byte < bytes_.length ? bytes_.data[byte] >> (7 - position_ % 8) & 1u : 0u);
    }
    return value;
  }

  void Skip(int count) { position_ += static_cast<size_t>(count); }
  bool is_beyond_end() const { return position_ > bytes_.length * 8; }

 private:
  const FrameBytes bytes_;
  size_t position_ = 0;
};

// VP9 bitstream specification, section 6.2.
std::string InspectVp9(FrameBytes bytes, InspectedFrame& frame) {
  constexpr uint32_t kMarker = 2, kSyncCode = 0x498342, kRgb = 7;
  Bits bits(bytes);
  if (bits.Read(2) != kMarker) return NoFrame(WRTC_VIDEO_CODEC_VP9, "it lacks the frame marker.");
  const uint32_t low = bits.Read(1), profile = low | bits.Read(1) << 1;
  if (profile == 3 && bits.Read(1) != 0) return NoFrame(WRTC_VIDEO_CODEC_VP9, "there is no such profile.");
  frame.has_parameters = true;
  if (bits.Read(1) != 0) return {};  // it shows an earlier frame
  frame.is_key = bits.Read(1) == 0;
  if (!frame.is_key) return {};
  bits.Read(2);
  if (bits.Read(24) != kSyncCode) return NoFrame(WRTC_VIDEO_CODEC_VP9, "a key frame without sync code.");
  if (profile >= 2) bits.Read(1);
  if (bits.Read(3) != kRgb) {
    bits.Read(profile & 1 ? 4 : 1);
  } else if (profile & 1) {
    bits.Read(1);
  }
  frame.width = static_cast<int>(bits.Read(16)) + 1;
  frame.height = static_cast<int>(bits.Read(16)) + 1;
  return {};
}

// AV1 bitstream specification, section 5.5: the largest frame of a sequence header, whose OBU header is left out.
void ReadAv1Size(FrameBytes header, int& width, int& height) {
  Bits bits(header);
  bits.Skip(4);
  if (bits.Read(1) != 0) {  // a still picture
    bits.Skip(5);
  } else {
    bool has_model = false;
    int delay_bits = 0;
    if (bits.Read(1) != 0) {  // timing
      bits.Skip(64);
      if (bits.Read(1) != 0) {
        int zeros = 0;
        while (zeros < 32 && !bits.is_beyond_end() && bits.Read(1) == 0) ++zeros;
        bits.Skip(zeros);
      }
      has_model = bits.Read(1) != 0;
      if (has_model) {
        delay_bits = static_cast<int>(bits.Read(5)) + 1;
        bits.Skip(42);
      }
    }
    const bool has_display_delay = bits.Read(1) != 0;
    for (uint32_t points = bits.Read(5) + 1; points > 0; --points) {
      bits.Skip(12);
      if (bits.Read(5) > 7) bits.Skip(1);
      if (has_model && bits.Read(1) != 0) bits.Skip(2 * delay_bits + 1);
      if (has_display_delay && bits.Read(1) != 0) bits.Skip(4);
    }
  }
  const int width_bits = static_cast<int>(bits.Read(4)) + 1, height_bits = static_cast<int>(bits.Read(4)) + 1;
  const int read_width = static_cast<int>(bits.Read(width_bits)) + 1, read_height = static_cast<int>(bits.Read(height_bits)) + 1;
  if (bits.is_beyond_end()) return;
  width = read_width;
  height = read_height;
}

// AV1 bitstream specification, sections 5.3 and 5.9.
std::string InspectAv1(FrameBytes bytes, InspectedFrame& frame) {
  enum { kSequenceHeader = 1, kTemporalDelimiter = 2, kFrameHeader = 3, kWholeFrame = 6 };
  size_t at = 0;
  bool has_frame = false;
  while (at < bytes.length) {
    const size_t begin = at;
    const uint8_t header = bytes.data[at++];
    if ((header & 0x80) != 0) return NoFrame(WRTC_VIDEO_CODEC_AV1, "an OBU has its forbidden bit set.");
    const int type = header >> 3 & 15;
    if ((header & 4) != 0) ++at;
    uint64_t size = 0;
    if ((header & 2) != 0) {
      for (int shift = 0;; shift += 7) {
        if (at >= bytes.length || shift > 28) return NoFrame(WRTC_VIDEO_CODEC_AV1, "an OBU has a damaged size.");
        const uint8_t next = bytes.data[at++];
        size |= static_cast<uint64_t>(next & 0x7f) << shift;
        if ((next & 0x80) == 0) break;
      }
    } else {
      size = at <= bytes.length ? bytes.length - at : 0;
    }
    if (at > bytes.length || size > bytes.length - at) return NoFrame(WRTC_VIDEO_CODEC_AV1, "an OBU is longer than the frame.");
    if (type == kTemporalDelimiter && begin == 0) {
      frame.bytes = {bytes.data + at + size, bytes.length - at - size};
    } else if (type == kSequenceHeader) {
      frame.parameters.push_back({bytes.data + begin, at + size - begin});
      frame.has_parameters = true;
      ReadAv1Size({bytes.data + at, static_cast<size_t>(size)}, frame.width, frame.height);
    } else if ((type == kFrameHeader || type == kWholeFrame) && !has_frame) {
      if (size == 0) return NoFrame(WRTC_VIDEO_CODEC_AV1, "an empty frame header.");
      has_frame = true;
      frame.is_key = (bytes.data[at] & 0xe0) == 0;  // a new frame, of type KEY_FRAME
    }
    at += size;
  }
  if (!has_frame) return NoFrame(WRTC_VIDEO_CODEC_AV1, "it has no frame header.");
  return {};
}

size_t NextStartCode(FrameBytes bytes, size_t from) {
  for (size_t i = from; i + 3 <= bytes.length; ++i) {
    if (bytes.data[i] == 0 && bytes.data[i + 1] == 0 && bytes.data[i + 2] == 1) return i;
  }
  return bytes.length;
}

// ITU-T H.264, section 7.3.1 and annex B.
std::string InspectH264(FrameBytes bytes, InspectedFrame& frame) {
  enum { kSlice = 1, kLastSlice = 4, kIdr = 5, kSps = 7, kPps = 8 };
  bool has_picture = false, has_sps = false, has_pps = false;
  size_t at = NextStartCode(bytes, 0);
  if (at > 1 || (at == 1 && bytes.data[0] != 0)) return NoFrame(WRTC_VIDEO_CODEC_H264, "it does not begin with a start code.");
  while (at + 3 < bytes.length) {
    const size_t unit = at + 3;
    const size_t next = NextStartCode(bytes, unit);
    if ((bytes.data[unit] & 0x80) != 0) return NoFrame(WRTC_VIDEO_CODEC_H264, "a NAL unit has its forbidden bit set.");
    const int type = bytes.data[unit] & 0x1f;
    if (type == kSps || type == kPps) {
      frame.parameters.push_back({bytes.data + at, next - at});
      has_sps |= type == kSps;
      has_pps |= type == kPps;
      if (type == kSps) engine::SizeOfSps(bytes.data + unit + 1, next - unit - 1, frame.width, frame.height);
    }
    has_picture |= type >= kSlice && type <= kIdr;
    frame.is_key |= type == kIdr;
    at = next;
  }
  frame.has_parameters = has_sps && has_pps;
  if (!has_picture && frame.parameters.empty()) return NoFrame(WRTC_VIDEO_CODEC_H264, "it has no slice.");
  return {};
}

}  // namespace

std::string Inspect(wrtc_video_codec codec, FrameBytes bytes, InspectedFrame& frame) {
  frame = InspectedFrame();
  frame.bytes = bytes;
  switch (codec) {
    case WRTC_VIDEO_CODEC_VP8: return InspectVp8(bytes, frame);
    case WRTC_VIDEO_CODEC_VP9: return InspectVp9(bytes, frame);
    case WRTC_VIDEO_CODEC_AV1: return InspectAv1(bytes, frame);
    default: return InspectH264(bytes, frame);
  }
}

const char* NameOf(wrtc_video_codec codec) {
  switch (codec) {
    case WRTC_VIDEO_CODEC_VP8: return "VP8";
    case WRTC_VIDEO_CODEC_VP9: return "VP9";
    case WRTC_VIDEO_CODEC_AV1: return "AV1";
    default: return "H264";
  }
}

}  // namespace wrtc
