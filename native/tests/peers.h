/* Two peer connections of one process on one queue, with the test as the signaling channel between them. */
#ifndef WEBRTCNATIVE_TESTS_PEERS_H_
#define WEBRTCNATIVE_TESTS_PEERS_H_

#include "check.h"

/* Tags of the connections. Tests give their channels tags from 10 up. */
enum { A = 1, B = 2 };

enum { ANY = INT32_MIN, MAX_OPERATIONS = 16384 };

/* A copy of an event and of its details, which last until peers_end; texts are terminated for the test's convenience. */
typedef struct record {
  wrtc_event event;
  int taken;
} record;

typedef struct peers {
  wrtc_runtime *runtime;
  wrtc_queue *queue;
  wrtc_peer_connection *a;
  wrtc_peer_connection *b;
  record **records;
  int count;
  int capacity;
  int connected;
  int64_t last_operation;
  uint8_t answers[MAX_OPERATIONS];
} peers;

/* options_b is B's; null for the default. */
void peers_begin(peers *p, const wrtc_peer_connection_options *options_b);

void peers_begin_with(peers *p, const wrtc_peer_connection_options *options_a, const wrtc_peer_connection_options *options_b);

/* Both with audio and video. */
void peers_begin_media(peers *p);

/* Destroys the test's remaining objects (set a handle to null after destroying it), and drops the events. */
void peers_end(peers *p);

/* The id for the next operation; use each for a call that is expected to succeed. */
int64_t next_operation(peers *p);

/* One poll. Returns the number of events. */
int pump(peers *p, int32_t timeout_ms);

/* Polls until the queue is empty. */
void drain(peers *p);

/* The details of an event that has some, as the structure that its type names. */
#define DETAILS(structure, event) ((const structure *)details_of(event))
const void *details_of(const wrtc_event *event);

/* The first event of the kind that the test has not taken yet. Waits for it, and gives up the whole test after the deadline.
 * value: the state, or which description; ANY for any. */
#define take_event(p, type, tag, value) take_event_at((p), (type), (tag), (value), __FILE__, __LINE__)
#define take_completion(p, operation) take_completion_at((p), (operation), __FILE__, __LINE__)
wrtc_event *take_event_at(peers *p, wrtc_event_type type, int64_t tag, int32_t value, const char *file, int line);
const wrtc_operation_completed *take_completion_at(peers *p, int64_t operation, const char *file, int line);

/* The same without waiting and without taking. */
wrtc_event *find_event(const peers *p, wrtc_event_type type, int64_t tag, int32_t value);

/* How many events of the connection or channel have arrived. */
int events_of(const peers *p, int64_t tag);

/* Checks that every operation so far is completed once. */
void check_answers(peers *p);

/* Offer from a to b, answer back, candidates as they are gathered, until both are connected. a needs a channel first. */
void negotiate(peers *p);
void describe(peers *p, wrtc_peer_connection *from, wrtc_peer_connection *to, wrtc_sdp_type type);
void connect_peers(peers *p);

/* Gives each side the candidates that the other has gathered. */
void forward_all(peers *p);

/* Opens a channel that A announces, at both ends; *theirs is B's end, and their_tag (may be null) its tag. */
void open_channel(peers *p, int64_t tag, const char *label, const wrtc_data_channel_options *options, wrtc_data_channel **ours,
                  wrtc_data_channel **theirs, int64_t *their_tag);

/* Zeroes, with -1 for fields whose "not set" is -1. */
wrtc_data_channel_options channel_defaults(void);

/* Waits for a message of the channel with the tag. */
wrtc_status receive_next(peers *p, wrtc_data_channel *channel, int64_t tag, uint8_t *buffer, int32_t capacity,
                         wrtc_message_info *info);

#endif
