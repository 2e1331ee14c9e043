/* A limit of threads for this process, at which no thread is started any more. For a test that links thread_limit.c. */
#ifndef WEBRTCNATIVE_TESTS_THREAD_LIMIT_H_
#define WEBRTCNATIVE_TESTS_THREAD_LIMIT_H_

enum { UNLIMITED = 1 << 30 };

/* So many threads may start from now on. The counts begin anew. */
void allow_threads(int threads);

int threads_started(void);
int threads_denied(void);

/* Threads with a stack below 1 MiB, of the whole process. */
int threads_with_small_stack(void);

#endif
