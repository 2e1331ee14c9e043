/* The functions that need no connection: version, errors, live objects, null handles. */
#include <pthread.h>

#include "check.h"

static void versions(void) {
  CHECK_EQ(WRTC_ABI_VERSION, wrtc_abi_version());
  wrtc_string version = {NULL, 0};
  wrtc_engine_version(&version);
  CHECK(version.data != NULL && version.length > (int32_t)strlen("libwebrtc"));
  CHECK(version.length > 9 && memcmp(version.data, "libwebrtc", 9) == 0);
  wrtc_engine_version(NULL);
}

static void counters(void) {
  CHECK_EQ(-1, wrtc_counter_value((wrtc_counter)-1));
  CHECK_EQ(-1, wrtc_counter_value((wrtc_counter)(WRTC_COUNTER_ENCODED_FRAMES_OUT + 1)));

  wrtc_queue *queue = NULL;
  wrtc_event event;
  const int64_t before = wrtc_counter_value(WRTC_COUNTER_POLL_CALLS);
  CHECK_STATUS(WRTC_OK, wrtc_queue_create(&queue));
  CHECK_EQ(0, wrtc_queue_poll(queue, &event, 1, 0));
  CHECK_EQ(before + 1, wrtc_counter_value(WRTC_COUNTER_POLL_CALLS));
  wrtc_queue_destroy(queue);
}

static void live_objects(void) {
  CHECK_EQ(0, wrtc_live_objects(WRTC_OBJECT_KIND_RUNTIME));
  CHECK_EQ(0, wrtc_live_objects(WRTC_OBJECT_KIND_QUEUE));
  CHECK_EQ(-1, wrtc_live_objects((wrtc_object_kind)-1));
  CHECK_EQ(-1, wrtc_live_objects((wrtc_object_kind)(WRTC_OBJECT_KIND_TRANSFORM_FRAME + 1)));

  wrtc_queue *queue = NULL;
  wrtc_runtime *runtime = NULL;
  CHECK_STATUS(WRTC_OK, wrtc_queue_create(&queue));
  CHECK_STATUS(WRTC_OK, wrtc_runtime_create(&runtime));
  CHECK_EQ(1, wrtc_live_objects(WRTC_OBJECT_KIND_RUNTIME));
  CHECK_EQ(1, wrtc_live_objects(WRTC_OBJECT_KIND_QUEUE));
  wrtc_queue_destroy(queue);
  wrtc_runtime_destroy(runtime);
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_RUNTIME) == 0);
  EVENTUALLY(wrtc_live_objects(WRTC_OBJECT_KIND_QUEUE) == 0);
}

static void many_runtimes(void) {
  enum { COUNT = 8 };
  wrtc_runtime *runtimes[COUNT];
  for (int i = 0; i < COUNT; i++) CHECK_STATUS(WRTC_OK, wrtc_runtime_create(&runtimes[i]));
  CHECK_EQ(COUNT, wrtc_live_objects(WRTC_OBJECT_KIND_RUNTIME));
  for (int i = 0; i < COUNT; i++) wrtc_runtime_destroy(runtimes[i]);
}

static void *on_a_fresh_thread(void *unused) {
  wrtc_error error;
  wrtc_last_error(&error);
  CHECK_EQ(WRTC_OK, error.status);
  CHECK_EQ(0, error.message.length);
  return unused;
}

static void errors_are_per_thread(void) {
  wrtc_last_error(NULL);
  CHECK_REFUSED(wrtc_queue_create(NULL));
  wrtc_error error;
  wrtc_last_error(&error);
  CHECK_EQ(WRTC_INVALID_PARAMETER, error.status);

  pthread_t thread;
  REQUIRE(pthread_create(&thread, NULL, on_a_fresh_thread, NULL) == 0);
  pthread_join(thread, NULL);
}

static void null_handles(void) {
  wrtc_peer_connection *connection = NULL;
  wrtc_data_channel *channel = NULL;
  wrtc_data_channel_info info;
  wrtc_event event;
  wrtc_message_info message;
  uint8_t buffer[1];

  CHECK_REFUSED(wrtc_runtime_create(NULL));
  CHECK_REFUSED(wrtc_queue_create(NULL));
  CHECK_REFUSED(wrtc_queue_poll(NULL, &event, 1, 0));
  CHECK_REFUSED(wrtc_peer_connection_create(NULL, NULL, 1, NULL, &connection));
  CHECK_REFUSED(wrtc_peer_connection_create_offer(NULL, 1, 0));
  CHECK_REFUSED(wrtc_peer_connection_create_answer(NULL, 1));
  CHECK_REFUSED(wrtc_peer_connection_set_local_description(NULL, 1, WRTC_SDP_TYPE_ROLLBACK, NULL, 0));
  CHECK_REFUSED(wrtc_peer_connection_set_remote_description(NULL, 1, WRTC_SDP_TYPE_ROLLBACK, NULL, 0));
  CHECK_REFUSED(wrtc_peer_connection_add_ice_candidate(NULL, 1, TEXT("0"), 0, TEXT("candidate:")));
  CHECK_REFUSED(wrtc_peer_connection_remove_ice_candidate(NULL, 1, TEXT("0"), 0, TEXT("candidate:")));
  CHECK_REFUSED(wrtc_peer_connection_set_configuration(NULL, NULL));
  CHECK_REFUSED(wrtc_peer_connection_set_implicit_local_description(NULL, 1));
  CHECK_REFUSED(wrtc_peer_connection_restart_ice(NULL));
  CHECK_REFUSED(wrtc_peer_connection_check_negotiation_needed(NULL, 1));
  CHECK_REFUSED(wrtc_peer_connection_get_stats(NULL, 1));
  CHECK_REFUSED(wrtc_peer_connection_start_event_log(NULL, 1, 100, 100));
  CHECK_REFUSED(wrtc_peer_connection_stop_event_log(NULL, 1));
  CHECK_REFUSED(wrtc_peer_connection_create_data_channel(NULL, 1, TEXT("label"), NULL, &channel));
  CHECK_REFUSED(wrtc_peer_connection_tell_closed(NULL, 1));
  CHECK_REFUSED(wrtc_data_channel_get_info(NULL, &info));
  CHECK_REFUSED(wrtc_data_channel_send(NULL, buffer, 1, 0));
  CHECK_REFUSED(wrtc_data_channel_receive(NULL, buffer, 1, &message));
  CHECK_REFUSED(wrtc_data_channel_set_buffered_amount_low_threshold(NULL, 0));
  CHECK_REFUSED(wrtc_data_channel_notify_writable(NULL, 0));
  CHECK(connection == NULL && channel == NULL);

  CHECK_EQ(-1, wrtc_data_channel_get_state(NULL));
  CHECK_EQ(-1, wrtc_data_channel_get_id(NULL));
  CHECK_EQ(-1, wrtc_data_channel_get_max_message_size(NULL));
  CHECK_EQ(-1, wrtc_data_channel_get_buffered_amount(NULL));
  CHECK_EQ(-1, wrtc_data_channel_get_available(NULL));
  CHECK_EQ(-1, wrtc_data_channel_get_next_size(NULL));

  wrtc_runtime_destroy(NULL);
  wrtc_queue_wake(NULL);
  wrtc_queue_destroy(NULL);
  wrtc_peer_connection_close(NULL);
  wrtc_peer_connection_destroy(NULL);
  wrtc_data_channel_close(NULL);
  wrtc_data_channel_destroy(NULL);
}

int main(void) {
  on_a_fresh_thread(NULL);
  versions();
  counters();
  live_objects();
  many_runtimes();
  errors_are_per_thread();
  null_handles();
  return check_finish();
}
