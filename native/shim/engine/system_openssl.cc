// OpenSSL keeps errors in a queue per thread, and SSL_get_error looks there first. An error that one connection left there, for
// example by closing during its handshake, would end the next connection on the network thread. The engine does not empty the
// queue before its calls, so it is done here; the linker sends the calls this way (EngineSystem.cmake).
#include "shim/engine/engine.h"

#if defined(WRTC_ENGINE_SYSTEM)

#include <openssl/err.h>
#include <openssl/ssl.h>

extern "C" {

int __real_SSL_connect(SSL* ssl);
int __real_SSL_accept(SSL* ssl);
int __real_SSL_read(SSL* ssl, void* buffer, int length);
int __real_SSL_write(SSL* ssl, const void* buffer, int length);

int __wrap_SSL_connect(SSL* ssl) {
  ERR_clear_error();
  return __real_SSL_connect(ssl);
}

int __wrap_SSL_accept(SSL* ssl) {
  ERR_clear_error();
  return __real_SSL_accept(ssl);
}

int __wrap_SSL_read(SSL* ssl, void* buffer, int length) {
  ERR_clear_error();
  return __real_SSL_read(ssl, buffer, length);
}

int __wrap_SSL_write(SSL* ssl, const void* buffer, int length) {
  ERR_clear_error();
  return __real_SSL_write(ssl, buffer, length);
}

}  // extern "C"

#endif  // WRTC_ENGINE_SYSTEM
