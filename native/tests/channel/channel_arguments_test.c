/* Arguments that createDataChannel, send and receive refuse. */
#include "peers.h"

static wrtc_status create(peers *p, int64_t tag, const wrtc_data_channel_options *options) {
  wrtc_data_channel *channel = NULL;
  wrtc_status status = wrtc_peer_connection_create_data_channel(p->a, tag, TEXT("label"), options, &channel);
  CHECK((status == WRTC_OK) == (channel != NULL));
  wrtc_data_channel_destroy(channel);
  return status;
}

/* Sets one field to a refused value; the others are valid. */
#define REFUSE_OPTION(field, wrong)                         \
  do {                                                      \
    wrtc_data_channel_options options = channel_defaults(); \
    options.field = (wrong);                                \
    CHECK_REFUSED(create(p, 10, &options));                 \
  } while (0)

static void options(peers *p) {
  REFUSE_OPTION(id, -2);
  REFUSE_OPTION(id, 5);         /* without negotiated */
  REFUSE_OPTION(negotiated, 1); /* without id */
  REFUSE_OPTION(max_retransmits, -2);
  REFUSE_OPTION(max_retransmits, WRTC_MAX_RELIABILITY + 1);
  REFUSE_OPTION(max_packet_life_time, -2);
  REFUSE_OPTION(max_packet_life_time, WRTC_MAX_RELIABILITY + 1);
  REFUSE_OPTION(priority, -2);
  REFUSE_OPTION(priority, 4);
  REFUSE_OPTION(protocol.length, 1);
  REFUSE_OPTION(protocol.length, -1);

  wrtc_data_channel_options both = channel_defaults();
  both.max_retransmits = 0;
  both.max_packet_life_time = 0;
  CHECK_REFUSED(create(p, 10, &both));

  wrtc_data_channel_options far = channel_defaults();
  far.negotiated = 1;
  far.id = wrtc_max_stream_id() + 1;
  CHECK_REFUSED(create(p, 10, &far));
  far.id = wrtc_max_stream_id();
  CHECK_STATUS(WRTC_OK, create(p, 10, &far));

  CHECK_REFUSED(create(p, 0, NULL));
  CHECK_REFUSED(create(p, -10, NULL));
}

static void labels(peers *p) {
  static char text[WRTC_MAX_LABEL_LENGTH + 1];
  memset(text, 'x', sizeof text);
  wrtc_data_channel *channel = NULL;
  wrtc_data_channel_options options = channel_defaults();

  CHECK_REFUSED(wrtc_peer_connection_create_data_channel(p->a, 10, NULL, 1, NULL, &channel));
  CHECK_REFUSED(wrtc_peer_connection_create_data_channel(p->a, 10, text, -1, NULL, &channel));
  CHECK_REFUSED(wrtc_peer_connection_create_data_channel(p->a, 10, text, sizeof text, NULL, &channel));
  CHECK_REFUSED(wrtc_peer_connection_create_data_channel(p->a, 10, text, 1, NULL, NULL));
  options.protocol.data = text;
  options.protocol.length = sizeof text;
  CHECK_REFUSED(wrtc_peer_connection_create_data_channel(p->a, 10, text, 1, &options, &channel));
  CHECK(channel == NULL);

  options.protocol.length = WRTC_MAX_LABEL_LENGTH;
  REQUIRE(wrtc_peer_connection_create_data_channel(p->a, 10, text, WRTC_MAX_LABEL_LENGTH, &options, &channel) == WRTC_OK);
  wrtc_data_channel_info info;
  CHECK_REFUSED(wrtc_data_channel_get_info(channel, NULL));
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_get_info(channel, &info));
  CHECK_EQ(WRTC_MAX_LABEL_LENGTH, info.label.length);
  CHECK_EQ(WRTC_MAX_LABEL_LENGTH, info.protocol.length);
  wrtc_data_channel_destroy(channel);
}

static void properties(peers *p) {
  wrtc_data_channel *channel = NULL;
  wrtc_data_channel_info info;
  REQUIRE(wrtc_peer_connection_create_data_channel(p->a, 10, "nul\0inside", 10, NULL, &channel) == WRTC_OK);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_get_info(channel, &info));
  CHECK(info.label.length == 10 && memcmp(info.label.data, "nul\0inside", 10) == 0);
  CHECK_EQ(0, info.protocol.length);
  CHECK_EQ(-1, info.max_retransmits);
  CHECK_EQ(-1, info.max_packet_life_time);
  CHECK_EQ(WRTC_PRIORITY_LOW, info.priority);
  CHECK_EQ(1, info.ordered);
  CHECK_EQ(0, info.negotiated);
  CHECK_EQ(-1, wrtc_data_channel_get_id(channel));
  CHECK_EQ(-1, wrtc_data_channel_get_max_message_size(channel));
  wrtc_data_channel_destroy(channel);

  wrtc_data_channel_options options = channel_defaults();
  options.protocol = string_of("chess");
  options.max_retransmits = 0;
  options.priority = WRTC_PRIORITY_HIGH;
  options.unordered = 1;
  options.negotiated = 1;
  options.id = 7;
  REQUIRE(wrtc_peer_connection_create_data_channel(p->a, 10, NULL, 0, &options, &channel) == WRTC_OK);
  CHECK_STATUS(WRTC_OK, wrtc_data_channel_get_info(channel, &info));
  CHECK_EQ(0, info.label.length);
  CHECK(info.protocol.length == 5 && memcmp(info.protocol.data, "chess", 5) == 0);
  CHECK_EQ(0, info.max_retransmits);
  CHECK_EQ(-1, info.max_packet_life_time);
  CHECK_EQ(WRTC_PRIORITY_HIGH, info.priority);
  CHECK_EQ(0, info.ordered);
  CHECK_EQ(1, info.negotiated);
  CHECK_EQ(7, wrtc_data_channel_get_id(channel));
  CHECK_STATUS(WRTC_ALREADY_EXISTS, create(p, 11, &options));
  wrtc_data_channel_destroy(channel);
}

static void messages(wrtc_data_channel *channel, wrtc_status send, wrtc_status receive) {
  uint8_t buffer[4] = {0};
  wrtc_message_info info;
  CHECK_REFUSED(wrtc_data_channel_send(channel, NULL, 1, 0));
  CHECK_REFUSED(wrtc_data_channel_send(channel, buffer, -1, 0));
  CHECK_REFUSED(wrtc_data_channel_receive(channel, NULL, 4, &info));
  CHECK_REFUSED(wrtc_data_channel_receive(channel, buffer, -1, &info));
  CHECK_REFUSED(wrtc_data_channel_receive(channel, buffer, 4, NULL));
  CHECK_STATUS(send, wrtc_data_channel_send(channel, buffer, 4, 0));
  CHECK_STATUS(receive, wrtc_data_channel_receive(channel, buffer, 4, &info));
  CHECK_STATUS(receive, wrtc_data_channel_receive(channel, NULL, 0, &info));
  CHECK_EQ(0, wrtc_data_channel_get_available(channel));
  CHECK_EQ(-1, wrtc_data_channel_get_next_size(channel));
}

int main(void) {
  peers p;
  wrtc_data_channel *ours = NULL;
  wrtc_data_channel *theirs = NULL;
  peers_begin(&p, NULL);
  options(&p);
  labels(&p);
  properties(&p);

  REQUIRE(wrtc_peer_connection_create_data_channel(p.a, 10, TEXT("early"), NULL, &ours) == WRTC_OK);
  CHECK_EQ(WRTC_DATA_CHANNEL_STATE_CONNECTING, wrtc_data_channel_get_state(ours));
  messages(ours, WRTC_NOT_OPEN, WRTC_EMPTY);
  wrtc_data_channel_destroy(ours);
  peers_end(&p);

  peers_begin(&p, NULL);
  open_channel(&p, 11, "open", NULL, &ours, &theirs, NULL);
  messages(theirs, WRTC_OK, WRTC_EMPTY);
  wrtc_data_channel_destroy(theirs);
  wrtc_data_channel_close(ours);
  take_event(&p, WRTC_EVENT_CHANNEL_STATE, 11, WRTC_DATA_CHANNEL_STATE_CLOSED);
  CHECK_EQ(WRTC_DATA_CHANNEL_STATE_CLOSED, wrtc_data_channel_get_state(ours));
  CHECK_EQ(WRTC_CLOSED, wrtc_data_channel_send(ours, (const uint8_t *)"x", 1, 0));
  wrtc_data_channel_destroy(ours);
  check_answers(&p);
  peers_end(&p);
  return check_finish();
}
