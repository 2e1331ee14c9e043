#include "shim/media/frame_cipher.h"

#include <algorithm>
#include <utility>

#include "shim/engine/ciphers.h"

namespace wrtc {
namespace {

constexpr size_t kNonce = 12;
constexpr size_t kTag = 16;
constexpr size_t kTrailer = kTag + kNonce + 1;
constexpr size_t kMost = 1 << 26;  // lengths are int in OpenSSL
constexpr int kGetTag = 0x10;      // EVP_CTRL_AEAD_GET_TAG and _SET_TAG
constexpr int kSetTag = 0x11;

}  // namespace

struct FrameCipher::Context {
  evp_cipher_ctx_st* const evp = EVP_CIPHER_CTX_new();
  const evp_cipher_st* const cipher;

  explicit Context(size_t key_length) : cipher(key_length == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm()) {}
  ~Context() { EVP_CIPHER_CTX_free(evp); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

FrameCipher::FrameCipher(std::vector<uint8_t> key) : key_(std::move(key)), context_(std::make_unique<Context>(key_.size())) {}

FrameCipher::~FrameCipher() { OPENSSL_cleanse(key_.data(), key_.size()); }

bool FrameCipher::Encrypt(const uint8_t* frame, size_t length, size_t readable, std::vector<uint8_t>& to) {
  if (length > kMost) return false;
  readable = std::min(readable, length);
  const size_t secret = length - readable;
  to.resize(length + kTrailer);
  uint8_t* const tag = to.data() + length;
  uint8_t* const nonce = tag + kTag;
  std::copy_n(frame, readable, to.data());
  nonce[kNonce] = static_cast<uint8_t>(readable);
  int done = 0;
  return RAND_bytes(nonce, kNonce) == 1 &&
         EVP_EncryptInit_ex(context_->evp, context_->cipher, nullptr, key_.data(), nonce) == 1 &&
         EVP_EncryptUpdate(context_->evp, nullptr, &done, frame, static_cast<int>(readable)) == 1 &&
         EVP_EncryptUpdate(context_->evp, to.data() + readable, &done, frame + readable, static_cast<int>(secret)) == 1 &&
         EVP_EncryptFinal_ex(context_->evp, tag, &done) == 1 &&
         EVP_CIPHER_CTX_ctrl(context_->evp, kGetTag, static_cast<int>(kTag), tag) == 1;
}

bool FrameCipher::Decrypt(const uint8_t* frame, size_t length, std::vector<uint8_t>& to) {
  if (length < kTrailer || length > kMost) return false;
  const size_t readable = frame[length - 1];
  const size_t plain = length - kTrailer;
  if (readable > plain) return false;
  const uint8_t* const tag = frame + plain;
  const uint8_t* const nonce = tag + kTag;
  to.resize(plain);
  std::copy_n(frame, readable, to.data());
  uint8_t expected[kTag];  // the call takes memory that may be written
  std::copy_n(tag, kTag, expected);
  uint8_t none[kTag];
  int done = 0;
  return EVP_DecryptInit_ex(context_->evp, context_->cipher, nullptr, key_.data(), nonce) == 1 &&
         EVP_DecryptUpdate(context_->evp, nullptr, &done, frame, static_cast<int>(readable)) == 1 &&
         EVP_DecryptUpdate(context_->evp, to.data() + readable, &done, frame + readable, static_cast<int>(plain - readable)) ==
             1 &&
         EVP_CIPHER_CTX_ctrl(context_->evp, kSetTag, static_cast<int>(kTag), expected) == 1 &&
         EVP_DecryptFinal_ex(context_->evp, none, &done) == 1;
}

}  // namespace wrtc
