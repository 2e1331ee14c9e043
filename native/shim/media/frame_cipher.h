// AES-GCM of encoded frames, in the form that webrtcnative_transform.h describes.
#ifndef WRTC_FRAME_CIPHER_H_
#define WRTC_FRAME_CIPHER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace wrtc {

// From one thread at a time.
class FrameCipher {
 public:
  static bool IsKeyLength(int32_t length) { return length == 16 || length == 32; }

  explicit FrameCipher(std::vector<uint8_t> key);
  ~FrameCipher();
  FrameCipher(const FrameCipher&) = delete;
  FrameCipher& operator=(const FrameCipher&) = delete;

  // False: nothing is in to. The first bytes of the frame, as many as readable, are not encrypted.
  bool Encrypt(const uint8_t* frame, size_t length, size_t readable, std::vector<uint8_t>& to);
  bool Decrypt(const uint8_t* frame, size_t length, std::vector<uint8_t>& to);

 private:
  struct Context;
  std::vector<uint8_t> key_;
  const std::unique_ptr<Context> context_;
};

}  // namespace wrtc

#endif  // WRTC_FRAME_CIPHER_H_
