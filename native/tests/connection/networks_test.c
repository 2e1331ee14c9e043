/* Gathering without a network interface, and with one that appears later. The process has a network of its own for that. */
#define _GNU_SOURCE
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "peers.h"

/* The test is not possible here; see SKIP_RETURN_CODE. */
enum { SKIPPED = 77 };

/* Loopback, the only interface, is down in a new network. */
static void set_loopback(int is_up) {
  struct ifreq request;
  int control = socket(AF_INET, SOCK_DGRAM, 0);
  REQUIRE(control >= 0);
  memset(&request, 0, sizeof request);
  strcpy(request.ifr_name, "lo");
  REQUIRE(ioctl(control, SIOCGIFFLAGS, &request) == 0);
  if (is_up) request.ifr_flags |= IFF_UP;
  else request.ifr_flags &= (short)~IFF_UP;
  REQUIRE(ioctl(control, SIOCSIFFLAGS, &request) == 0);
  close(control);
}

static void no_interface(void) {
  peers p;
  wrtc_data_channel *channel = NULL;
  peers_begin(&p, NULL);
  REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 10, TEXT("label"), NULL, &channel) == WRTC_OK);
  negotiate(&p);
  for (int64_t tag = A; tag <= B; tag++) {
    take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, tag, WRTC_ICE_GATHERING_STATE_GATHERING);
    take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, tag, WRTC_ICE_GATHERING_STATE_COMPLETE);
    CHECK(find_event(&p, WRTC_EVENT_ICE_CANDIDATE, tag, ANY) == NULL);
  }

  set_loopback(1);
  for (int64_t tag = A; tag <= B; tag++) {
    take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, tag, WRTC_ICE_GATHERING_STATE_GATHERING);
    take_event(&p, WRTC_EVENT_ICE_CANDIDATE, tag, ANY);
    take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, tag, WRTC_ICE_GATHERING_STATE_COMPLETE);
  }
  wrtc_data_channel_destroy(channel);
  check_answers(&p);
  peers_end(&p);
  set_loopback(0);
}

int main(void) {
  if (unshare(CLONE_NEWNET) != 0) {
    perror("A network of its own needs root, where the kernel allows it");
    return SKIPPED;
  }
  no_interface();
  return check_finish();
}
