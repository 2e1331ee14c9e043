/* Arguments that a runtime and a connection refuse; both stay usable afterwards. */
#include "check.h"

static wrtc_runtime *runtime;
static wrtc_queue *queue;

static void creation(void) {
  wrtc_peer_connection *connection = NULL;
  CHECK_REFUSED(wrtc_peer_connection_create(NULL, queue, 1, NULL, &connection));
  CHECK_REFUSED(wrtc_peer_connection_create(runtime, NULL, 1, NULL, &connection));
  CHECK_REFUSED(wrtc_peer_connection_create(runtime, queue, 1, NULL, NULL));
  CHECK_REFUSED(wrtc_peer_connection_create(runtime, queue, 0, NULL, &connection));
  CHECK_REFUSED(wrtc_peer_connection_create(runtime, queue, -1, NULL, &connection));
  CHECK(connection == NULL);
}

typedef wrtc_status set_description(wrtc_peer_connection *, int64_t, wrtc_sdp_type, const char *, int32_t);

static void descriptions(wrtc_peer_connection *connection, set_description *set) {
  CHECK_REFUSED(set(connection, 1, (wrtc_sdp_type)4, TEXT("v=0")));
  CHECK_REFUSED(set(connection, 1, (wrtc_sdp_type)-1, TEXT("v=0")));
  CHECK_REFUSED(set(connection, 1, WRTC_SDP_TYPE_OFFER, NULL, 4));
  CHECK_REFUSED(set(connection, 1, WRTC_SDP_TYPE_OFFER, NULL, 0));
  CHECK_REFUSED(set(connection, 1, WRTC_SDP_TYPE_OFFER, "v=0", -1));
  CHECK_REFUSED(set(connection, 1, WRTC_SDP_TYPE_OFFER, "", 0));
  CHECK_REFUSED(set(connection, 1, WRTC_SDP_TYPE_ANSWER, TEXT("hello")));
  CHECK_REFUSED(set(connection, 1, WRTC_SDP_TYPE_PRANSWER, "v=0\r\n\0", 6));

  CHECK_REFUSED(set(connection, 1, WRTC_SDP_TYPE_OFFER,
                    TEXT("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=application wrong\r\n")));
  wrtc_error error;
  char message[512] = {0};
  wrtc_last_error(&error);
  if (error.message.length < (int32_t)sizeof message) memcpy(message, error.message.data, (size_t)error.message.length);
  CHECK(strstr(message, "m=application wrong") != NULL);
}

/* The three functions that take a candidate refuse the same. */
static wrtc_status add(wrtc_peer_connection *connection, const char *mid, int32_t mid_length, int32_t index,
                       const char *candidate, int32_t length) {
  wrtc_status checked = wrtc_ice_candidate_check(mid, mid_length, index, candidate, length);
  CHECK_EQ(checked, wrtc_peer_connection_add_ice_candidate(connection, 1, mid, mid_length, index, candidate, length));
  CHECK_EQ(checked, wrtc_peer_connection_remove_ice_candidate(connection, 1, mid, mid_length, index, candidate, length));
  return checked;
}

static void candidates(wrtc_peer_connection *connection) {
  const char *good = "candidate:1 1 udp 2122260223 127.0.0.1 50000 typ host generation 0";
  CHECK_REFUSED(add(connection, "", 0, -1, TEXT(good)));
  CHECK_REFUSED(add(connection, "", 0, -2, TEXT(good)));
  CHECK_REFUSED(add(connection, TEXT("0"), 0, TEXT("nonsense")));
  CHECK_REFUSED(add(connection, TEXT("0"), 0, TEXT("candidate:nonsense")));
  CHECK_REFUSED(add(connection, TEXT("0"), 0, TEXT("candidate:1 1 udp 1 127.0.0.1 99999 typ host")));
  CHECK_REFUSED(add(connection, NULL, 1, 0, TEXT(good)));
  CHECK_REFUSED(add(connection, "0", -1, 0, TEXT(good)));
  CHECK_REFUSED(add(connection, TEXT("0"), 0, NULL, 5));
  CHECK_REFUSED(add(connection, TEXT("0"), 0, good, -1));
  CHECK_STATUS(WRTC_OK, wrtc_ice_candidate_check(TEXT("0"), -1, TEXT(good)));
  CHECK_STATUS(WRTC_OK, wrtc_ice_candidate_check(NULL, 0, 0, TEXT(good)));
}

static void complete(int64_t operation, wrtc_status status) {
  wrtc_event event;
  do {
    REQUIRE(wrtc_queue_poll(queue, &event, 1, DEADLINE_MS) == 1);
  } while (event.type != WRTC_EVENT_OPERATION_COMPLETED);
  const wrtc_operation_completed *completed = event.details;
  CHECK_EQ(operation, completed->operation); /* also: no refused call pushes an event */
  CHECK_EQ(1, event.tag);
  CHECK_EQ(WRTC_OBJECT_KIND_PEER_CONNECTION, event.about);
  CHECK((completed->status == WRTC_OK) == (status == WRTC_OK));
  CHECK((completed->error.length > 0 || completed->sdp.length > 0));
}

int main(void) {
  wrtc_peer_connection *connection = NULL;
  REQUIRE(wrtc_runtime_create(&runtime) == WRTC_OK);
  REQUIRE(wrtc_queue_create(&queue) == WRTC_OK);
  creation();

  REQUIRE(wrtc_peer_connection_create(runtime, queue, 1, NULL, &connection) == WRTC_OK);
  descriptions(connection, wrtc_peer_connection_set_local_description);
  descriptions(connection, wrtc_peer_connection_set_remote_description);
  candidates(connection);

  /* Well-formed, so the call accepts it, but in the wrong place, so the engine refuses it: with and without the "a=". */
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_ice_candidate(connection, 100, TEXT("0"), -1,
                                                               TEXT("candidate:1 1 udp 1 127.0.0.1 5000 typ host")));
  complete(100, WRTC_INVALID_STATE);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_ice_candidate(connection, 101, NULL, 0, 0,
                                                               TEXT("a=candidate:1 1 udp 1 127.0.0.1 5000 typ host")));
  complete(101, WRTC_INVALID_STATE);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_answer(connection, 102));
  complete(102, WRTC_INVALID_STATE);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(connection, 103, 0));
  complete(103, WRTC_OK);

  wrtc_peer_connection_destroy(connection);
  wrtc_queue_destroy(queue);
  wrtc_runtime_destroy(runtime);
  return check_finish();
}
