/* The opposite of what this library does, for the comparison: code of the host runs on the engine's network thread.
 *
 * Preloaded, it stands before libc's recvmmsg, recvmsg, recvfrom and recv, through which sockets are read, and calls back after every
 * call that brought something. A binding whose observers call into managed code waits at the same place: a thread that enters managed
 * code while a collection is under way stands still until it is over.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>

typedef void (*callback)(void);

static _Atomic(callback) on_receive;

void set_callback_on_receive(callback function)
{
  atomic_store(&on_receive, function);
}

static void call_back(void)
{
  callback function = atomic_load(&on_receive);
  char name[16] = "";
  if (function == NULL || pthread_getname_np(pthread_self(), name, sizeof name) != 0) return;
  if (strncmp(name, "wrtc network", 12) == 0) function();
}

ssize_t recvmsg(int socket, struct msghdr *message, int flags)
{
  static ssize_t (*next)(int, struct msghdr *, int);
  if (next == NULL) *(void **)&next = dlsym(RTLD_NEXT, "recvmsg");
  ssize_t received = next(socket, message, flags);
  if (received > 0) call_back();
  return received;
}

int recvmmsg(int socket, struct mmsghdr *messages, unsigned int count, int flags, struct timespec *timeout)
{
  static int (*next)(int, struct mmsghdr *, unsigned int, int, struct timespec *);
  if (next == NULL) *(void **)&next = dlsym(RTLD_NEXT, "recvmmsg");
  int received = next(socket, messages, count, flags, timeout);
  if (received > 0) call_back();
  return received;
}

ssize_t recv(int socket, void *buffer, size_t size, int flags)
{
  static ssize_t (*next)(int, void *, size_t, int);
  if (next == NULL) *(void **)&next = dlsym(RTLD_NEXT, "recv");
  ssize_t received = next(socket, buffer, size, flags);
  if (received > 0) call_back();
  return received;
}

ssize_t recvfrom(int socket, void *restrict buffer, size_t size, int flags, struct sockaddr *restrict address,
                 socklen_t *restrict length)
{
  static ssize_t (*next)(int, void *, size_t, int, struct sockaddr *, socklen_t *);
  if (next == NULL) *(void **)&next = dlsym(RTLD_NEXT, "recvfrom");
  ssize_t received = next(socket, buffer, size, flags, address, length);
  if (received > 0) call_back();
  return received;
}
