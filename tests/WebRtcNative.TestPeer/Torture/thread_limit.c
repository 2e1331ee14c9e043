/* Preloaded, it stands before libc's pthread_create, and refuses it to a thread that has had as many as it may: what a limit on the
 * processes of a container does, but to one thread, so that those of .NET itself are not concerned.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>

static _Thread_local int limited;
static _Thread_local int left;

/* For the calling thread; below zero any number. */
void limit_threads(int count)
{
  limited = count >= 0;
  left = count;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument)
{
  static int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  if (next == NULL) *(void **)&next = dlsym(RTLD_NEXT, "pthread_create");
  if (limited && left-- <= 0) return EAGAIN;
  return next(thread, attributes, routine, argument);
}
