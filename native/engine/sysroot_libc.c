/* What the C++ library of GCC 12 asks of a C library newer than the sysroot's. It becomes a part of libstdc++.a there. */

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* Zero means that there may be several threads, which is always right. */
__attribute__((visibility("hidden"))) char __libc_single_threaded = 0;

/* std::random_device. */
__attribute__((visibility("hidden"))) uint32_t arc4random(void) {
  uint32_t value;
  if (getentropy(&value, sizeof value) != 0) abort();
  return value;
}
