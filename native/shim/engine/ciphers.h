// The part of the seam for AES-GCM: the functions of OpenSSL, which the newer engine has from BoringSSL.
#ifndef WRTC_ENGINE_CIPHERS_H_
#define WRTC_ENGINE_CIPHERS_H_

#include <cstddef>
#include <cstdint>

#include "shim/engine/engine.h"

#if defined(WRTC_ENGINE_SYSTEM)
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#else
// The archive has BoringSSL, but not its headers. These are the functions that it has in common with OpenSSL (openssl/evp.h).
extern "C" {
struct evp_cipher_ctx_st;
struct evp_cipher_st;
struct engine_st;
evp_cipher_ctx_st* EVP_CIPHER_CTX_new(void);
void EVP_CIPHER_CTX_free(evp_cipher_ctx_st* context);
int EVP_CIPHER_CTX_ctrl(evp_cipher_ctx_st* context, int command, int argument, void* pointer);
const evp_cipher_st* EVP_aes_128_gcm(void);
const evp_cipher_st* EVP_aes_256_gcm(void);
int EVP_EncryptInit_ex(evp_cipher_ctx_st* context, const evp_cipher_st* cipher, engine_st* engine, const uint8_t* key,
                       const uint8_t* nonce);
int EVP_EncryptUpdate(evp_cipher_ctx_st* context, uint8_t* out, int* out_length, const uint8_t* in, int in_length);
int EVP_EncryptFinal_ex(evp_cipher_ctx_st* context, uint8_t* out, int* out_length);
int EVP_DecryptInit_ex(evp_cipher_ctx_st* context, const evp_cipher_st* cipher, engine_st* engine, const uint8_t* key,
                       const uint8_t* nonce);
int EVP_DecryptUpdate(evp_cipher_ctx_st* context, uint8_t* out, int* out_length, const uint8_t* in, int in_length);
int EVP_DecryptFinal_ex(evp_cipher_ctx_st* context, uint8_t* out, int* out_length);
int RAND_bytes(uint8_t* bytes, size_t length);
void OPENSSL_cleanse(void* pointer, size_t length);
}
#endif

#endif  // WRTC_ENGINE_CIPHERS_H_
