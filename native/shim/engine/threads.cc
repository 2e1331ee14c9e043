// libwebrtc looks up each host name on a detached thread, and ends the process if that thread cannot be started; a remote
// peer's candidates can cause that. Here the look-up fails instead. libwebrtc starts no other detached threads. And every thread
// has a stack as large as libwebrtc's code expects. The linker sends the engine's calls here (EngineCalls.cmake).
#include "shim/engine/engine.h"

#if defined(WRTC_WRAPS_CALLS)

#include <netdb.h>
#include <pthread.h>
#include <sched.h>

namespace {

// musl gives a thread 128 KiB if no size is asked for; glibc gives it some MiB.
constexpr size_t kSmallestStack = 1024 * 1024;

// Set while this thread runs the routine of a thread that could not be started.
thread_local bool refuses_look_ups = false;

bool IsDetached(const pthread_attr_t* attributes) {
  int state = PTHREAD_CREATE_JOINABLE;
  return attributes != nullptr && pthread_attr_getdetachstate(attributes, &state) == 0 && state == PTHREAD_CREATE_DETACHED;
}

// The routine sets its thread's name and priority, so the caller's are restored afterwards.
void RunHere(void* (*routine)(void*), void* argument) {
  const pthread_t self = pthread_self();
  char name[16] = "";
  int policy = 0;
  sched_param priority = {};
  pthread_getname_np(self, name, sizeof(name));
  pthread_getschedparam(self, &policy, &priority);
  refuses_look_ups = true;
  routine(argument);
  refuses_look_ups = false;
  pthread_setname_np(self, name);
  pthread_setschedparam(self, policy, &priority);
}

}  // namespace

extern "C" {

int __real_pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*routine)(void*), void* argument);
int __real_getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** result);
int __wrap_pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*routine)(void*), void* argument);
int __wrap_getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** result);

int __wrap_pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*routine)(void*), void* argument) {
  pthread_attr_t with_stack;
  size_t stack = 0;
  if (attributes != nullptr && pthread_attr_getstacksize(attributes, &stack) == 0 && stack < kSmallestStack) {
    with_stack = *attributes;
    pthread_attr_setstacksize(&with_stack, kSmallestStack);
    attributes = &with_stack;
  }
  const int error = __real_pthread_create(thread, attributes, routine, argument);
  if (error == 0 || !IsDetached(attributes)) return error;
  *thread = pthread_self();
  RunHere(routine, argument);
  return 0;
}

int __wrap_getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** result) {
  return refuses_look_ups ? EAI_AGAIN : __real_getaddrinfo(name, service, hints, result);
}

}  // extern "C"

#endif  // WRTC_WRAPS_CALLS
