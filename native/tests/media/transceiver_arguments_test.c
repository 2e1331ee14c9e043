/* Calls with arguments that are refused, parameters, and calls that an engine answers with an error. */
#include "peers.h"

static void nulls(void) {
  wrtc_rtp_transceiver *transceiver = NULL;
  wrtc_track *track = NULL;
  wrtc_rtp_parameters parameters;
  int64_t used = 0;
  memset(&parameters, 0, sizeof parameters);
  CHECK_REFUSED(wrtc_peer_connection_add_transceiver(NULL, 1, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &transceiver));
  CHECK_REFUSED(wrtc_peer_connection_add_track(NULL, 1, NULL, NULL, 0, &transceiver, &used));
  CHECK_REFUSED(wrtc_peer_connection_remove_track(NULL));
  CHECK_REFUSED(wrtc_runtime_get_rtp_capabilities(NULL, WRTC_MEDIA_KIND_AUDIO, 1, &parameters));
  CHECK_REFUSED(wrtc_rtp_transceiver_set_direction(NULL, WRTC_DIRECTION_SENDRECV));
  CHECK_REFUSED(wrtc_rtp_transceiver_stop(NULL));
  CHECK_REFUSED(wrtc_rtp_transceiver_set_codec_preferences(NULL, NULL, 0));
  CHECK_REFUSED(wrtc_rtp_transceiver_get_header_extensions(NULL, 0, &parameters));
  CHECK_REFUSED(wrtc_rtp_transceiver_set_header_extensions(NULL, NULL, 0));
  CHECK_REFUSED(wrtc_rtp_sender_replace_track(NULL, 1, NULL));
  CHECK_REFUSED(wrtc_rtp_sender_set_streams(NULL, NULL, 0));
  CHECK_REFUSED(wrtc_rtp_sender_get_parameters(NULL, &parameters));
  CHECK_REFUSED(wrtc_rtp_sender_set_parameters(NULL, 1, &parameters));
  CHECK_REFUSED(wrtc_rtp_sender_generate_key_frame(NULL, 1, NULL, 0));
  CHECK_REFUSED(wrtc_rtp_sender_insert_dtmf(NULL, TEXT("1"), 100, 70));
  CHECK_REFUSED(wrtc_rtp_sender_get_stats(NULL, 1));
  CHECK_REFUSED(wrtc_rtp_receiver_get_track(NULL, &track));
  CHECK_REFUSED(wrtc_rtp_receiver_get_parameters(NULL, &parameters));
  CHECK(wrtc_rtp_receiver_get_sources(NULL, NULL, 0) < 0);
  CHECK_REFUSED(wrtc_rtp_receiver_set_jitter_buffer_target(NULL, 0));
  CHECK_REFUSED(wrtc_rtp_receiver_get_stats(NULL, 1));
  CHECK_REFUSED(wrtc_track_get_info(NULL, NULL));
  CHECK_REFUSED(wrtc_track_set_enabled(NULL, 1));
  CHECK_REFUSED(wrtc_track_set_content_hint(NULL, WRTC_CONTENT_HINT_NONE));
  CHECK_REFUSED(wrtc_video_source_create(NULL, 0, NULL));
  CHECK_REFUSED(wrtc_video_source_create_track(NULL, NULL, 0, &track));
  wrtc_rtp_transceiver_destroy(NULL);
  wrtc_track_destroy(NULL);
  wrtc_video_source_destroy(NULL);
}

static void without_media(void) {
  peers p;
  wrtc_rtp_transceiver *transceiver = NULL;
  peers_begin(&p, NULL);
  CHECK_STATUS(WRTC_INVALID_STATE,
               wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &transceiver));
  CHECK(transceiver == NULL);
  peers_end(&p);
}

static void another_runtime(void) {
  peers p;
  wrtc_runtime *other = NULL;
  wrtc_video_source *source = NULL;
  wrtc_track *track = NULL;
  wrtc_rtp_transceiver *transceiver = NULL;
  peers_begin_media(&p);
  REQUIRE(wrtc_runtime_create(&other) == WRTC_OK);
  REQUIRE(wrtc_video_source_create(other, 0, &source) == WRTC_OK);
  REQUIRE(wrtc_video_source_create_track(source, NULL, 0, &track) == WRTC_OK);
  CHECK_REFUSED(wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_VIDEO, track, NULL, &transceiver));
  CHECK_REFUSED(wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_AUDIO, track, NULL, &transceiver));
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_VIDEO, NULL, NULL, &transceiver));
  CHECK_REFUSED(wrtc_rtp_sender_replace_track(transceiver, 1, track));
  wrtc_rtp_transceiver_destroy(transceiver);
  wrtc_track_destroy(track);
  wrtc_video_source_destroy(source);
  wrtc_runtime_destroy(other);
  peers_end(&p);
}

/* Text that would break the lines of a description. */
static void identifiers(void) {
  peers p;
  wrtc_rtp_transceiver *transceiver = NULL;
  wrtc_video_source *source = NULL;
  wrtc_track *track = NULL, *none = NULL;
  int64_t used = 0;
  const wrtc_string wrong[] = {{"a\0b", 3},
                               {"a b", 3},
                               {"a\r\nm=audio", 10},
                               {"", 0},
                               {"\xff\xfe", 2},
                               {"\x7f", 1},
                               {"0123456789012345678901234567890123456789012345678901234567890123456789", 65}};
  peers_begin_media(&p);
  REQUIRE(wrtc_video_source_create(p.runtime, 0, &source) == WRTC_OK);
  CHECK_STATUS(WRTC_OK, wrtc_video_source_create_track(source, wrong[6].data, 64, &track));
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_VIDEO, NULL, NULL, &transceiver));
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    const wrtc_string ids[2] = {string_of("good"), wrong[i]};
    wrtc_rtp_transceiver_init init;
    wrtc_rtp_transceiver *bad = NULL;
    memset(&init, 0, sizeof init);
    init.stream_ids = ids;
    init.stream_id_count = 2;
    CHECK_REFUSED(wrtc_peer_connection_add_transceiver(p.a, 11, WRTC_MEDIA_KIND_AUDIO, NULL, &init, &bad));
    CHECK_REFUSED(wrtc_peer_connection_add_track(p.a, 11, track, ids, 2, &bad, &used));
    CHECK_REFUSED(wrtc_rtp_sender_set_streams(transceiver, ids, 2));
    if (wrong[i].length > 0) CHECK_REFUSED(wrtc_video_source_create_track(source, wrong[i].data, wrong[i].length, &none));
    CHECK(bad == NULL && none == NULL);
  }
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_set_streams(transceiver, wrong, 0));
  negotiate(&p);
  wrtc_rtp_transceiver_destroy(transceiver);
  wrtc_track_destroy(track);
  wrtc_video_source_destroy(source);
  peers_end(&p);
}

static void sender_parameters(void) {
  peers p;
  wrtc_rtp_transceiver *video = NULL, *bad = NULL;
  wrtc_rtp_parameters parameters;
  wrtc_rtp_encoding encodings[3];
  const char *rids[] = {"a", "b", "c"};
  wrtc_rtp_transceiver_init init;
  memset(&init, 0, sizeof init);
  memset(encodings, 0, sizeof encodings);
  for (int i = 0; i < 3; i++) {
    encodings[i].rid = string_of(rids[i]);
    encodings[i].max_framerate = encodings[i].scale_resolution_down_by = -1;
    encodings[i].max_bitrate = encodings[i].priority = encodings[i].network_priority = -1;
    encodings[i].active = 1;
  }
  init.encodings = encodings;
  init.encoding_count = 3;
  peers_begin_media(&p);
  encodings[1].scale_resolution_down_by = 0.5;
  CHECK_REFUSED(wrtc_peer_connection_add_transceiver(p.a, 9, WRTC_MEDIA_KIND_VIDEO, NULL, &init, &bad));
  encodings[1].scale_resolution_down_by = -1;
  encodings[1].rid = encodings[0].rid;
  CHECK_REFUSED(wrtc_peer_connection_add_transceiver(p.a, 9, WRTC_MEDIA_KIND_VIDEO, NULL, &init, &bad));
  encodings[1].rid = string_of("b");
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_VIDEO, NULL, &init, &video));
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_get_parameters(video, &parameters));
  if (CHECK_EQ(3, parameters.encoding_count)) {
    CHECK(parameters.encodings[0].scale_resolution_down_by == 4);
    CHECK(parameters.encodings[2].scale_resolution_down_by == 1);
    CHECK_EQ(1, parameters.encodings[1].rid.length);
  }
  memcpy(encodings, parameters.encodings, sizeof encodings);
  encodings[0].active = 0;
  encodings[2].max_bitrate = 500000;
  encodings[0].priority = WRTC_PRIORITY_HIGH; /* the engines take it of the first one only */
  parameters.encodings = encodings;
  parameters.degradation_preference = WRTC_DEGRADATION_PREFERENCE_BALANCED;
  int64_t operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_set_parameters(video, operation, &parameters));
  int64_t again = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_set_parameters(video, again, &parameters));
  CHECK_EQ(WRTC_OK, take_completion(&p, operation)->status);
  CHECK_EQ(WRTC_INVALID_STATE, take_completion(&p, again)->status);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_get_parameters(video, &parameters));
  if (CHECK_EQ(3, parameters.encoding_count)) {
    CHECK_EQ(0, parameters.encodings[0].active);
    CHECK_EQ(500000, parameters.encodings[2].max_bitrate);
    CHECK_EQ(WRTC_PRIORITY_HIGH, parameters.encodings[0].priority);
    CHECK_EQ(WRTC_DEGRADATION_PREFERENCE_BALANCED, parameters.degradation_preference);
  }
  parameters.encoding_count = 2;
  operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_set_parameters(video, operation, &parameters));
  CHECK_EQ(WRTC_ERROR_TYPE_INVALID_MODIFICATION, take_completion(&p, operation)->error_type);

  operation = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_generate_key_frame(video, operation, NULL, 0));
  const wrtc_operation_completed *completed = take_completion(&p, operation);
  if (is_system_engine()) CHECK_EQ(WRTC_ERROR_TYPE_UNSUPPORTED_OPERATION, completed->error_type);
  CHECK_STATUS(WRTC_INVALID_STATE, wrtc_rtp_sender_insert_dtmf(video, TEXT("1"), 100, 70));
  wrtc_rtp_transceiver_destroy(video);
  check_answers(&p);
  peers_end(&p);
}

static void codecs_and_extensions(void) {
  peers p;
  wrtc_rtp_transceiver *audio = NULL;
  wrtc_rtp_parameters capabilities;
  wrtc_rtp_parameters extensions;
  wrtc_rtp_header_extension list[64];
  peers_begin_media(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_add_transceiver(p.a, 10, WRTC_MEDIA_KIND_AUDIO, NULL, NULL, &audio));
  CHECK_STATUS(WRTC_OK, wrtc_runtime_get_rtp_capabilities(p.runtime, WRTC_MEDIA_KIND_AUDIO, 0, &capabilities));
  wrtc_rtp_codec pcmu;
  memset(&pcmu, 0, sizeof pcmu);
  for (int i = 0; i < capabilities.codec_count; i++) {
    if (capabilities.codecs[i].mime_type.length == 10 && memcmp(capabilities.codecs[i].mime_type.data, "audio/PCMU", 10) == 0)
      pcmu = capabilities.codecs[i];
  }
  CHECK_EQ(8000, pcmu.clock_rate);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_set_codec_preferences(audio, capabilities.codecs, capabilities.codec_count));
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_set_codec_preferences(audio, &pcmu, 1));
  pcmu.mime_type = string_of("audio/none");
  CHECK_STATUS(WRTC_ENGINE_FAILURE, wrtc_rtp_transceiver_set_codec_preferences(audio, &pcmu, 1));
  pcmu.mime_type = string_of("video/VP8");
  CHECK_REFUSED(wrtc_rtp_transceiver_set_codec_preferences(audio, &pcmu, 1));

  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_get_header_extensions(audio, 0, &extensions));
  REQUIRE(extensions.header_extension_count > 0 && extensions.header_extension_count < 64);
  const int count = extensions.header_extension_count;
  memcpy(list, extensions.header_extensions, (size_t)count * sizeof *list);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_set_header_extensions(audio, list, count));
  CHECK_STATUS(WRTC_ENGINE_FAILURE, wrtc_rtp_transceiver_set_header_extensions(audio, list, 0));
  CHECK_STATUS(WRTC_OK, wrtc_rtp_transceiver_get_header_extensions(audio, 1, &extensions));

  int64_t create = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_peer_connection_create_offer(p.a, create, 0));
  const char *sdp = take_completion(&p, create)->sdp.data;
  CHECK(strstr(sdp, "PCMU/8000") != NULL);
  CHECK(strstr(sdp, "opus/48000") == NULL);

  CHECK_REFUSED(wrtc_rtp_transceiver_set_direction(audio, WRTC_DIRECTION_STOPPED));
  CHECK_REFUSED(wrtc_rtp_sender_insert_dtmf(audio, TEXT("x"), 100, 70));
  CHECK_REFUSED(wrtc_rtp_sender_insert_dtmf(audio, TEXT("1"), 39, 70));
  CHECK_REFUSED(wrtc_rtp_receiver_set_jitter_buffer_target(audio, 4001));
  CHECK_STATUS(WRTC_OK, wrtc_rtp_receiver_set_jitter_buffer_target(audio, 100));
  CHECK_STATUS(WRTC_OK, wrtc_rtp_receiver_set_jitter_buffer_target(audio, -1));
  int64_t stats = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_sender_get_stats(audio, stats));
  CHECK(take_completion(&p, stats)->stats.data[0] == '[');
  stats = next_operation(&p);
  CHECK_STATUS(WRTC_OK, wrtc_rtp_receiver_get_stats(audio, stats));
  CHECK(take_completion(&p, stats)->stats.data[0] == '[');
  wrtc_rtp_transceiver_destroy(audio);
  check_answers(&p);
  peers_end(&p);
}

int main(void) {
  nulls();
  without_media();
  another_runtime();
  identifiers();
  sender_parameters();
  codecs_and_extensions();
  return check_finish();
}
