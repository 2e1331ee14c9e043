#define _GNU_SOURCE
#include "network.h"

#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int raise_loopback(void) {
  struct ifreq request;
  memset(&request, 0, sizeof request);
  strcpy(request.ifr_name, "lo");
  request.ifr_flags = IFF_UP | IFF_RUNNING;
  int socket_ = socket(AF_INET, SOCK_DGRAM, 0);
  if (socket_ < 0) return -1;
  int result = ioctl(socket_, SIOCSIFFLAGS, &request);
  close(socket_);
  return result;
}

void leave_network(void) {
  /* root may do it directly, others in a user namespace. */
  int left = unshare(CLONE_NEWNET) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
  if (left && raise_loopback() == 0) return;
  perror("This process cannot have a network of its own, without which it would write to others");
  exit(EXIT_NO_NETWORK);
}
