#define _GNU_SOURCE
#include "thread_limit.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

typedef int (*create_function)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

enum { SMALLEST_STACK = 1 << 20 };

static atomic_int may_start = UNLIMITED;
static atomic_int started;
static atomic_int denied;
static atomic_int with_small_stack;

/* Takes precedence over the C library's: acts as a limit on threads, from a chosen thread on. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument) {
  create_function next = (create_function)dlsym(RTLD_NEXT, "pthread_create");
  size_t stack = 0;
  if (attributes != NULL && pthread_attr_getstacksize(attributes, &stack) == 0 && stack < SMALLEST_STACK)
    atomic_fetch_add(&with_small_stack, 1);
  if (atomic_fetch_sub(&may_start, 1) <= 0) {
    atomic_fetch_add(&denied, 1);
    return EAGAIN;
  }
  atomic_fetch_add(&started, 1);
  return next(thread, attributes, routine, argument);
}

void allow_threads(int threads) {
  atomic_store(&denied, 0);
  atomic_store(&started, 0);
  atomic_store(&may_start, threads);
}

int threads_started(void) { return atomic_load(&started); }
int threads_denied(void) { return atomic_load(&denied); }
int threads_with_small_stack(void) { return atomic_load(&with_small_stack); }
