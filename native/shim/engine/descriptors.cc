// Descriptors of the engine: a child process inherits none, and a lack of them neither ends the process nor keeps a thread
// busy. The linker sends the engine's calls here (EngineCalls.cmake).
#include "shim/engine/descriptors.h"

#if defined(WRTC_WRAPS_CALLS)

#include <fcntl.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <string>
#include <utility>

namespace wrtc::engine {
namespace {

thread_local ReservedDescriptors* reserved = nullptr;

// Refuses the connections that wait at a listening socket; the socket continues to listen. Without free descriptors they cannot
// be accepted. If they stayed, the network thread would be called again at once, until descriptors are free.
void RefuseWaiting(int listening) {
  sockaddr_storage local = {};
  socklen_t length = sizeof(local);
  getsockname(listening, reinterpret_cast<sockaddr*>(&local), &length);
  shutdown(listening, SHUT_RD);
  bind(listening, reinterpret_cast<const sockaddr*>(&local), length);  // the kernel has given up a port that it had chosen itself
  listen(listening, SOMAXCONN);
}

}  // namespace

bool AreSpareDescriptorsThere() {
  std::array<int, 16> spare;  // NSS was seen to open two at a time
  for (int& descriptor : spare) descriptor = epoll_create1(EPOLL_CLOEXEC);
  for (const int descriptor : spare) {
    if (descriptor >= 0) close(descriptor);
  }
  return spare.back() >= 0;
}

ReservedDescriptors::ReservedDescriptors() : epoll_(epoll_create1(EPOLL_CLOEXEC)), pipe_{-1, -1} {
  if (pipe2(pipe_, O_CLOEXEC) != 0) pipe_[0] = pipe_[1] = -1;
  reserved = this;
}

ReservedDescriptors::~ReservedDescriptors() {
  reserved = nullptr;
  for (const int descriptor : {epoll_, pipe_[0], pipe_[1]}) {
    if (descriptor >= 0) close(descriptor);
  }
}

int ReservedDescriptors::TakeEpoll() { return std::exchange(epoll_, -1); }

bool ReservedDescriptors::TakePipe(int descriptors[2]) {
  descriptors[0] = std::exchange(pipe_[0], -1);
  descriptors[1] = std::exchange(pipe_[1], -1);
  return descriptors[0] >= 0;
}

}  // namespace wrtc::engine

using wrtc::engine::reserved;

extern "C" {

int __real_socket(int family, int type, int protocol);
int __real_open(const char* path, int flags, ...);
FILE* __real_fopen(const char* path, const char* mode);
int __wrap_socket(int family, int type, int protocol);
int __wrap_accept(int socket, sockaddr* address, socklen_t* length);
int __wrap_epoll_create(int size);
int __wrap_pipe(int descriptors[2]);
int __wrap_open(const char* path, int flags, ...);
FILE* __wrap_fopen(const char* path, const char* mode);

int __wrap_socket(int family, int type, int protocol) { return __real_socket(family, type | SOCK_CLOEXEC, protocol); }

int __wrap_accept(int socket, sockaddr* address, socklen_t* length) {
  const int accepted = accept4(socket, address, length, SOCK_CLOEXEC);
  if (accepted >= 0 || (errno != EMFILE && errno != ENFILE && errno != ENOBUFS && errno != ENOMEM)) return accepted;
  const int error = errno;
  wrtc::engine::RefuseWaiting(socket);
  errno = error;
  return -1;
}

int __wrap_epoll_create(int /*size*/) {
  const int taken = reserved != nullptr ? reserved->TakeEpoll() : -1;
  return taken >= 0 ? taken : epoll_create1(EPOLL_CLOEXEC);
}

int __wrap_pipe(int descriptors[2]) {
  return reserved != nullptr && reserved->TakePipe(descriptors) ? 0 : pipe2(descriptors, O_CLOEXEC);
}

int __wrap_open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return __real_open(path, flags | O_CLOEXEC, mode);
}

FILE* __wrap_fopen(const char* path, const char* mode) { return __real_fopen(path, (std::string(mode) + 'e').c_str()); }

#if defined(__GLIBC__)  // others have large files without a name for it

int __real_open64(const char* path, int flags, ...);
FILE* __real_fopen64(const char* path, const char* mode);
int __wrap_open64(const char* path, int flags, ...);
FILE* __wrap_fopen64(const char* path, const char* mode);

int __wrap_open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return __real_open64(path, flags | O_CLOEXEC, mode);
}

FILE* __wrap_fopen64(const char* path, const char* mode) { return __real_fopen64(path, (std::string(mode) + 'e').c_str()); }

#endif

}  // extern "C"

#endif  // WRTC_WRAPS_CALLS
