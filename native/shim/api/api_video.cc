// The C interface: sources and readers of pictures. Nothing here waits for an engine thread.
#include <utility>

#include "shim/api/media_handles.h"
#include "shim/api/options.h"
#include "shim/media/rtp_parameters.h"
#include "shim/media/video_reader.h"
#include "shim/media/video_source.h"

using wrtc::Fail;
using wrtc::FailNull;
using wrtc::NoHopScope;

struct wrtc_video_source {
  std::shared_ptr<wrtc::Runtime> runtime;
  std::shared_ptr<wrtc::VideoSource> source;
  webrtc::scoped_refptr<webrtc::VideoTrackSourceInterface> engine;
};

struct wrtc_video_reader {
  std::shared_ptr<wrtc::VideoReader> reader;
};

namespace wrtc {
namespace {

// Handles of pictures are the slots that lend them, so that lending allocates nothing.
wrtc_video_buffer* HandleOf(RentedBuffer* buffer) { return reinterpret_cast<wrtc_video_buffer*>(buffer); }
RentedBuffer& BufferOf(wrtc_video_buffer* handle) { return *reinterpret_cast<RentedBuffer*>(handle); }
wrtc_video_frame* HandleOf(LentFrame* frame) { return reinterpret_cast<wrtc_video_frame*>(frame); }
LentFrame& FrameOf(wrtc_video_frame* handle) { return *reinterpret_cast<LentFrame*>(handle); }
const LentFrame& FrameOf(const wrtc_video_frame* handle) { return *reinterpret_cast<const LentFrame*>(handle); }

wrtc_status CheckRotation(int32_t rotation) {
  if (rotation == 0 || rotation == 90 || rotation == 180 || rotation == 270) return WRTC_OK;
  return Fail(WRTC_INVALID_PARAMETER, "rotation is not 0, 90, 180 or 270.");
}

}  // namespace
}  // namespace wrtc

wrtc_status wrtc_video_source_create(wrtc_runtime* runtime, uint8_t is_screencast, wrtc_video_source** source) {
  const NoHopScope no_hop;
  if (source == nullptr) return FailNull("source");
  *source = nullptr;
  if (runtime == nullptr) return FailNull("runtime");
  auto created = std::make_shared<wrtc::VideoSource>();
  auto engine = wrtc::CreateEngineSource(created, is_screencast != 0);
  *source = new wrtc_video_source{runtime->runtime, std::move(created), std::move(engine)};
  return WRTC_OK;
}

wrtc_status wrtc_video_source_create_track(wrtc_video_source* source, const char* id, int32_t id_length, wrtc_track** track) {
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
  *track = new wrtc_track{wrtc::Track::Local(source->runtime, WRTC_MEDIA_KIND_VIDEO, wrtc::Copy(id, id_length), std::move(make))};
  return WRTC_OK;
}

wrtc_status wrtc_video_source_get_wants(const wrtc_video_source* source, wrtc_video_wants* wants) {
  if (source == nullptr) return FailNull("source");
  if (wants == nullptr) return FailNull("wants");
  *wants = source->source->wants();
  return WRTC_OK;
}

wrtc_status wrtc_video_source_notify_wants(wrtc_video_source* source, wrtc_queue* queue, int64_t tag,
                                           const wrtc_video_wants* known) {
  if (source == nullptr) return FailNull("source");
  if (queue == nullptr) return FailNull("queue");
  if (known == nullptr) return FailNull("known");
  source->source->NotifyWants({queue->queue, tag, 0}, *known);
  return WRTC_OK;
}

wrtc_status wrtc_video_source_rent(wrtc_video_source* source, wrtc_video_format format, int32_t width, int32_t height,
                                   wrtc_video_buffer** buffer, wrtc_video_planes* planes) {
  if (buffer == nullptr) return FailNull("buffer");
  *buffer = nullptr;
  if (source == nullptr) return FailNull("source");
  if (planes == nullptr) return FailNull("planes");
  if (const wrtc_status status = wrtc::CheckPicture(format, width, height); status != WRTC_OK) return status;
  wrtc::RentedBuffer* rented = nullptr;
  const wrtc_status status = source->source->Rent(format, width, height, rented);
  if (status != WRTC_OK) return status;
  *buffer = wrtc::HandleOf(rented);
  *planes = rented->planes;
  return WRTC_OK;
}

wrtc_status wrtc_video_buffer_send(wrtc_video_buffer* buffer, int64_t timestamp, int32_t rotation) {
  const NoHopScope no_hop;
  if (buffer == nullptr) return FailNull("buffer");
  if (const wrtc_status status = wrtc::CheckRotation(rotation); status != WRTC_OK) return status;
  wrtc::RentedBuffer& rented = wrtc::BufferOf(buffer);
  return rented.source->Send(rented, timestamp, rotation);
}

void wrtc_video_buffer_release(wrtc_video_buffer* buffer) {
  if (buffer == nullptr) return;
  wrtc::RentedBuffer& rented = wrtc::BufferOf(buffer);
  const auto source = rented.source;  // perhaps its last reference
  source->Release(rented);
}

wrtc_status wrtc_video_source_send(wrtc_video_source* source, const wrtc_video_memory* memory, int32_t width, int32_t height,
                                   int64_t timestamp, int32_t rotation) {
  const NoHopScope no_hop;
  if (source == nullptr) return FailNull("source");
  if (memory == nullptr) return FailNull("memory");
  if (const wrtc_status status = wrtc::CheckPicture(memory->format, width, height); status != WRTC_OK) return status;
  if (const wrtc_status status = wrtc::CheckRotation(rotation); status != WRTC_OK) return status;
  wrtc_video_planes planes;
  if (const wrtc_status status = wrtc::LayOut(*memory, width, height, planes); status != WRTC_OK) return status;
  return source->source->Send(planes, timestamp, rotation);
}

// The engine's part dies on the signaling thread, as the engine wants it.
void wrtc_video_source_destroy(wrtc_video_source* source) {
  const NoHopScope no_hop;
  if (source == nullptr) return;
  source->source->End();
  source->runtime->signaling()->PostTask([engine = std::move(source->engine)] { wrtc::EndEngineSource(*engine); });
  delete source;
}

wrtc_status wrtc_video_reader_create(wrtc_track* track, int32_t capacity, uint8_t applies_rotation, wrtc_video_reader** reader) {
  const NoHopScope no_hop;
  if (reader == nullptr) return FailNull("reader");
  *reader = nullptr;
  if (track == nullptr) return FailNull("track");
  if (track->track->kind() != WRTC_MEDIA_KIND_VIDEO) return Fail(WRTC_INVALID_PARAMETER, "track is not one of pictures.");
  if (track->track->encoded()) {
    return Fail(WRTC_INVALID_PARAMETER, "The track's pictures are encoded already, and nothing decodes them on this side.");
  }
  if (capacity < 1 || capacity > wrtc::VideoReader::kMaxCapacity) return Fail(WRTC_INVALID_PARAMETER, "capacity is not 1..16.");
  auto created = std::make_shared<wrtc::VideoReader>(track->track, capacity, applies_rotation != 0);
  created->Start();
  *reader = new wrtc_video_reader{std::move(created)};
  return WRTC_OK;
}

wrtc_status wrtc_video_reader_read(wrtc_video_reader* reader, wrtc_video_frame** frame, wrtc_video_frame_info* info,
                                   wrtc_video_planes* planes) {
  if (frame == nullptr) return FailNull("frame");
  *frame = nullptr;
  if (reader == nullptr) return FailNull("reader");
  wrtc::LentFrame* lent = nullptr;
  const wrtc_status status = reader->reader->Read(lent);
  if (status != WRTC_OK) return status;
  *frame = wrtc::HandleOf(lent);
  if (info != nullptr) *info = wrtc::InfoOf(*lent->frame);
  if (planes != nullptr) *planes = wrtc::PlanesOf(*lent->frame);
  return WRTC_OK;
}

wrtc_status wrtc_video_reader_copy_latest(wrtc_video_reader* reader, const wrtc_video_memory* memory,
                                          wrtc_video_frame_info* info) {
  if (reader == nullptr) return FailNull("reader");
  if (memory == nullptr) return FailNull("memory");
  wrtc_video_frame_info unused;
  return reader->reader->CopyLatest(*memory, info != nullptr ? info : &unused);
}

wrtc_status wrtc_video_reader_notify_readable(wrtc_video_reader* reader, wrtc_queue* queue, int64_t tag) {
  if (reader == nullptr) return FailNull("reader");
  if (queue == nullptr) return FailNull("queue");
  reader->reader->NotifyReadable({queue->queue, tag, 1});
  return WRTC_OK;
}

wrtc_status wrtc_video_reader_get_status(const wrtc_video_reader* reader, wrtc_video_reader_status* status) {
  if (reader == nullptr) return FailNull("reader");
  if (status == nullptr) return FailNull("status");
  reader->reader->GetStatus(status);
  return WRTC_OK;
}

void wrtc_video_reader_destroy(wrtc_video_reader* reader) {
  const NoHopScope no_hop;
  if (reader == nullptr) return;
  reader->reader->Stop();
  delete reader;
}

wrtc_status wrtc_video_frame_copy(const wrtc_video_frame* frame, const wrtc_video_memory* memory) {
  if (frame == nullptr) return FailNull("frame");
  if (memory == nullptr) return FailNull("memory");
  const webrtc::VideoFrame& lent = *wrtc::FrameOf(frame).frame;
  wrtc_video_planes planes;
  if (const wrtc_status status = wrtc::LayOut(*memory, lent.width(), lent.height(), planes); status != WRTC_OK) return status;
  wrtc::CopyFrame(lent, planes);
  return WRTC_OK;
}

wrtc_status wrtc_video_frame_clone(const wrtc_video_frame* frame, wrtc_video_frame** clone, wrtc_video_planes* planes) {
  if (clone == nullptr) return FailNull("clone");
  *clone = nullptr;
  if (frame == nullptr) return FailNull("frame");
  wrtc::LentFrame* const made = wrtc::Clone(wrtc::FrameOf(frame));
  *clone = wrtc::HandleOf(made);
  if (planes != nullptr) *planes = wrtc::PlanesOf(*made->frame);
  return WRTC_OK;
}

void wrtc_video_frame_release(wrtc_video_frame* frame) {
  if (frame == nullptr) return;
  wrtc::LentFrame& lent = wrtc::FrameOf(frame);
  if (!lent.reader) {
    delete &lent;  // a clone
    return;
  }
  const auto reader = lent.reader;  // perhaps its last reference
  reader->Release(lent);
}
