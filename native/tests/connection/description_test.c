/* The events of a connection's four descriptions, and how new ones are made. */
#include "peers.h"

static peers p;
static wrtc_data_channel *channel;

static void begin(void) {
  peers_begin(&p, NULL);
  REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 10, TEXT("label"), NULL, &channel) == WRTC_OK);
}

static void end(void) {
  wrtc_data_channel_destroy(channel);
  check_answers(&p);
  peers_end(&p);
}

/* Where an event, or the one with these details, stands in the order of all events. */
static int place(const void *event) {
  for (int i = 0; i < p.count; i++)
    if (&p.records[i]->event == event || p.records[i]->event.details == event) return i;
  return -1;
}

static const wrtc_description_changed *take_description_at(int64_t tag, wrtc_description which, int32_t type, int line) {
  const wrtc_event *event = take_event_at(&p, WRTC_EVENT_DESCRIPTION, tag, which, __FILE__, line);
  const wrtc_description_changed *description = DETAILS(wrtc_description_changed, event);
  check_equal(type, description->sdp_type, "type of the description", __FILE__, line);
  check((type == -1) == (description->sdp.length == 0), "text of the description", __FILE__, line);
  return description;
}
#define take_description(tag, which, type) take_description_at((tag), (which), (type), __LINE__)

static const wrtc_description_changed *take_last_pending(int64_t tag, wrtc_description which) {
  for (;;) {
    const wrtc_event *event = take_event(&p, WRTC_EVENT_DESCRIPTION, tag, which);
    const wrtc_description_changed *description = DETAILS(wrtc_description_changed, event);
    if (description->sdp_type != -1) continue;
    CHECK_EQ(0, description->sdp.length);
    return description;
  }
}

/* The descriptions, then the signaling state, then the completion. */
static void check_order(const wrtc_description_changed *description, int64_t tag, wrtc_signaling_state state,
                        const wrtc_operation_completed *completion) {
  const wrtc_event *signaling = take_event(&p, WRTC_EVENT_SIGNALING_STATE, tag, state);
  CHECK_EQ(WRTC_OK, completion->status);
  CHECK(place(description) < place(signaling));
  CHECK(place(signaling) < place(completion));
}

static const wrtc_operation_completed *set_implicitly(wrtc_peer_connection *connection) {
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_implicit_local_description(connection, operation));
  return take_completion(&p, operation);
}

static const wrtc_operation_completed *set_remote(wrtc_peer_connection *connection, wrtc_sdp_type type, wrtc_string sdp) {
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_remote_description(connection, operation, type, sdp.data, sdp.length));
  return take_completion(&p, operation);
}

static const wrtc_operation_completed *roll_back(wrtc_peer_connection *connection, int local) {
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK,
               local ? wrtc_peer_connection_set_local_description(connection, operation, WRTC_SDP_TYPE_ROLLBACK, NULL, 0)
                     : wrtc_peer_connection_set_remote_description(connection, operation, WRTC_SDP_TYPE_ROLLBACK, NULL, 0));
  return take_completion(&p, operation);
}

/* With implicit descriptions at both sides: an offer in stable, an answer in have-remote-offer. */
static void offer_and_answer(void) {
  begin();
  const wrtc_operation_completed *done = set_implicitly(p.a);
  const wrtc_description_changed *offer = take_description(A, WRTC_DESCRIPTION_PENDING_LOCAL, WRTC_SDP_TYPE_OFFER);
  CHECK(strstr(offer->sdp.data, "m=application") != NULL);
  check_order(offer, A, WRTC_SIGNALING_STATE_HAVE_LOCAL_OFFER, done);
  CHECK(find_event(&p, WRTC_EVENT_DESCRIPTION, A, WRTC_DESCRIPTION_CURRENT_LOCAL) == NULL);

  done = set_remote(p.b, WRTC_SDP_TYPE_OFFER, offer->sdp);
  const wrtc_description_changed *theirs = take_description(B, WRTC_DESCRIPTION_PENDING_REMOTE, WRTC_SDP_TYPE_OFFER);
  check_order(theirs, B, WRTC_SIGNALING_STATE_HAVE_REMOTE_OFFER, done);

  done = set_implicitly(p.b);
  const wrtc_description_changed *answer = take_description(B, WRTC_DESCRIPTION_CURRENT_LOCAL, WRTC_SDP_TYPE_ANSWER);
  const wrtc_description_changed *gone = take_description(B, WRTC_DESCRIPTION_PENDING_REMOTE, -1);
  const wrtc_description_changed *current = take_description(B, WRTC_DESCRIPTION_CURRENT_REMOTE, WRTC_SDP_TYPE_OFFER);
  check_order(answer, B, WRTC_SIGNALING_STATE_STABLE, done);
  CHECK(place(gone) < place(done) && place(current) < place(done));
  CHECK(find_event(&p, WRTC_EVENT_DESCRIPTION, B, WRTC_DESCRIPTION_PENDING_LOCAL) == NULL);

  /* A's own pending offer may have grown meanwhile. */
  done = set_remote(p.a, WRTC_SDP_TYPE_ANSWER, answer->sdp);
  const wrtc_description_changed *remote = take_description(A, WRTC_DESCRIPTION_CURRENT_REMOTE, WRTC_SDP_TYPE_ANSWER);
  take_description(A, WRTC_DESCRIPTION_CURRENT_LOCAL, WRTC_SDP_TYPE_OFFER);
  check_order(remote, A, WRTC_SIGNALING_STATE_STABLE, done);
  const wrtc_description_changed *pending = take_last_pending(A, WRTC_DESCRIPTION_PENDING_LOCAL);
  CHECK(place(pending) < place(done));
  end();
}

/* Before gathering is complete the description is queued once more, with all candidates, and not for each of them. */
static void candidates_in_the_description(void) {
  begin();
  CHECK_EQ(WRTC_OK, set_implicitly(p.a)->status);
  take_event(&p, WRTC_EVENT_ICE_GATHERING_STATE, A, WRTC_ICE_GATHERING_STATE_COMPLETE);
  const char *known = "";
  int candidates = 0, descriptions = 0;
  for (int i = 0; i < p.count; i++) {
    const wrtc_event *event = &p.records[i]->event;
    if (event->type != WRTC_EVENT_DESCRIPTION) continue;
    CHECK_EQ(WRTC_DESCRIPTION_PENDING_LOCAL, DETAILS(wrtc_description_changed, event)->which);
    known = DETAILS(wrtc_description_changed, event)->sdp.data;
    descriptions++;
  }
  for (int i = 0; i < p.count; i++) {
    const wrtc_event *event = &p.records[i]->event;
    if (event->type != WRTC_EVENT_ICE_CANDIDATE) continue;
    char attribute[256] = {0};
    const char *candidate = DETAILS(wrtc_local_candidate, event)->candidate.data;
    const char *type = strstr(candidate, " typ ");
    REQUIRE(type != NULL && type - candidate < (int)sizeof attribute);
    memcpy(attribute, candidate, (size_t)(type - candidate));
    CHECK(strstr(known, attribute) != NULL);
    candidates++;
  }
  CHECK(candidates > 0);
  CHECK_EQ(2, descriptions);
  end();
}

/* A description that the engine refuses changes nothing, and so pushes no event. */
static void refused(void) {
  begin();
  const wrtc_string sdp = string_of("v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
  CHECK_EQ(WRTC_INVALID_STATE, set_remote(p.a, WRTC_SDP_TYPE_ANSWER, sdp)->status);
  CHECK(roll_back(p.a, 1)->status != WRTC_OK);
  CHECK(roll_back(p.a, 0)->status != WRTC_OK);
  CHECK(find_event(&p, WRTC_EVENT_DESCRIPTION, A, ANY) == NULL);
  CHECK(find_event(&p, WRTC_EVENT_SIGNALING_STATE, A, ANY) == NULL);
  end();
}

static void rollbacks(void) {
  begin();
  set_implicitly(p.a);
  wrtc_string offer = take_description(A, WRTC_DESCRIPTION_PENDING_LOCAL, WRTC_SDP_TYPE_OFFER)->sdp;
  const wrtc_operation_completed *done = roll_back(p.a, 1);
  check_order(take_last_pending(A, WRTC_DESCRIPTION_PENDING_LOCAL), A, WRTC_SIGNALING_STATE_STABLE, done);

  CHECK_EQ(WRTC_OK, set_remote(p.b, WRTC_SDP_TYPE_OFFER, offer)->status);
  done = roll_back(p.b, 0);
  take_description(B, WRTC_DESCRIPTION_PENDING_REMOTE, WRTC_SDP_TYPE_OFFER);
  check_order(take_last_pending(B, WRTC_DESCRIPTION_PENDING_REMOTE), B, WRTC_SIGNALING_STATE_STABLE, done);
  end();
}

/* A remote offer on top of an own offer rolls the own one back. */
static void implicit_rollback(void) {
  wrtc_data_channel *theirs = NULL;
  begin();
  REQUIRE(wrtc_peer_connection_create_data_channel(p.b, 20, TEXT("label"), NULL, &theirs) == WRTC_OK);
  set_implicitly(p.a);
  set_implicitly(p.b);
  const wrtc_description_changed *offer = take_description(A, WRTC_DESCRIPTION_PENDING_LOCAL, WRTC_SDP_TYPE_OFFER);
  const wrtc_operation_completed *done = set_remote(p.b, WRTC_SDP_TYPE_OFFER, offer->sdp);
  CHECK_EQ(WRTC_OK, done->status);
  const wrtc_description_changed *gone = take_last_pending(B, WRTC_DESCRIPTION_PENDING_LOCAL);
  const wrtc_description_changed *remote = take_description(B, WRTC_DESCRIPTION_PENDING_REMOTE, WRTC_SDP_TYPE_OFFER);
  CHECK(place(gone) < place(done) && place(remote) < place(done));
  wrtc_data_channel_destroy(theirs);
  end();
}

/* The user name fragment of an offer that is created now. */
static void read_ufrag(wrtc_peer_connection *connection, uint8_t restart, char ufrag[64]) {
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(connection, operation, restart));
  const char *line = strstr(take_completion(&p, operation)->sdp.data, "a=ice-ufrag:");
  REQUIRE(line != NULL);
  memset(ufrag, 0, 64);
  for (int i = 0; i < 63 && line[i] >= ' '; i++) ufrag[i] = line[i];
}

static wrtc_status needs_negotiation(void) {
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_check_negotiation_needed(p.a, operation));
  return take_completion(&p, operation)->status;
}

static void ice_restarts(void) {
  char before[64], same[64], restarted[64];
  begin();
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_restart_ice(p.a)); /* before there is anything to restart */
  connect_peers(&p);
  read_ufrag(p.a, 0, before);
  read_ufrag(p.a, 0, same);
  CHECK(strcmp(before, same) == 0);
  read_ufrag(p.a, 1, restarted);
  CHECK(strcmp(before, restarted) != 0);
  read_ufrag(p.a, 0, same);
  CHECK(strcmp(before, same) == 0);

  while (find_event(&p, WRTC_EVENT_NEGOTIATION_NEEDED, A, ANY) != NULL) take_event(&p, WRTC_EVENT_NEGOTIATION_NEEDED, A, ANY);
  CHECK_EQ(WRTC_INVALID_STATE, needs_negotiation());
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_restart_ice(p.a));
  take_event(&p, WRTC_EVENT_NEGOTIATION_NEEDED, A, ANY);
  CHECK_EQ(WRTC_OK, needs_negotiation());
  read_ufrag(p.a, 0, restarted);
  CHECK(strcmp(before, restarted) != 0);
  negotiate(&p);
  read_ufrag(p.a, 0, same);
  CHECK(strcmp(before, same) != 0);
  CHECK_EQ(WRTC_INVALID_STATE, needs_negotiation());
  end();
}

static void after_close(void) {
  begin();
  int64_t under_way = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_implicit_local_description(p.a, under_way));
  wrtc_peer_connection_close(p.a);
  take_completion(&p, under_way);
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_set_implicit_local_description(p.a, 4000));
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_create_offer(p.a, 4000, 1));
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_restart_ice(p.a));
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_check_negotiation_needed(p.a, 4000));

  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_restart_ice(p.b));
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_implicit_local_description(p.b, 4000));
  wrtc_peer_connection_destroy(p.b); /* under way */
  p.b = NULL;
  drain(&p);
  end();
}

int main(void) {
  offer_and_answer();
  candidates_in_the_description();
  refused();
  rollbacks();
  implicit_rollback();
  ice_restarts();
  after_close();
  return check_finish();
}
