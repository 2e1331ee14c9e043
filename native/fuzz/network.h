/* A network of the process's own, so that fuzzed candidates and servers reach no real machine. */
#ifndef WEBRTCNATIVE_FUZZ_NETWORK_H_
#define WEBRTCNATIVE_FUZZ_NETWORK_H_

/* Exit code if the process cannot have one; build.cake counts it as "skipped". */
enum { EXIT_NO_NETWORK = 75 };

/* Leaves the machine's network for one with a loopback interface only. Call it before any thread is started. */
void leave_network(void);

#endif
