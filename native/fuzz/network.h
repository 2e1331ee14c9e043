/* A network of the process's own: what fuzzed candidates and servers are written to must not be anybody. */
#ifndef WEBRTCNATIVE_FUZZ_NETWORK_H_
#define WEBRTCNATIVE_FUZZ_NETWORK_H_

/* How the process ends where it cannot have one; build.cake takes that for "skipped". */
enum { EXIT_NO_NETWORK = 75 };

/* Leaves the machine's network for one with a loopback interface only. To be called before there are threads. */
void leave_network(void);

#endif
