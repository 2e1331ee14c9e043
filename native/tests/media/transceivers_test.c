/* Transceivers of two connections: what is negotiated, and the events on the way. */
#include "peers.h"

static const wrtc_transceiver_changed *changed(peers *p, int64_t tag, int32_t direction, int32_t current) {
  for (;;) {
    const wrtc_transceiver_changed *found =
        DETAILS(wrtc_transceiver_changed, take_event(p, WRTC_EVENT_TRANSCEIVER_CHANGED, tag, ANY));
    if (found->direction == direction && found->current_direction == current) return found;
  }
}

static const wrtc_transceiver_announced *announced(peers *p, int64_t connection) {
  const wrtc_transceiver_announced *found =
      DETAILS(wrtc_transceiver_announced, take_event(p, WRTC_EVENT_TRANSCEIVER, connection, ANY));
  CHECK(found->tag < 0);
  return found;
}

static wrtc_track *video_track(peers *p, const char *id, wrtc_video_source **source) {
  wrtc_track *track = NULL;
  REQUIRE(wrtc_video_source_create(p->runtime, 0, source) == WRTC_OK);
  REQUIRE(wrtc_video_source_create_track(*source, TEXT(id), &track) == WRTC_OK);
  return track;
}

static void both_ways(void) {
  peers p;
  wrtc_rtp_transceiver *audio = NULL, *video = NULL, *reused = NULL;
  wrtc_video_source *source = NULL;
  wrtc_track *remote = NULL;
  wrtc_track_info info;
  int64_t used = 0;
  const wrtc_string ids[2] = {string_of("one"), string_of("two")};
  peers_begin_media(&p);
  wrtc_track *track = video_track(&p, "picture", &source);

  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &audio));
  CHECK_EQ(0, changed(&p, 10, WRTC_DIRECTION_SENDRECV, -1)->mid.length);
  take_event(&p, WRTC_EVENT_NEGOTIATION_NEEDED, A, ANY);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_track(p.a, 11, track, ids, 2, &video, &used));
  CHECK(video != NULL);
  CHECK_EQ(11, used);
  CHECK_STATUS(WRTC_ALREADY_EXISTS, wrtc_peer_connection_add_track(p.a, 12, track, ids, 2, &reused, &used));

  describe(&p, p.a, p.b, WRTC_SDP_TYPE_OFFER);
  const wrtc_transceiver_announced *their_audio = announced(&p, B);
  const wrtc_transceiver_announced *their_video = announced(&p, B);
  CHECK_EQ(WRTC_MEDIA_KIND_AUDIO, their_audio->kind);
  CHECK_EQ(WRTC_MEDIA_KIND_VIDEO, their_video->kind);
  const wrtc_track_announced *streams = DETAILS(wrtc_track_announced, take_event(&p, WRTC_EVENT_TRACK, their_video->tag, ANY));
  if (CHECK_EQ(2, streams->stream_id_count)) {
    CHECK(strcmp(streams->stream_ids[0].data, "one") == 0);
    CHECK(strcmp(streams->stream_ids[1].data, "two") == 0);
  }
  CHECK_STATUS(WRTC_OK, wrtc_rtp_receiver_get_track(their_video->transceiver, &remote));
  CHECK_STATUS(WRTC_OK, wrtc_track_get_info(remote, &info));
  CHECK_EQ(WRTC_MEDIA_KIND_VIDEO, info.kind);
  CHECK_EQ(1, info.is_remote);

  /* B sends by the transceivers that the offer made. */
  wrtc_video_source *back = NULL;
  wrtc_track *answer = video_track(&p, "", &back);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_track(p.b, 20, answer, NULL, 0, &reused, &used));
  CHECK(reused == NULL);
  CHECK_EQ(their_video->tag, used);
  describe(&p, p.b, p.a, WRTC_SDP_TYPE_ANSWER);
  CHECK_EQ(1, changed(&p, 11, WRTC_DIRECTION_SENDRECV, WRTC_DIRECTION_SENDRECV)->mid.length);
  changed(&p, 10, WRTC_DIRECTION_SENDRECV, WRTC_DIRECTION_SENDONLY);
  changed(&p, their_video->tag, WRTC_DIRECTION_SENDRECV, WRTC_DIRECTION_SENDRECV);
  changed(&p, their_audio->tag, WRTC_DIRECTION_RECVONLY, WRTC_DIRECTION_RECVONLY);
  take_event(&p, WRTC_EVENT_TRACK, 11, ANY);

  /* Everything is stopped by A, and B hears of it. */
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_stop(video));
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_stop(video));
  take_event(&p, WRTC_EVENT_TRACK_ENDED, 11, ANY);
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_rtp_transceiver_set_direction(video, WRTC_DIRECTION_SENDRECV));
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_rtp_sender_replace_track(video, 99, NULL));
  negotiate(&p);
  take_event(&p, WRTC_EVENT_TRACK_ENDED, their_video->tag, ANY);
  CHECK_EQ(1, changed(&p, 11, WRTC_DIRECTION_STOPPED, WRTC_DIRECTION_STOPPED)->mid.length >= 0);

  /* The rest ends with the connection. */
  wrtc_peer_connection_close(p.a);
  take_event(&p, WRTC_EVENT_TRACK_ENDED, 10, ANY);
  CHECK_STATUS(WRTC_CLOSED, wrtc_rtp_transceiver_stop(audio));
  CHECK_STATUS(WRTC_CLOSED, wrtc_peer_connection_add_transceiver(p.a, 13, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &reused));
  wrtc_rtp_transceiver_destroy(audio);
  wrtc_rtp_transceiver_destroy(video);
  wrtc_rtp_transceiver_destroy(their_audio->transceiver);
  wrtc_rtp_transceiver_destroy(their_video->transceiver);
  wrtc_track_destroy(track);
  wrtc_track_destroy(answer);
  wrtc_track_destroy(remote);
  wrtc_video_source_destroy(source);
  wrtc_video_source_destroy(back);
  check_answers(&p);
  peers_end(&p);
}

static void directions(void) {
  peers p;
  wrtc_rtp_transceiver *ours = NULL;
  wrtc_video_source *source = NULL;
  peers_begin_media(&p);
  wrtc_track *track = video_track(&p, "", &source);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_VIDEO, track, NULL, &ours));
  negotiate(&p);
  const wrtc_transceiver_announced *theirs = announced(&p, B);
  take_event(&p, WRTC_EVENT_TRACK, theirs->tag, ANY);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_set_direction(ours, WRTC_DIRECTION_INACTIVE));
  changed(&p, 10, WRTC_DIRECTION_INACTIVE, WRTC_DIRECTION_SENDONLY);
  take_event(&p, WRTC_EVENT_NEGOTIATION_NEEDED, A, ANY);
  negotiate(&p);
  changed(&p, 10, WRTC_DIRECTION_INACTIVE, WRTC_DIRECTION_INACTIVE);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_set_direction(ours, WRTC_DIRECTION_SENDRECV));
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_set_direction(theirs->transceiver, WRTC_DIRECTION_SENDRECV));
  negotiate(&p);
  take_event(&p, WRTC_EVENT_TRACK, theirs->tag, ANY);
  take_event(&p, WRTC_EVENT_TRACK, 10, ANY);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_remove_track(ours));
  changed(&p, 10, WRTC_DIRECTION_RECVONLY, WRTC_DIRECTION_SENDRECV);
  /* Without a track there is nothing to remove (WebRTC 1.0, section 5.1). */
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_set_direction(ours, WRTC_DIRECTION_SENDRECV));
  changed(&p, 10, WRTC_DIRECTION_SENDRECV, WRTC_DIRECTION_SENDRECV);
  const int events = events_of(&p, 10);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_remove_track(ours));
  drain(&p);
  CHECK_EQ(events, events_of(&p, 10));
  wrtc_rtp_transceiver_destroy(ours);
  wrtc_rtp_transceiver_destroy(theirs->transceiver);
  wrtc_track_destroy(track);
  wrtc_video_source_destroy(source);
  check_answers(&p);
  peers_end(&p);
}

static void rolled_back(void) {
  peers p;
  wrtc_rtp_transceiver *ours = NULL;
  wrtc_rtp_parameters parameters;
  peers_begin_media(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_VIDEO, NULL, NULL, &ours));
  describe(&p, p.a, p.b, WRTC_SDP_TYPE_OFFER);
  const wrtc_transceiver_announced *theirs = announced(&p, B);
  for (int i = 0; i < 2; i++) {
    wrtc_peer_connection *connection = i == 0 ? p.b : p.a;
    int64_t operation = next_operation(&p);
    CHECK_STATUS(WRTC_OK,
                 i == 0 ? wrtc_peer_connection_set_remote_description(connection, operation, WRTC_SDP_TYPE_ROLLBACK, NULL, 0)
                        : wrtc_peer_connection_set_local_description(connection, operation, WRTC_SDP_TYPE_ROLLBACK, NULL, 0));
    CHECK_EQ(WRTC_OK, take_completion(&p, operation)->status);
  }
  const wrtc_transceiver_changed *gone;
  do gone = DETAILS(wrtc_transceiver_changed, take_event(&p, WRTC_EVENT_TRANSCEIVER_CHANGED, theirs->tag, ANY));
  while (!gone->is_removed);
  take_event(&p, WRTC_EVENT_TRACK_ENDED, theirs->tag, ANY);
  CHECK_EQ(WRTC_DIRECTION_STOPPED, gone->direction);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_get_parameters(theirs->transceiver, &parameters));
  CHECK_STATUS(WRTC_OK, wrtc_rtp_receiver_get_parameters(theirs->transceiver, &parameters));
  CHECK(wrtc_rtp_receiver_get_sources(theirs->transceiver, NULL, 0) == 0);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_stop(theirs->transceiver));

  /* A's own transceiver stays, and can be negotiated again. */
  negotiate(&p);
  changed(&p, 10, WRTC_DIRECTION_SENDRECV, WRTC_DIRECTION_SENDONLY);
  wrtc_rtp_transceiver_destroy(theirs->transceiver);
  wrtc_rtp_transceiver_destroy(ours);
  check_answers(&p);
  peers_end(&p);
}

/* Both offer at once, and A yields. Sections of the same kind: upstream, a section of another kind keeps the ids of its header
 * extensions over the rollback, and they collide. */
static void glare(void) {
  peers p;
  wrtc_rtp_transceiver *ours = NULL, *theirs = NULL;
  peers_begin_media(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &ours));
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(p.b, 20, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &theirs));
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_set_implicit_local_description(p.a, operation));
  CHECK_EQ(WRTC_OK, take_completion(&p, operation)->status);
  describe(&p, p.b, p.a, WRTC_SDP_TYPE_OFFER);
  describe(&p, p.a, p.b, WRTC_SDP_TYPE_ANSWER);
  changed(&p, 20, WRTC_DIRECTION_SENDRECV, WRTC_DIRECTION_SENDONLY);
  negotiate(&p);
  changed(&p, 10, WRTC_DIRECTION_SENDRECV, WRTC_DIRECTION_SENDONLY);
  wrtc_rtp_transceiver_destroy(ours);
  wrtc_rtp_transceiver_destroy(theirs);
  check_answers(&p);
  peers_end(&p);
}

/* Handles die in every order: connection, transceiver, track, source. */
static void orders(void) {
  for (int order = 0; order < 24; order++) {
    peers p;
    wrtc_rtp_transceiver *transceiver = NULL;
    wrtc_video_source *source = NULL;
    wrtc_track *remote = NULL;
    int64_t used = 0;
    int left[4] = {0, 1, 2, 3};
    peers_begin_media(&p);
    wrtc_track *track = video_track(&p, "", &source);
    CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_track(p.a, 10, track, NULL, 0, &transceiver, &used));
    CHECK_STATUS(WRTC_OK, wrtc_rtp_receiver_get_track(transceiver, &remote));
    if (order % 2 == 0) negotiate(&p);
    for (int i = 4, code = order; i > 0; code /= i, i--) {
      int which = left[code % i];
      left[code % i] = left[i - 1];
      if (which == 0) {
        wrtc_peer_connection_destroy(p.a);
        p.a = NULL;
      }
      if (which == 1) wrtc_rtp_transceiver_destroy(transceiver);
      if (which == 2) wrtc_track_destroy(track);
      if (which == 3) wrtc_video_source_destroy(source);
    }
    wrtc_track_destroy(remote);
    peers_end(&p);
  }
}

int main(void) {
  both_ways();
  directions();
  rolled_back();
  glare();
  orders();
  return check_finish();
}
