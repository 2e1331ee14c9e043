#include "event_copy.h"

#include <stddef.h>
#include <stdlib.h>

#include "check.h"

/* The structure of a kind of events, and where its texts are (wrtc_bytes look the same). */
typedef struct layout {
  wrtc_event_type type;
  size_t size;
  int count;
  size_t texts[4];
} layout;

/* clang-format off */
static const layout layouts[] = {
    {WRTC_EVENT_OPERATION_COMPLETED, sizeof(wrtc_operation_completed), 3,
     {offsetof(wrtc_operation_completed, error), offsetof(wrtc_operation_completed, sdp), offsetof(wrtc_operation_completed, stats)}},
    {WRTC_EVENT_ICE_CANDIDATE, sizeof(wrtc_local_candidate), 3,
     {offsetof(wrtc_local_candidate, sdp_mid), offsetof(wrtc_local_candidate, candidate), offsetof(wrtc_local_candidate, server_url)}},
    {WRTC_EVENT_ICE_CANDIDATE_REMOVED, sizeof(wrtc_local_candidate), 3,
     {offsetof(wrtc_local_candidate, sdp_mid), offsetof(wrtc_local_candidate, candidate), offsetof(wrtc_local_candidate, server_url)}},
    {WRTC_EVENT_ICE_CANDIDATE_ERROR, sizeof(wrtc_candidate_error), 3,
     {offsetof(wrtc_candidate_error, address), offsetof(wrtc_candidate_error, url), offsetof(wrtc_candidate_error, error_text)}},
    {WRTC_EVENT_SELECTED_CANDIDATE_PAIR, sizeof(wrtc_candidate_pair), 3,
     {offsetof(wrtc_candidate_pair, local), offsetof(wrtc_candidate_pair, remote), offsetof(wrtc_candidate_pair, reason)}},
    {WRTC_EVENT_DESCRIPTION, sizeof(wrtc_description_changed), 1, {offsetof(wrtc_description_changed, sdp)}},
    {WRTC_EVENT_SCTP_STATE, sizeof(wrtc_sctp_transport), 0, {0}},
    {WRTC_EVENT_DTLS_STATE, sizeof(wrtc_dtls_transport), 2,
     {offsetof(wrtc_dtls_transport, remote_certificate), offsetof(wrtc_dtls_transport, mid)}},
    {WRTC_EVENT_EVENT_LOG, sizeof(wrtc_event_log), 1, {offsetof(wrtc_event_log, bytes)}},
    {WRTC_EVENT_DATA_CHANNEL, sizeof(wrtc_data_channel_announced), 0, {0}},
    {WRTC_EVENT_TRANSCEIVER, sizeof(wrtc_transceiver_announced), 0, {0}},
    {WRTC_EVENT_TRANSCEIVER_CHANGED, sizeof(wrtc_transceiver_changed), 1, {offsetof(wrtc_transceiver_changed, mid)}},
    {WRTC_EVENT_TRACK, sizeof(wrtc_track_announced), 0, {0}},
    {WRTC_EVENT_DTMF_TONE, sizeof(wrtc_dtmf_tone), 2, {offsetof(wrtc_dtmf_tone, tone), offsetof(wrtc_dtmf_tone, tone_buffer)}},
    {WRTC_EVENT_CHANNEL_STATE, sizeof(wrtc_channel_failure), 1, {offsetof(wrtc_channel_failure, error)}},
    {WRTC_EVENT_LOG, sizeof(wrtc_log_line), 1, {offsetof(wrtc_log_line, text)}},
};
/* clang-format on */

static const layout *layout_of(wrtc_event_type type) {
  for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
    if (layouts[i].type == type) return &layouts[i];
  return NULL;
}

static wrtc_string copy_of(wrtc_string text) {
  char *copy = malloc((size_t)text.length + 1);
  REQUIRE(copy != NULL);
  if (text.length > 0) memcpy(copy, text.data, (size_t)text.length);
  copy[text.length] = 0;
  text.data = copy;
  return text;
}

static void copy_stream_ids(wrtc_track_announced *track) {
  wrtc_string *ids = calloc((size_t)track->stream_id_count + 1, sizeof *ids);
  REQUIRE(ids != NULL);
  for (int i = 0; i < track->stream_id_count; i++) ids[i] = copy_of(track->stream_ids[i]);
  track->stream_ids = ids;
}

void copy_details(wrtc_event *event) {
  if (event->details == NULL) return;
  const layout *const found = layout_of(event->type);
  REQUIRE(found != NULL);
  char *copy = malloc(found->size);
  REQUIRE(copy != NULL);
  memcpy(copy, event->details, found->size);
  for (int i = 0; i < found->count; i++) {
    wrtc_string *text = (wrtc_string *)(void *)(copy + found->texts[i]);
    *text = copy_of(*text);
  }
  if (event->type == WRTC_EVENT_TRACK) copy_stream_ids((wrtc_track_announced *)(void *)copy);
  event->details = copy;
}

void free_details(wrtc_event *event) {
  const layout *const found = layout_of(event->type);
  if (event->details == NULL || found == NULL) return;
  for (int i = 0; i < found->count; i++)
    free((char *)((const wrtc_string *)(const void *)((const char *)event->details + found->texts[i]))->data);
  if (event->type == WRTC_EVENT_TRACK) {
    const wrtc_track_announced *track = event->details;
    for (int i = 0; i < track->stream_id_count; i++) free((char *)track->stream_ids[i].data);
    free((void *)track->stream_ids);
  }
  free((void *)event->details);
}
