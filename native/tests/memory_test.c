/* That the memory of a message is used again for the next one: what the allocator gives back to the kernel comes anew as page
 * faults, 64 of them for a message of this size. A program of its own, since any large block that was ever freed changes what
 * the allocator keeps. */
#include <sys/resource.h>

#include "peers.h"

enum { MESSAGE = 262144, BUFFERED = 1024 * 1024, COUNT = 400 };

static peers p;
static uint8_t buffer[MESSAGE];

static int64_t page_faults(void) {
  struct rusage usage;
  CHECK_EQ(0, getrusage(RUSAGE_SELF, &usage));
  return usage.ru_minflt;
}

static void transfer(wrtc_data_channel *from, wrtc_data_channel *to, int64_t to_tag, int count) {
  wrtc_message_info info;
  int sent = 0;
  for (int i = 0; i < count; i++) {
    for (; sent < count && wrtc_data_channel_get_buffered_amount(from) < BUFFERED; sent++)
      CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(from, buffer, MESSAGE, 0));
    CHECK_STATUS(WRTC_OK, receive_next(&p, to, to_tag, buffer, sizeof buffer, &info));
  }
}

int main(void) {
  wrtc_data_channel *ours;
  wrtc_data_channel *theirs;
  int64_t their_tag;
  peers_begin(&p, NULL);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, &their_tag);
  transfer(ours, theirs, their_tag, COUNT / 4);
  int64_t before = page_faults();
  transfer(ours, theirs, their_tag, COUNT);
  CHECK_EQ(0, (page_faults() - before) / (COUNT * 16));
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
  return check_finish();
}
