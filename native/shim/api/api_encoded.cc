// The C interface: sources and readers of encoded pictures. Nothing here waits for an engine thread.
#include <utility>

#include "shim/api/media_handles.h"
#include "shim/api/options.h"
#include "shim/engine/encoded.h"
#include "shim/media/encoded_reader.h"
#include "shim/media/encoded_source.h"
#include "shim/media/engine_source.h"
#include "shim/media/rtp_parameters.h"

using wrtc::Fail;
using wrtc::FailNull;
using wrtc::NoHopScope;

struct wrtc_encoded_source {
  std::shared_ptr<wrtc::Runtime> runtime;
  std::shared_ptr<wrtc::EncodedSource> source;
  webrtc::scoped_refptr<wrtc::EngineSource<wrtc::EncodedSource>> engine;
};

struct wrtc_encoded_reader {
  std::shared_ptr<wrtc::EncodedReader> reader;
};

wrtc_status wrtc_encoded_source_create(wrtc_runtime* runtime, wrtc_video_codec codec, int32_t playout_delay,
                                       wrtc_encoded_source** source) {
  const NoHopScope no_hop;
  if (source == nullptr) return FailNull("source");
  *source = nullptr;
  if (runtime == nullptr) return FailNull("runtime");
  if (codec < WRTC_VIDEO_CODEC_VP8 || codec > WRTC_VIDEO_CODEC_H264) {
    return Fail(WRTC_INVALID_PARAMETER, "codec is not one of wrtc_video_codec.");
  }
  if (codec == WRTC_VIDEO_CODEC_AV1 && !wrtc::engine::kHasAv1) return Fail(WRTC_INVALID_PARAMETER, "This engine has no AV1.");
  if (playout_delay < -1 || playout_delay > WRTC_MAX_PLAYOUT_DELAY) {
    return Fail(WRTC_INVALID_PARAMETER, "playout_delay is not -1 and not from 0 to 40950 ms.");
  }
  auto created = std::make_shared<wrtc::EncodedSource>(codec, playout_delay);
  auto engine = webrtc::make_ref_counted<wrtc::EngineSource<wrtc::EncodedSource>>(created, false);
  *source = new wrtc_encoded_source{runtime->runtime, std::move(created), std::move(engine)};
  return WRTC_OK;
}

wrtc_status wrtc_encoded_source_create_track(wrtc_encoded_source* source, const char* id, int32_t id_length, wrtc_track** track) {
  const NoHopScope no_hop;
  if (track == nullptr) return FailNull("track");
  *track = nullptr;
  if (source == nullptr) return FailNull("source");
  if (!wrtc::IsValid(id, id_length)) return Fail(WRTC_INVALID_PARAMETER, "id is null or has a negative length.");
  if (id_length > 0 && !wrtc::IsMediaId({id, static_cast<size_t>(id_length)})) {
    return Fail(WRTC_INVALID_PARAMETER, "id is no identifier: 1 to 64 characters of a token (RFC 8830).");
  }
  auto make = [of = source->engine](webrtc::PeerConnectionFactoryInterface& factory, const std::string& name) {
    return wrtc::engine::CreateVideoTrack(factory, of.get(), name);
  };
  *track = new wrtc_track{wrtc::Track::Local(source->runtime, WRTC_MEDIA_KIND_VIDEO, wrtc::Copy(id, id_length), std::move(make),
                                             source->source->codec())};
  return WRTC_OK;
}

wrtc_status wrtc_encoded_source_get_wants(const wrtc_encoded_source* source, wrtc_encoded_wants* wants) {
  if (source == nullptr) return FailNull("source");
  if (wants == nullptr) return FailNull("wants");
  *wants = source->source->wants();
  return WRTC_OK;
}

wrtc_status wrtc_encoded_source_notify_wants(wrtc_encoded_source* source, wrtc_queue* queue, int64_t tag,
                                             const wrtc_encoded_wants* known) {
  if (source == nullptr) return FailNull("source");
  if (queue == nullptr) return FailNull("queue");
  if (known == nullptr) return FailNull("known");
  source->source->NotifyWants({queue->queue, tag, 0}, *known);
  return WRTC_OK;
}

wrtc_status wrtc_encoded_source_send(wrtc_encoded_source* source, const uint8_t* data, int64_t length, int32_t width,
                                     int32_t height, int64_t timestamp, int32_t rotation, uint8_t is_discontinuity) {
  const NoHopScope no_hop;
  if (source == nullptr) return FailNull("source");
  if (data == nullptr) return FailNull("data");
  if (length < 1) return Fail(WRTC_INVALID_PARAMETER, "length is less than 1.");
  if (width < 0 || height < 0 || width > WRTC_MAX_VIDEO_SIDE || height > WRTC_MAX_VIDEO_SIDE) {
    return Fail(WRTC_INVALID_PARAMETER, "width or height is not 0..16384.");
  }
  if (rotation != 0 && rotation != 90 && rotation != 180 && rotation != 270) {
    return Fail(WRTC_INVALID_PARAMETER, "rotation is not 0, 90, 180 or 270.");
  }
  return source->source->Send({data, static_cast<size_t>(length)}, width, height, timestamp, rotation, is_discontinuity != 0);
}

// The engine's part dies on the signaling thread, as the engine wants it.
void wrtc_encoded_source_destroy(wrtc_encoded_source* source) {
  const NoHopScope no_hop;
  if (source == nullptr) return;
  source->source->End();
  source->runtime->signaling()->PostTask([engine = std::move(source->engine)] { engine->End(); });
  delete source;
}

wrtc_status wrtc_encoded_reader_create(wrtc_track* track, wrtc_decode decode, wrtc_encoded_reader** reader) {
  const NoHopScope no_hop;
  if (reader == nullptr) return FailNull("reader");
  *reader = nullptr;
  if (track == nullptr) return FailNull("track");
  if (track->track->kind() != WRTC_MEDIA_KIND_VIDEO) return Fail(WRTC_INVALID_PARAMETER, "track is not one of pictures.");
  if (!track->track->is_remote()) {
    return Fail(WRTC_INVALID_PARAMETER,
                "The track is a local one, whose pictures are not encoded yet. Encoded frames come from remote peers.");
  }
  if (decode < WRTC_DECODE_WHEN_READ || decode > WRTC_DECODE_NEVER) {
    return Fail(WRTC_INVALID_PARAMETER, "decode is not one of wrtc_decode.");
  }
  auto created = std::make_shared<wrtc::EncodedReader>(track->track, decode);
  created->Start();
  *reader = new wrtc_encoded_reader{std::move(created)};
  return WRTC_OK;
}

wrtc_status wrtc_encoded_reader_read(wrtc_encoded_reader* reader, wrtc_encoded_frame** frame, wrtc_encoded_frame_info* info,
                                     const uint8_t** data, int64_t* length) {
  if (frame == nullptr) return FailNull("frame");
  *frame = nullptr;
  if (reader == nullptr) return FailNull("reader");
  if (info == nullptr) return FailNull("info");
  if (data == nullptr) return FailNull("data");
  if (length == nullptr) return FailNull("length");
  wrtc::LentEncodedFrame* lent = nullptr;
  const wrtc_status status = reader->reader->Read(lent, info, data, length);
  *frame = reinterpret_cast<wrtc_encoded_frame*>(lent);  // handles are the slots that lend, so that lending allocates nothing
  return status;
}

wrtc_status wrtc_encoded_reader_notify_readable(wrtc_encoded_reader* reader, wrtc_queue* queue, int64_t tag) {
  if (reader == nullptr) return FailNull("reader");
  if (queue == nullptr) return FailNull("queue");
  reader->reader->NotifyReadable({queue->queue, tag, 1});
  return WRTC_OK;
}

wrtc_status wrtc_encoded_reader_get_status(const wrtc_encoded_reader* reader, wrtc_encoded_reader_status* status) {
  if (reader == nullptr) return FailNull("reader");
  if (status == nullptr) return FailNull("status");
  reader->reader->GetStatus(status);
  return WRTC_OK;
}

void wrtc_encoded_reader_destroy(wrtc_encoded_reader* reader) {
  const NoHopScope no_hop;
  if (reader == nullptr) return;
  reader->reader->Stop();
  delete reader;
}

void wrtc_encoded_frame_release(wrtc_encoded_frame* frame) {
  if (frame == nullptr) return;
  auto& lent = *reinterpret_cast<wrtc::LentEncodedFrame*>(frame);
  const auto reader = lent.reader;  // perhaps its last reference
  reader->Release(lent);
}

wrtc_status wrtc_rtp_receiver_request_key_frame(wrtc_rtp_transceiver* transceiver, int64_t operation) {
  const NoHopScope no_hop;
  if (transceiver == nullptr) return FailNull("transceiver");
  if (transceiver->transceiver->kind() != WRTC_MEDIA_KIND_VIDEO) {
    return Fail(WRTC_INVALID_PARAMETER, "Sound has no key frames.");
  }
  return transceiver->transceiver->RequestKeyFrame(operation);
}
