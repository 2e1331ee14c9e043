/* Threads that cannot be started: an error at the call, nothing left of it, and the next try succeeds. Started ones have room. */
#include <stdio.h>

#include "peers.h"
#include "thread_limit.h"

static void expect_exhausted(wrtc_status status) {
  wrtc_error error;
  CHECK_STATUS(WRTC_ENGINE_FAILURE, status);
  wrtc_last_error(&error);
  CHECK_EQ(WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED, error.type);
}

static int all_gone(void) {
  for (wrtc_object_kind kind = WRTC_OBJECT_KIND_RUNTIME; kind <= WRTC_OBJECT_KIND_ENCODED_FRAME; kind++)
    if (wrtc_live_objects(kind) != 0) return 0;
  return 1;
}

/* A peer's candidate with a host name, which has to be looked up. */
static void add_named_candidate(peers *p, wrtc_peer_connection *to) {
  static const char candidate[] = "candidate:1 1 udp 2122260223 4f1f8e3a-3c4e-4b0b-9d5e-0a5f6d5b7c11.local 50000 typ host";
  int64_t operation = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_ice_candidate(to, operation, TEXT("0"), 0, TEXT(candidate)));
  take_completion(p, operation);
}

static void start_log(peers *p) {
  int64_t operation = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_start_event_log(p->a, operation, 100, 1 << 20));
  take_completion(p, operation);
}

/* Everything that could start a thread, on a runtime that has its own: works without a further one. */
static void use(wrtc_runtime *runtime) {
  wrtc_ice_server server = {.url = string_of("stun:stun.invalid:3478")};
  wrtc_peer_connection_options options = {.ice_servers = &server, .ice_server_count = 1};
  wrtc_data_channel *ours, *theirs;
  peers p;
  memset(&p, 0, sizeof p);
  REQUIRE(wrtc_queue_create(&p.queue) == WRTC_OK);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create(runtime, p.queue, A, NULL, &p.a));
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create(runtime, p.queue, B, &options, &p.b));
  start_log(&p);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
  add_named_candidate(&p, p.a);
  take_event(&p, WRTC_EVENT_ICE_CANDIDATE_ERROR, B, ANY);
  take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, B, WRTC_ICE_GATHERING_STATE_COMPLETE);
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
}

/* Runs with that many threads and not one more. */
static int create_with(int threads) {
  wrtc_runtime *runtime = NULL;
  allow_threads(threads);
  wrtc_status status = wrtc_runtime_create(&runtime);
  int failed = status != WRTC_OK;
  if (failed) {
    expect_exhausted(status);
    CHECK(runtime == NULL);
    CHECK(all_gone());
  } else {
    allow_threads(0);
    use(runtime);
    wrtc_runtime_destroy(runtime);
    EVENTUALLY(all_gone());
  }
  allow_threads(UNLIMITED);
  return failed;
}

static void work_again(void) {
  wrtc_runtime *runtime;
  REQUIRE(wrtc_runtime_create(&runtime) == WRTC_OK);
  use(runtime);
  wrtc_runtime_destroy(runtime);
  EVENTUALLY(all_gone());
}

static void each_thread(void) {
  int threads = 0;
  while (threads < 16 && create_with(threads)) {
    work_again();
    threads++;
  }
  CHECK_EQ(3, threads); /* network, signaling, worker */
  work_again();
}

/* A candidate whose name cannot be looked up is ignored, and the process survives. */
static void names_without_threads(void) {
  peers p;
  wrtc_data_channel *ours, *theirs;
  peers_begin(&p, NULL);
  open_channel(&p, 10, "label", NULL, &ours, &theirs, NULL);
  allow_threads(0);
  for (int i = 0; i < 20; i++) add_named_candidate(&p, p.a);
  EVENTUALLY(threads_denied() > 0);
  static const uint8_t ping[] = "ping";
  uint8_t buffer[16];
  wrtc_message_info info;
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_send(theirs, ping, sizeof ping, 0));
  CHECK_STATUS(WRTC_OK, receive_next(&p, ours, 10, buffer, sizeof buffer, &info));
  wrtc_data_channel_destroy(ours);
  wrtc_data_channel_destroy(theirs);
  peers_end(&p);
  EVENTUALLY(all_gone()); /* without a thread to delete the runtime */
  allow_threads(UNLIMITED);
}

/* The clock of sound: its thread starts with the first source, and a source that cannot have it is an error at the call. */
static void the_clock_of_sound(void) {
  wrtc_queue *queue;
  const wrtc_peer_connection_options options = {.media = 1};
  REQUIRE(wrtc_queue_create(&queue) == WRTC_OK);
  for (int i = 0; i < 3; i++) {
    wrtc_runtime *runtime;
    wrtc_audio_source *source = NULL;
    wrtc_peer_connection *connection = NULL;
    REQUIRE(wrtc_runtime_create(&runtime) == WRTC_OK);
    allow_threads(0);
    expect_exhausted(wrtc_audio_source_create(runtime, NULL, &source));
    CHECK(source == NULL);
    EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_AUDIO_SOURCE) == 0); /* that of the round before ends on an engine thread */
    expect_exhausted(wrtc_peer_connection_create(runtime, queue, A, &options, &connection));
    CHECK(connection == NULL);
    allow_threads(1);
    CHECK_STATUS(WRTC_OK, wrtc_audio_source_create(runtime, NULL, &source));
    CHECK_EQ(4, wrtc_audio_source_write(source, "silence", WRTC_SAMPLE_FORMAT_INT16, 4));
    EVENTUALLY(wrtc_audio_source_get_buffered(source) == 0);
    wrtc_audio_source_destroy(source);
    wrtc_runtime_destroy(runtime);
    allow_threads(UNLIMITED);
  }
  wrtc_queue_destroy(queue);
  EVENTUALLY(all_gone());
}

static void set_remote_offer(peers *p, wrtc_peer_connection *to, const char *sdp, wrtc_error_type expected) {
  const int64_t operation = next_operation(p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_remote_description(to, operation, WRTC_SDP_TYPE_OFFER, TEXT(sdp)));
  CHECK_EQ(expected, take_completion(p, operation)->error_type);
}

/* A connection that may have sound and pictures starts their threads with the first section. One that cannot have them is as it was. */
static void the_first_section(void) {
  peers p, q;
  wrtc_rtp_transceiver *ours = NULL;
  peers_begin_media(&p);
  peers_begin_media(&q);
  allow_threads(0);
  expect_exhausted(wrtc_peer_connection_add_transceiver(p.a, 50, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &ours));
  CHECK(ours == NULL);
  allow_threads(UNLIMITED);
  REQUIRE(wrtc_peer_connection_add_transceiver(p.a, 51, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &ours) == WRTC_OK);

  const int64_t create = next_operation(&p);
  REQUIRE(wrtc_peer_connection_create_offer(p.a, create, 0) == WRTC_OK);
  const char *const sdp = take_completion(&p, create)->sdp.data;
  allow_threads(0);
  set_remote_offer(&q, q.b, sdp, WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED);
  allow_threads(UNLIMITED);
  set_remote_offer(&q, q.b, sdp, WRTC_ERROR_TYPE_NONE);
  wrtc_rtp_transceiver *const theirs =
      DETAILS(wrtc_transceiver_announced, take_event(&q, WRTC_EVENT_TRANSCEIVER, B, ANY))->transceiver;
  wrtc_rtp_transceiver_destroy(theirs);
  wrtc_rtp_transceiver_destroy(ours);
  peers_end(&p);
  peers_end(&q);
  EVENTUALLY(all_gone());
}

/* Connections need no thread: a server of ten thousand has three. */
static void connections_start_none(void) {
  peers p;
  wrtc_peer_connection *more[20];
  const wrtc_peer_connection_options media = {.media = 1};
  peers_begin_media(&p);
  allow_threads(UNLIMITED);
  const int has_media = !is_system_engine(); /* there each has a queue of the engine, with a thread */
  for (int i = 0; i < 20; i++)
    REQUIRE(wrtc_peer_connection_create(p.runtime, p.queue, 100 + i, has_media ? &media : NULL, &more[i]) == WRTC_OK);
  CHECK_EQ(0, threads_started());
  for (int i = 0; i < 20; i++) wrtc_peer_connection_destroy(more[i]);
  peers_end(&p);
}

int main(void) {
#if defined(WRTC_TEST_LOG_THREADS)
  puts("skipped: in the sanitizer builds on Debian's engine each connection's event log has a thread that is not ours to start");
  return 77;
#endif
  each_thread();
  names_without_threads();
  connections_start_none();
  the_clock_of_sound();
  the_first_section();
  CHECK_EQ(0, threads_with_small_stack());
  return check_finish();
}
