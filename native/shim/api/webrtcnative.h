/* webrtcnative.h: a C interface to Google's libwebrtc.
 *
 * The model
 *   Everything that happens becomes an event in a wrtc_queue, which the caller empties with wrtc_queue_poll. The library
 *   never calls a function of the caller.
 *   A call that libwebrtc completes later takes an operation id of the caller's choice. Exactly one
 *   WRTC_EVENT_OPERATION_COMPLETED with that id completes it. Objects get a tag of the caller's choice (positive), which
 *   their events carry. The library gives channels that the remote peer opens a negative tag.
 *   A data channel is like a socket: messages wait in its own receive queue until wrtc_data_channel_receive copies them out,
 *   and the event queue only reports that there are some. webrtcnative_events.h has the events.
 *
 * Threads
 *   Every function may be called from any thread at any time, except that one queue is polled by one thread at a time.
 *   Only wrtc_peer_connection_create, _create_data_channel and _set_configuration wait for a libwebrtc thread (one hop);
 *   wrtc_queue_poll and wrtc_wait_for_closings wait when they are asked to; wrtc_runtime_create starts threads. Nothing else
 *   ever blocks.
 *
 * Ownership
 *   A handle belongs to the caller until its *_destroy, which accepts null, returns at once, and may come in any order:
 *   objects underneath that are still needed live on until they are done. No event of an object is queued after its destroy.
 *   Arguments are borrowed for the duration of the call only.
 *
 * Errors
 *   Functions that can fail return a wrtc_status. wrtc_last_error has the text of the last failure on this thread, but not
 *   for WRTC_EMPTY and WRTC_BUFFER_TOO_SMALL, which are no failures.
 *   An object is as usable after a failed call as before it. Null handles give WRTC_INVALID_PARAMETER.
 */
#ifndef WEBRTCNATIVE_H_
#define WEBRTCNATIVE_H_

#include "webrtcnative_events.h"
#include "webrtcnative_types.h"

#if defined(_WIN32)
#define WRTC_EXPORT /* by a .def file made from this header */
#else
#define WRTC_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Library ---------------------------------------------------------------------------------------------------- */

/* WRTC_ABI_VERSION of the library. A caller compiled with another number must not use the library. */
WRTC_EXPORT int32_t wrtc_abi_version(void);

/* Engine name and version for display, such as "libwebrtc m150 (upstream)". The string is never freed. */
WRTC_EXPORT void wrtc_engine_version(wrtc_string *version);

/* The highest SCTP stream id that a data channel may have: 65534 (RFC 8832, section 6), or 1023 with Debian's engine. Channels that
 * are not negotiated take the even or the odd ones, by the DTLS role. */
WRTC_EXPORT int32_t wrtc_max_stream_id(void);

/* The last failure on the calling thread; status is WRTC_OK if there was none. */
WRTC_EXPORT void wrtc_last_error(wrtc_error *error);

/* Number of live objects of a kind in the process, including objects with a destroyed handle that libwebrtc has not released
 * yet. -1 for an unknown kind. For tests and diagnostics. */
WRTC_EXPORT int32_t wrtc_live_objects(wrtc_object_kind kind);

/* The costs of messages so far; -1 for an unknown counter. For tests and diagnostics. */
WRTC_EXPORT int64_t wrtc_counter_value(wrtc_counter counter);

/* For the end of a process: waits until libwebrtc has closed every connection that was closed or destroyed before this call, and
 * has given what tells their peers to the operating system. Waits timeout_ms (>= 0) at most, and not at all when there is no such
 * connection. Returns how many are left, or WRTC_INVALID_PARAMETER. */
WRTC_EXPORT int32_t wrtc_wait_for_closings(int32_t timeout_ms);

/* Sends libwebrtc's log, from this severity up, to a queue as WRTC_EVENT_LOG. Lines that belong to a healthy connection, such as those about
 * a peer that closes, have WRTC_LOG_SEVERITY_INFO, where libwebrtc has a warning or an error. The queue that had the log before gets no more
 * lines. At most 1024 lines wait there, further lines are dropped and counted. WRTC_LOG_SEVERITY_NONE: no log to this queue;
 * the log of another queue stays. A null queue: no log at all. */
WRTC_EXPORT wrtc_status wrtc_log_to_queue(wrtc_queue *queue, wrtc_log_severity severity);

/* ---- Runtime: libwebrtc's threads and factory --------------------------------------------------------------------- */

/* Starts a network, a worker and a signaling thread; connections start none. One runtime is enough for a process.
 * WRTC_ENGINE_FAILURE with WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED: the process may not have the threads or descriptors (limits of
 * processes, open files or address space). All of it is freed, and a later call succeeds once there are enough. */
WRTC_EXPORT wrtc_status wrtc_runtime_create(wrtc_runtime **runtime);

/* Stops the threads, from one of their own, as soon as the last connection and channel handle is destroyed. */
WRTC_EXPORT void wrtc_runtime_destroy(wrtc_runtime *runtime);

/* ---- Queue ---------------------------------------------------------------------------------------------------------- */

/* A queue of events, for any number of connections. */
WRTC_EXPORT wrtc_status wrtc_queue_create(wrtc_queue **queue);

/* Takes up to capacity events, oldest first, and returns their number, or WRTC_INVALID_PARAMETER.
 *   timeout_ms   0: return at once; > 0: wait for an event that long; -1: wait until there is an event or a wake.
 * What the events point to is valid until the next poll of the queue. The channel of a WRTC_EVENT_DATA_CHANNEL belongs to the
 * caller from here on. Two polls of one queue at a time: the second returns WRTC_INVALID_STATE, or 0 if it does not wait and
 * the queue is empty. */
WRTC_EXPORT int32_t wrtc_queue_poll(wrtc_queue *queue, wrtc_event *events, int32_t capacity, int32_t timeout_ms);

/* Makes the waiting poll return at once, or otherwise the next poll that would wait. */
WRTC_EXPORT void wrtc_queue_wake(wrtc_queue *queue);

/* Drops the queued events and all later ones. Must not be called during a poll: wake the poll and let it return first. */
WRTC_EXPORT void wrtc_queue_destroy(wrtc_queue *queue);

/* ---- Peer connection ------------------------------------------------------------------------------------------------ */

/* RTCPeerConnection's constructor. options may be null. Waits for the signaling thread.
 * WRTC_INVALID_PARAMETER: tag below 1, or options that libwebrtc refuses, such as a malformed ICE server URL. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_create(wrtc_runtime *runtime, wrtc_queue *queue, int64_t tag,
                                                    const wrtc_peer_connection_options *options,
                                                    wrtc_peer_connection **connection);

/* setConfiguration: wrtc_peer_connection_options says which options may change. The other options must be valid and change
 * nothing; null is the defaults. Waits for the signaling thread.
 * WRTC_INVALID_PARAMETER as in create; WRTC_ENGINE_FAILURE with WRTC_ERROR_TYPE_INVALID_MODIFICATION: too late for that
 * change; WRTC_CLOSED. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_set_configuration(wrtc_peer_connection *connection,
                                                               const wrtc_peer_connection_options *options);

/* createOffer and createAnswer. The completion carries type and SDP. WRTC_CLOSED after close.
 * ice_restart 1: with new ICE credentials. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_create_offer(wrtc_peer_connection *connection, int64_t operation,
                                                          uint8_t ice_restart);
WRTC_EXPORT wrtc_status wrtc_peer_connection_create_answer(wrtc_peer_connection *connection, int64_t operation);

/* setLocalDescription and setRemoteDescription. The SDP is parsed by the call: WRTC_INVALID_PARAMETER with the wrong line.
 * Errors that only the engine finds arrive with the completion. WRTC_SDP_TYPE_ROLLBACK ignores the SDP. Sections of audio and
 * video are rejected (port 0) if the connection has no media. Any line ends, empty lines, a byte order mark and
 * spaces at the ends of lines are accepted.
 * A remote offer or provisional answer that fails while the engine applies it is rolled back, and a pending offer with it: the
 * signaling state is stable then. After any other description that fails so, the engine refuses all later ones. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_set_local_description(wrtc_peer_connection *connection, int64_t operation,
                                                                   wrtc_sdp_type type, const char *sdp, int32_t sdp_length);
WRTC_EXPORT wrtc_status wrtc_peer_connection_set_remote_description(wrtc_peer_connection *connection, int64_t operation,
                                                                    wrtc_sdp_type type, const char *sdp, int32_t sdp_length);

/* setLocalDescription without an argument: creates the offer or answer that the signaling state calls for, and sets it. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_set_implicit_local_description(wrtc_peer_connection *connection, int64_t operation);

/* restartIce: the next offer has new ICE credentials, and negotiation is needed. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_restart_ice(wrtc_peer_connection *connection);

/* Whether negotiation is needed now: the completion has WRTC_OK if it is, and WRTC_INVALID_STATE if not. Call it after
 * WRTC_EVENT_NEGOTIATION_NEEDED when no create, set or add operation is under way, and again after each of them that was
 * started before the completion (the W3C's check of the operations chain). */
WRTC_EXPORT wrtc_status wrtc_peer_connection_check_negotiation_needed(wrtc_peer_connection *connection, int64_t operation);

/* addIceCandidate, chained after the description operations that were started before it. The candidate attribute is
 * parsed by the call ("candidate:..." with or without "a="); sdp_mline_index is used when mid is empty.
 * WRTC_INVALID_PARAMETER: unparsable, or neither mid nor index (-1) given. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_add_ice_candidate(wrtc_peer_connection *connection, int64_t operation,
                                                               const char *mid, int32_t mid_length, int32_t sdp_mline_index,
                                                               const char *candidate, int32_t candidate_length);

/* Removes a candidate of the remote peer, such as one that the peer reported with WRTC_EVENT_ICE_CANDIDATE_REMOVED. The
 * completion fails if there is no such candidate. Arguments as above. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_remove_ice_candidate(wrtc_peer_connection *connection, int64_t operation,
                                                                  const char *mid, int32_t mid_length, int32_t sdp_mline_index,
                                                                  const char *candidate, int32_t candidate_length);

/* WRTC_OK if the calls above would accept these arguments. For candidates that must wait for the remote description. */
WRTC_EXPORT wrtc_status wrtc_ice_candidate_check(const char *mid, int32_t mid_length, int32_t sdp_mline_index,
                                                 const char *candidate, int32_t candidate_length);

/* getStats. The completion carries a JSON array of the statistics objects (W3C webrtc-stats). */
WRTC_EXPORT wrtc_status wrtc_peer_connection_get_stats(wrtc_peer_connection *connection, int64_t operation);

/* Starts libwebrtc's RTC event log. Its bytes arrive as WRTC_EVENT_EVENT_LOG about every output_period_ms (1..60000), until
 * more than limit bytes (> 0) have been written in all, or until stop. The completion fails if a log is running. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_start_event_log(wrtc_peer_connection *connection, int64_t operation,
                                                             int32_t output_period_ms, int64_t limit);

/* Stops the log. The completion arrives after the last bytes. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_stop_event_log(wrtc_peer_connection *connection, int64_t operation);

/* createDataChannel. options may be null. Waits for the signaling thread.
 * WRTC_INVALID_PARAMETER: negotiated without id or id without it, both limits, a range or length exceeded;
 * WRTC_ALREADY_EXISTS: the id is taken; WRTC_CLOSED; WRTC_ENGINE_FAILURE: see wrtc_last_error. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_create_data_channel(wrtc_peer_connection *connection, int64_t tag, const char *label,
                                                                 int32_t label_length, const wrtc_data_channel_options *options,
                                                                 wrtc_data_channel **channel);

/* close. Operations that are under way complete with WRTC_CLOSED: when it returns, every completion is in the queue. Channels
 * go to closed. Repeated calls do nothing. */
WRTC_EXPORT void wrtc_peer_connection_close(wrtc_peer_connection *connection);

/* The completion says that libwebrtc has closed the connection, and has given what tells the peer (SCTP's ABORT, DTLS's
 * close_notify) to the operating system. WRTC_INVALID_STATE unless close was called before. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_tell_closed(wrtc_peer_connection *connection, int64_t operation);

/* Closes the connection and destroys the handle. Channel handles stay valid, their channels are closed. */
WRTC_EXPORT void wrtc_peer_connection_destroy(wrtc_peer_connection *connection);

/* ---- Data channel --------------------------------------------------------------------------------------------------- */

/* The unchanging properties. */
WRTC_EXPORT wrtc_status wrtc_data_channel_get_info(const wrtc_data_channel *channel, wrtc_data_channel_info *info);

/* Atomic reads; -1 on a null handle. The id is -1 until the DTLS roles decide which side has the even ids; the maximum
 * message size in bytes is -1 until the SCTP association has been negotiated. */
WRTC_EXPORT int32_t wrtc_data_channel_get_state(const wrtc_data_channel *channel);
WRTC_EXPORT int32_t wrtc_data_channel_get_id(const wrtc_data_channel *channel);
WRTC_EXPORT int64_t wrtc_data_channel_get_max_message_size(const wrtc_data_channel *channel);

/* Bytes accepted by send and not yet handed to SCTP. Read from a counter of the library, without a thread hop. */
WRTC_EXPORT int64_t wrtc_data_channel_get_buffered_amount(const wrtc_data_channel *channel);

/* bufferedAmountLowThreshold: when the buffered amount falls from above it to it or below,
 * WRTC_EVENT_CHANNEL_BUFFERED_AMOUNT_LOW is pushed. -1, the initial value: no event. WRTC_INVALID_PARAMETER below -1. */
WRTC_EXPORT wrtc_status wrtc_data_channel_set_buffered_amount_low_threshold(wrtc_data_channel *channel, int64_t threshold);

/* Requests one WRTC_EVENT_CHANNEL_WRITABLE, as soon as the buffered amount is at this amount or below (perhaps at once) or
 * the channel is closed. A later call replaces a pending one. */
WRTC_EXPORT wrtc_status wrtc_data_channel_notify_writable(wrtc_data_channel *channel, int64_t amount);

/* Copies the message and queues it; it leaves on libwebrtc's own thread, in order. At most 16 MiB, or 262,144 messages,
 * may be buffered.
 * WRTC_NOT_OPEN, WRTC_CLOSED, WRTC_SEND_BUFFER_FULL, WRTC_MESSAGE_TOO_LARGE. is_text 1 sends a string, which the
 * caller guarantees to be UTF-8. Empty messages are messages. */
WRTC_EXPORT wrtc_status wrtc_data_channel_send(wrtc_data_channel *channel, const uint8_t *data, int32_t length, uint8_t is_text);

/* Number of messages in the receive queue, and the size in bytes of the oldest (-1 if there is none). */
WRTC_EXPORT int32_t wrtc_data_channel_get_available(const wrtc_data_channel *channel);
WRTC_EXPORT int32_t wrtc_data_channel_get_next_size(const wrtc_data_channel *channel);

/* Copies the oldest message into the buffer and removes it. WRTC_EMPTY; WRTC_BUFFER_TOO_SMALL (the message stays, info
 * describes it). Messages that arrived before the channel closed can be received after it. */
WRTC_EXPORT wrtc_status wrtc_data_channel_receive(wrtc_data_channel *channel, uint8_t *buffer, int32_t capacity,
                                                  wrtc_message_info *info);

/* Starts the closing procedure after all sent messages (RFC 8831 section 6.7). Repeated calls do nothing. A channel that is
 * connecting is closed at once for the caller; the remote peer sees it open and close once the connection is connected. */
WRTC_EXPORT void wrtc_data_channel_close(wrtc_data_channel *channel);

/* Closes the channel as above and destroys the handle with all unreceived messages. */
WRTC_EXPORT void wrtc_data_channel_destroy(wrtc_data_channel *channel);

#ifdef __cplusplus
}
#endif
#include "webrtcnative_media.h"
#include "webrtcnative_transform.h"
#include "webrtcnative_video.h"
#include "webrtcnative_encoded.h"

#endif /* WEBRTCNATIVE_H_ */
