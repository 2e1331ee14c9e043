/* webrtcnative_media.h: audio and video. Include webrtcnative.h. webrtcnative_rtp.h has the structures, webrtcnative_video.h the functions
 * for pictures.
 *
 * The model
 *   A transceiver is a sender and a receiver that share a section of the descriptions (RFC 9429, section 3.4.1). One handle stands
 *   for the three objects of the W3C: functions named wrtc_rtp_sender_* and wrtc_rtp_receiver_* take a transceiver.
 *   A track carries sound or pictures. A local track comes from a source and is given to senders; a remote track belongs to a receiver.
 *   Samples are pushed into a source and pulled out of a reader. Both are like sockets: an event says when it is worth to call again.
 *
 * Threads
 *   Functions that change or read a transceiver and have no operation id wait for libwebrtc's signaling thread (one hop), since their
 *   errors belong to the call. Functions of sources, readers and tracks never wait.
 *
 * Availability
 *   A connection has audio and video if wrtc_peer_connection_options.media is 1. Otherwise these functions return
 *   WRTC_INVALID_STATE, and sections of audio and video are rejected (port 0). */
#ifndef WEBRTCNATIVE_MEDIA_H_
#define WEBRTCNATIVE_MEDIA_H_

#include "webrtcnative_rtp.h"
#include "webrtcnative_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Transceivers of a connection ----------------------------------------------------------------------------------- */

/* addTransceiver. track may be null: a transceiver of this kind that sends nothing yet. init may be null. The first
 * WRTC_EVENT_TRANSCEIVER_CHANGED has been queued when this returns.
 * WRTC_INVALID_PARAMETER: the track is of another kind, or the encodings are malformed; WRTC_CLOSED. WRTC_INVALID_STATE: the connection was
 * created without media. WRTC_ENGINE_FAILURE with WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED: the threads of sound cannot be started, and
 * nothing has changed; with WRTC_ERROR_TYPE_UNSUPPORTED_OPERATION: the library has data channels only. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_add_transceiver(wrtc_peer_connection *connection, int64_t tag, wrtc_media_kind kind,
                                                             wrtc_track *track, const wrtc_rtp_transceiver_init *init,
                                                             wrtc_rtp_transceiver **transceiver);

/* addTrack. A transceiver that has never sent is used again, if there is one of the track's kind; then *transceiver is null and
 * *used_tag the tag of that one. Otherwise a new one gets the tag, and *used_tag is the same.
 * WRTC_ALREADY_EXISTS: a sender of the connection has the track; WRTC_CLOSED. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_add_track(wrtc_peer_connection *connection, int64_t tag, wrtc_track *track,
                                                       const wrtc_string *stream_ids, int32_t stream_id_count,
                                                       wrtc_rtp_transceiver **transceiver, int64_t *used_tag);

/* removeTrack: the sender sends nothing, and its direction loses "send". WRTC_CLOSED. */
WRTC_EXPORT wrtc_status wrtc_peer_connection_remove_track(wrtc_rtp_transceiver *transceiver);

/* RTCRtpSender.getCapabilities and RTCRtpReceiver.getCapabilities: codecs and header extensions. The structure is valid
 * until the calling thread's next call that fills one of wrtc_rtp_parameters. Waits for the signaling thread. */
WRTC_EXPORT wrtc_status wrtc_runtime_get_rtp_capabilities(wrtc_runtime *runtime, wrtc_media_kind kind, uint8_t of_sender,
                                                          wrtc_rtp_parameters *capabilities);

/* ---- Transceiver ---------------------------------------------------------------------------------------------------- */

/* The direction attribute. WRTC_INVALID_PARAMETER: WRTC_DIRECTION_STOPPED; WRTC_INVALID_STATE: the transceiver is stopped. */
WRTC_EXPORT wrtc_status wrtc_rtp_transceiver_set_direction(wrtc_rtp_transceiver *transceiver, wrtc_direction direction);

/* stop. Repeated calls do nothing. WRTC_CLOSED. */
WRTC_EXPORT wrtc_status wrtc_rtp_transceiver_stop(wrtc_rtp_transceiver *transceiver);

/* setCodecPreferences. None: the engine's own order. WRTC_ENGINE_FAILURE with WRTC_ERROR_TYPE_INVALID_MODIFICATION: a codec that is not
 * among the capabilities, or nothing but resiliency codecs. */
WRTC_EXPORT wrtc_status wrtc_rtp_transceiver_set_codec_preferences(wrtc_rtp_transceiver *transceiver,
                                                                   const wrtc_rtp_codec *codecs, int32_t codec_count);

/* getHeaderExtensionsToNegotiate (negotiated 0) and getNegotiatedHeaderExtensions (negotiated 1): only header_extensions is filled. */
WRTC_EXPORT wrtc_status wrtc_rtp_transceiver_get_header_extensions(wrtc_rtp_transceiver *transceiver, uint8_t negotiated,
                                                                   wrtc_rtp_parameters *extensions);

/* setHeaderExtensionsToNegotiate. The list must have the URIs of the getter in its order. */
WRTC_EXPORT wrtc_status wrtc_rtp_transceiver_set_header_extensions(wrtc_rtp_transceiver *transceiver,
                                                                   const wrtc_rtp_header_extension *extensions,
                                                                   int32_t extension_count);

/* Destroys the handle; no event of the transceiver is queued afterwards. The connection keeps the transceiver itself. */
WRTC_EXPORT void wrtc_rtp_transceiver_destroy(wrtc_rtp_transceiver *transceiver);

/* ---- Sender --------------------------------------------------------------------------------------------------------- */

/* replaceTrack. track may be null. The completion fails with WRTC_ERROR_TYPE_INVALID_MODIFICATION if negotiation would be needed.
 * WRTC_INVALID_PARAMETER: a track of the other kind; WRTC_INVALID_STATE: the transceiver is stopped. */
WRTC_EXPORT wrtc_status wrtc_rtp_sender_replace_track(wrtc_rtp_transceiver *transceiver, int64_t operation, wrtc_track *track);

/* setStreams. WRTC_INVALID_PARAMETER: an id is not 1 to 64 characters of a token (RFC 8830, section 2), as in add_track and in
 * wrtc_rtp_transceiver_init. */
WRTC_EXPORT wrtc_status wrtc_rtp_sender_set_streams(wrtc_rtp_transceiver *transceiver, const wrtc_string *stream_ids,
                                                    int32_t stream_id_count);

/* getParameters. Valid until the calling thread's next call that fills one of wrtc_rtp_parameters. */
WRTC_EXPORT wrtc_status wrtc_rtp_sender_get_parameters(wrtc_rtp_transceiver *transceiver, wrtc_rtp_parameters *parameters);

/* setParameters, with the transaction id of the last get_parameters. The library reads the encodings and the degradation preference; the
 * rest must be as it was got. */
WRTC_EXPORT wrtc_status wrtc_rtp_sender_set_parameters(wrtc_rtp_transceiver *transceiver, int64_t operation,
                                                       const wrtc_rtp_parameters *parameters);

/* generateKeyFrame. No rids: all encodings. */
WRTC_EXPORT wrtc_status wrtc_rtp_sender_generate_key_frame(wrtc_rtp_transceiver *transceiver, int64_t operation,
                                                           const wrtc_string *rids, int32_t rid_count);

/* insertDTMF: characters 0-9, A-D, #, * and , (a pause of two seconds). Replaces the tones that wait. duration 40..6000 ms, gap at
 * least 30 ms. WRTC_EVENT_DTMF_TONE follows each tone. WRTC_INVALID_PARAMETER: another character; WRTC_INVALID_STATE: the sender cannot send
 * DTMF now. */
WRTC_EXPORT wrtc_status wrtc_rtp_sender_insert_dtmf(wrtc_rtp_transceiver *transceiver, const char *tones, int32_t tones_length,
                                                    int32_t duration, int32_t gap);

/* getStats of the sender. */
WRTC_EXPORT wrtc_status wrtc_rtp_sender_get_stats(wrtc_rtp_transceiver *transceiver, int64_t operation);

/* ---- Receiver ------------------------------------------------------------------------------------------------------- */

/* A handle of the receiver's track, which outlives the transceiver's. Never waits. */
WRTC_EXPORT wrtc_status wrtc_rtp_receiver_get_track(wrtc_rtp_transceiver *transceiver, wrtc_track **track);

/* getParameters. Valid until the calling thread's next call that fills one of wrtc_rtp_parameters. */
WRTC_EXPORT wrtc_status wrtc_rtp_receiver_get_parameters(wrtc_rtp_transceiver *transceiver, wrtc_rtp_parameters *parameters);

/* getContributingSources and getSynchronizationSources: of the last ten seconds. Fills up to capacity, and returns the number that there
 * is, or a negative wrtc_status. */
WRTC_EXPORT int32_t wrtc_rtp_receiver_get_sources(wrtc_rtp_transceiver *transceiver, wrtc_rtp_source *sources, int32_t capacity);

/* jitterBufferTarget in milliseconds, 0..4000; -1: the engine decides. WRTC_INVALID_PARAMETER outside. */
WRTC_EXPORT wrtc_status wrtc_rtp_receiver_set_jitter_buffer_target(wrtc_rtp_transceiver *transceiver, int32_t target);

/* getStats of the receiver. */
WRTC_EXPORT wrtc_status wrtc_rtp_receiver_get_stats(wrtc_rtp_transceiver *transceiver, int64_t operation);

/* ---- Track ---------------------------------------------------------------------------------------------------------- */

/* The properties that never change. The strings are valid as long as the handle. */
WRTC_EXPORT wrtc_status wrtc_track_get_info(const wrtc_track *track, wrtc_track_info *info);

/* enabled: a track that is not carries silence or black pictures. */
WRTC_EXPORT wrtc_status wrtc_track_set_enabled(wrtc_track *track, uint8_t enabled);

/* contentHint of a video track. WRTC_INVALID_PARAMETER: a hint for another kind. */
WRTC_EXPORT wrtc_status wrtc_track_set_content_hint(wrtc_track *track, wrtc_content_hint hint);

WRTC_EXPORT void wrtc_track_destroy(wrtc_track *track);

/* ---- Sources -------------------------------------------------------------------------------------------------------- */

/* A source of sound: 16-bit or float samples of any rate from 8000 to 48000 Hz and of one or two channels. A native clock takes 10 ms at
 * a time; it takes silence when there is less. options may be null: 48000 Hz, one channel, a buffer of a second. */
WRTC_EXPORT wrtc_status wrtc_audio_source_create(wrtc_runtime *runtime, const wrtc_audio_source_options *options,
                                                 wrtc_audio_source **source);

/* Appends interleaved samples; frames is the number of samples of each channel. Returns how many the buffer took: fewer when it is full.
 * A negative wrtc_status otherwise. */
WRTC_EXPORT int32_t wrtc_audio_source_write(wrtc_audio_source *source, const void *samples, wrtc_sample_format format,
                                            int32_t frames);

/* Frames that wait in the buffer; -1 on a null handle. */
WRTC_EXPORT int64_t wrtc_audio_source_get_buffered(const wrtc_audio_source *source);

/* Requests one WRTC_EVENT_SOURCE_WRITABLE with this tag in this queue, as soon as no more than this number of frames waits (perhaps at
 * once), or the source is destroyed. A later call replaces a pending one. */
WRTC_EXPORT wrtc_status wrtc_audio_source_notify_writable(wrtc_audio_source *source, wrtc_queue *queue, int64_t tag,
                                                          int64_t frames);

/* Drops what waits in the buffer. */
WRTC_EXPORT void wrtc_audio_source_clear(wrtc_audio_source *source);

/* A track of the source. id: the track's identifier in descriptions; empty: a random one. */
WRTC_EXPORT wrtc_status wrtc_audio_source_create_track(wrtc_audio_source *source, const char *id, int32_t id_length,
                                                       wrtc_track **track);

/* The tracks of the source carry silence from here on, and end. */
WRTC_EXPORT void wrtc_audio_source_destroy(wrtc_audio_source *source);

/* ---- Readers -------------------------------------------------------------------------------------------------------- */

/* A reader of a track's sound, at a rate, a number of channels and with a buffer of its own. Any number may read one track. options may be
 * null: 48000 Hz, one channel, 200 ms. When the buffer is full the oldest 10 ms are dropped and counted.
 * WRTC_INVALID_PARAMETER: a video track or a local one, or options out of range. */
WRTC_EXPORT wrtc_status wrtc_audio_reader_create(wrtc_track *track, const wrtc_audio_reader_options *options,
                                                 wrtc_audio_reader **reader);

/* Moves up to this number of frames out of the buffer, interleaved, and returns their number; 0 when the buffer is empty. A negative wrtc_status
 * otherwise. */
WRTC_EXPORT int32_t wrtc_audio_reader_read(wrtc_audio_reader *reader, void *samples, wrtc_sample_format format, int32_t frames);

/* Requests one WRTC_EVENT_READER_READABLE with this tag in this queue, as soon as this number of frames (at least 1) can be read (perhaps at
 * once), or the track has ended. A later call replaces a pending one. */
WRTC_EXPORT wrtc_status wrtc_audio_reader_notify_readable(wrtc_audio_reader *reader, wrtc_queue *queue, int64_t tag,
                                                          int64_t frames);

/* Frames in the buffer, frames delivered and dropped so far, and the level of the last 10 ms. Never waits. */
WRTC_EXPORT wrtc_status wrtc_audio_reader_get_status(const wrtc_audio_reader *reader, wrtc_audio_reader_status *status);

WRTC_EXPORT void wrtc_audio_reader_destroy(wrtc_audio_reader *reader);

/* ---- The clock of sound --------------------------------------------------------------------------------------------- */

/* A native thread of each runtime makes a step every 10 ms, while there are sources, or connections with a section of sound or pictures: samples
 * leave the sources, and received sound comes into the readers. It makes up for a delay of up to 100 ms; a longer one is left out, and counted in
 * WRTC_COUNTER_AUDIO_STEPS_MISSED.
 *
 * is_driven 1: the thread rests, and only wrtc_audio_clock_step makes steps, such as from a game's own audio callback. Nothing is sent or
 * received while it is not called. 0: the thread's own time again. */
WRTC_EXPORT wrtc_status wrtc_audio_clock_set_driven(wrtc_runtime *runtime, uint8_t is_driven);

/* Makes one step on the calling thread; about 0.1 ms for each received track. WRTC_INVALID_STATE: the caller does not drive the clock. */
WRTC_EXPORT wrtc_status wrtc_audio_clock_step(wrtc_runtime *runtime);

#ifdef __cplusplus
}
#endif
#endif /* WEBRTCNATIVE_MEDIA_H_ */
