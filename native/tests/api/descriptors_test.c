/* Descriptors: a child inherits none, more than 1024 work, and without free ones calls fail and the process survives. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "peers.h"

enum { MOST = 65536, MOST_AT_START = 32 };

static int is_open(int descriptor) { return fcntl(descriptor, F_GETFD) >= 0; }

static int lowest_free(void) {
  int descriptor = 0;
  while (is_open(descriptor)) descriptor++;
  return descriptor;
}

static int count_open(void) {
  int count = 0;
  for (int i = 0; i < MOST; i++) count += is_open(i);
  return count;
}

static rlim_t limit_to(rlim_t descriptors) {
  struct rlimit limit;
  REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = descriptors < limit.rlim_max ? descriptors : limit.rlim_max;
  REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
  return before;
}

/* A port on 127.0.0.1 where a connection listens that only gathers: a connected one stops gathering. */
static int begin_listening(peers *p) {
  wrtc_data_channel *channel;
  int64_t create, set, deadline = now_ms() + DEADLINE_MS;
  peers_begin(p, NULL);
  REQUIRE(wrtc_peer_connection_create_data_channel(p->a, 10, TEXT("label"), NULL, &channel) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create_offer(p->a, create = next_operation(p), 0) == WRTC_OK);
  const wrtc_string offer = take_completion(p, create)->sdp;
  REQUIRE(wrtc_peer_connection_set_local_description(p->a, set = next_operation(p), WRTC_SDP_TYPE_OFFER, offer.data,
                                                     offer.length) == WRTC_OK);
  CHECK_EQ(WRTC_OK, take_completion(p, set)->status);
  wrtc_data_channel_destroy(channel);
  while (now_ms() < deadline) {
    for (int i = 0; i < p->count; i++) {
      const wrtc_event *e = &p->records[i]->event;
      int port = 0;
      if (e->type != WRTC_EVENT_ICE_CANDIDATE) continue;
      const char *candidate = DETAILS(wrtc_local_candidate, e)->candidate.data;
      if (strstr(candidate, "tcptype passive") != NULL && sscanf(candidate, "candidate:%*s 1 tcp %*u 127.0.0.1 %d", &port) == 1)
        return port;
    }
    pump(p, 100);
  }
  REQUIRE(!"a TCP candidate");
  return 0;
}

static int stream_socket(void) {
  int created = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(created >= 0);
  return created;
}

static int connects_to(int stream, int port) {
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  return connect(stream, (struct sockaddr *)&address, sizeof address) == 0 || errno == EISCONN;
}

static void connect_to(int stream, int port) { REQUIRE(connects_to(stream, port)); }

static void start_log(peers *p) {
  int64_t operation = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_start_event_log(p->a, operation, 100, 1 << 20));
  take_completion(p, operation);
}

/* Sockets, accepted ones, epoll, pipes, and all others that the engine's libraries open. */
static void closed_on_exec(void) {
  static char before[MOST];
  peers p, listening;
  wrtc_data_channel *ours, *theirs;
  for (int i = 0; i < MOST; i++) before[i] = (char)is_open(i);
  peers_begin(&p, NULL);
  start_log(&p);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
  int port = begin_listening(&listening), stream = stream_socket(), count = count_open();
  connect_to(stream, port);
  EVENTUALLY(count_open() > count); /* accepted */
  int opened = 0;
  for (int i = 0; i < MOST; i++) {
    if (before[i] || !is_open(i)) continue;
    opened++;
    if (CHECK((fcntl(i, F_GETFD) & FD_CLOEXEC) != 0)) continue;
    char path[32], target[256] = "";
    snprintf(path, sizeof path, "/proc/self/fd/%d", i);
    if (readlink(path, target, sizeof target - 1) > 0) fprintf(stderr, "%d: %s\n", i, target);
  }
  CHECK(opened > 5);
  close(stream);
  peers_end(&listening);
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
}

static int free_port(void) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t length = sizeof address;
  int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  REQUIRE(probe >= 0 && bind(probe, (struct sockaddr *)&address, sizeof address) == 0);
  REQUIRE(getsockname(probe, (struct sockaddr *)&address, &length) == 0);
  close(probe);
  return ntohs(address.sin_port);
}

static int local_candidates(peers *p) {
  int count = 0;
  take_event(p, WRTC_EVENT_ICE_GATHERING_STATE, B, WRTC_ICE_GATHERING_STATE_COMPLETE);
  for (int i = 0; i < p->count; i++)
    count += p->records[i]->event.type == WRTC_EVENT_ICE_CANDIDATE && p->records[i]->event.tag == B;
  return count;
}

static int candidates_on(int port, pid_t *child) {
  wrtc_peer_connection_options options = {.min_port = port, .max_port = port};
  peers p;
  wrtc_data_channel *ours, *theirs;
  peers_begin(&p, &options);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
  int count = local_candidates(&p);
  if (child != NULL) {
    char *arguments[] = {"sleep", "600", NULL};
    REQUIRE(posix_spawnp(child, arguments[0], NULL, NULL, arguments, environ) == 0);
  }
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_RUNTIME) == 0);
  return count;
}

/* A port is free again while a child lives that was started during the connection. */
static void port_is_free_beside_child(void) {
  pid_t child = 0;
  int port = free_port();
  int count = candidates_on(port, &child);
  CHECK(count > 0);
  CHECK(candidates_on(port, NULL) >= count);  /* more: another program has made a network interface meanwhile */
  CHECK_EQ(0, waitpid(child, NULL, WNOHANG)); /* otherwise it has proven nothing */
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
}

/* As servers have them: nothing of select, whose sets end at 1024. */
static void more_than_select_can(void) {
  enum { FILL = 1100 };
  static int filled[FILL];
  peers p, listening;
  wrtc_data_channel *ours, *theirs;
  rlim_t before = limit_to(4096);
  int count = 0;
  while (count < FILL && (filled[count] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0) count++;
  if (CHECK_EQ(FILL, count)) {
    peers_begin(&p, NULL);
    open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
    int port = begin_listening(&listening), stream = stream_socket(), opened = count_open();
    connect_to(stream, port);
    EVENTUALLY(count_open() > opened);
    close(stream);
    peers_end(&listening);
    wrtc_data_channel_destroy(ours);
    wrtc_data_channel_destroy(theirs);
    peers_end(&p);
  }
  while (count > 0) close(filled[--count]);
  limit_to(before);
}

/* Without descriptors, a waiting TCP connection is refused; if it stayed, it would keep the network thread busy for ever. */
static void accept_without_descriptors(void) {
  peers p;
  int port = begin_listening(&p);
  take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, A, WRTC_ICE_GATHERING_STATE_COMPLETE);
  int refused = stream_socket(), accepted = stream_socket();

  rlim_t before = limit_to((rlim_t)lowest_free());
  connect_to(refused, port);
  struct pollfd reset = {.fd = refused, .events = POLLIN};
  CHECK_EQ(1, poll(&reset, 1, DEADLINE_MS));
  char byte;
  CHECK(recv(refused, &byte, 1, MSG_DONTWAIT) <= 0);
  limit_to(before);

  int count = count_open();
  EVENTUALLY(connects_to(accepted, port)); /* the socket listens again a moment after the refusal */
  EVENTUALLY(count_open() > count);
  close(refused);
  close(accepted);
  peers_end(&p);
}

static void expect_exhausted(wrtc_status status) {
  wrtc_error error;
  CHECK_STATUS(WRTC_ENGINE_FAILURE, status);
  wrtc_last_error(&error);
  CHECK_EQ(WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED, error.type);
}

static void connect_once(wrtc_runtime *runtime) {
  peers p;
  wrtc_data_channel *ours, *theirs;
  memset(&p, 0, sizeof p);
  REQUIRE(wrtc_queue_create(&p.queue) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(runtime, p.queue, A, NULL, &p.a) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(runtime, p.queue, B, NULL, &p.b) == WRTC_OK);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
}

/* Negotiates without a descriptor for a candidate: every call completes. */
static void negotiate_once(wrtc_runtime *runtime) {
  peers p;
  wrtc_data_channel *ours;
  memset(&p, 0, sizeof p);
  REQUIRE(wrtc_queue_create(&p.queue) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(runtime, p.queue, A, NULL, &p.a) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create(runtime, p.queue, B, NULL, &p.b) == WRTC_OK);
  REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 10, TEXT("label"), NULL, &ours) == WRTC_OK);
  negotiate(&p);
  take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, A, WRTC_ICE_GATHERING_STATE_GATHERING);
  check_answers(&p);
  wrtc_data_channel_destroy(ours);
  peers_end(&p);
}

/* The first runtime of a process that may open this many more descriptors. The exit code says whether it was created. */
static int first_start_with(int descriptors) {
  wrtc_runtime *runtime = NULL;
  rlim_t before = limit_to((rlim_t)(lowest_free() + descriptors));
  wrtc_status status = wrtc_runtime_create(&runtime);
  if (status != WRTC_OK) {
    expect_exhausted(status);
    CHECK(runtime == NULL);
    CHECK_EQ(0, wrtc_live_objects(WRTC_OBJECT_KIND_RUNTIME));
    limit_to(before);
    REQUIRE(wrtc_runtime_create(&runtime) == WRTC_OK);
  } else {
    negotiate_once(runtime);
    limit_to(before);
  }
  connect_once(runtime);
  wrtc_runtime_destroy(runtime);
  return check_finish() != 0 ? 1 : status == WRTC_OK ? 0 : 2;
}

static void each_descriptor(void) {
  int failed = 0;
  for (int descriptors = 0; descriptors < MOST_AT_START; descriptors++) {
    int result = 0;
    pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      alarm(DEADLINE_MS / 1000 * 3);
      exit(first_start_with(descriptors));
    }
    REQUIRE(waitpid(child, &result, 0) == child);
    if (!CHECK(WIFEXITED(result) && WEXITSTATUS(result) != 1))
      fprintf(stderr, "with %d descriptors: status %d\n", descriptors, result);
    failed += WIFEXITED(result) && WEXITSTATUS(result) == 2;
  }
  CHECK(failed >= 3); /* epoll and a pipe at least */
  CHECK(failed < MOST_AT_START - 8);
}

int main(void) {
  each_descriptor(); /* first: it forks, and there are no threads yet */
  closed_on_exec();
  port_is_free_beside_child();
  more_than_select_can();
  accept_without_descriptors();
  return check_finish();
}
