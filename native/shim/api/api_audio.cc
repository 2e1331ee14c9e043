// The C interface: sources and readers of sound. Nothing here waits for an engine thread.
#include <utility>

#include "shim/api/handles.h"
#include "shim/api/media_handles.h"
#include "shim/media/rtp_parameters.h"
#include "shim/media/audio_clock.h"
#include "shim/media/audio_reader.h"
#include "shim/media/audio_source.h"

using wrtc::Fail;
using wrtc::FailNull;
using wrtc::NoHopScope;

struct wrtc_audio_source {
  explicit wrtc_audio_source(std::shared_ptr<wrtc::Runtime> of) : runtime(std::move(of)), clock(runtime->audio_clock()) {}

  const std::shared_ptr<wrtc::Runtime> runtime;
  const wrtc::AudioClock::User clock;
  std::shared_ptr<wrtc::AudioSource> source;
  webrtc::scoped_refptr<webrtc::AudioSourceInterface> engine;
};

struct wrtc_audio_reader {
  std::shared_ptr<wrtc::AudioReader> reader;
};

namespace wrtc {
namespace {

wrtc_status CheckFormat(int32_t rate, int32_t channels) {
  if (rate < kMinSampleRate || rate > kMaxSampleRate) return Fail(WRTC_INVALID_PARAMETER, "sample_rate is not 8000..48000.");
  if (channels < 1 || channels > kMaxChannels) return Fail(WRTC_INVALID_PARAMETER, "channels is not 1 or 2.");
  return WRTC_OK;
}

wrtc_status CheckSamples(const void* samples, wrtc_sample_format format, int32_t frames) {
  if (format != WRTC_SAMPLE_FORMAT_INT16 && format != WRTC_SAMPLE_FORMAT_FLOAT) {
    return Fail(WRTC_INVALID_PARAMETER, "format is not one of wrtc_sample_format.");
  }
  if (frames < 0) return Fail(WRTC_INVALID_PARAMETER, "frames is negative.");
  if (samples == nullptr && frames > 0) return FailNull("samples");
  return WRTC_OK;
}

}  // namespace
}  // namespace wrtc

wrtc_status wrtc_audio_source_create(wrtc_runtime* runtime, const wrtc_audio_source_options* options,
                                     wrtc_audio_source** source) {
  const NoHopScope no_hop;
  if (source == nullptr) return FailNull("source");
  *source = nullptr;
  if (runtime == nullptr) return FailNull("runtime");
  const wrtc_audio_source_options used = options != nullptr ? *options : wrtc_audio_source_options{48000, 1, 1000};
  if (const wrtc_status status = wrtc::CheckFormat(used.sample_rate, used.channels); status != WRTC_OK) return status;
  if (used.buffer_limit < 20 || used.buffer_limit > 600000) {
    return Fail(WRTC_INVALID_PARAMETER, "buffer_limit is not 20..600000 ms.");
  }
  auto created = std::make_unique<wrtc_audio_source>(runtime->runtime);
  if (!created->clock) {
    return Fail(WRTC_ENGINE_FAILURE, "The thread of the audio clock cannot be started.", WRTC_ERROR_TYPE_RESOURCE_EXHAUSTED);
  }
  created->source = std::make_shared<wrtc::AudioSource>(used);
  created->engine = wrtc::CreateEngineSource(created->source);
  created->runtime->audio_clock().Add(created->source);
  *source = created.release();
  return WRTC_OK;
}

int32_t wrtc_audio_source_write(wrtc_audio_source* source, const void* samples, wrtc_sample_format format, int32_t frames) {
  if (source == nullptr) return FailNull("source");
  if (const wrtc_status status = wrtc::CheckSamples(samples, format, frames); status != WRTC_OK) return status;
  return source->source->Write(samples, format, frames);
}

int64_t wrtc_audio_source_get_buffered(const wrtc_audio_source* source) {
  return source == nullptr ? -1 : source->source->buffered();
}

wrtc_status wrtc_audio_source_notify_writable(wrtc_audio_source* source, wrtc_queue* queue, int64_t tag, int64_t frames) {
  if (source == nullptr) return FailNull("source");
  if (queue == nullptr) return FailNull("queue");
  if (frames < 0) return Fail(WRTC_INVALID_PARAMETER, "frames is negative.");
  source->source->NotifyWritable({queue->queue, tag, frames});
  return WRTC_OK;
}

void wrtc_audio_source_clear(wrtc_audio_source* source) {
  if (source != nullptr) source->source->Clear();
}

wrtc_status wrtc_audio_source_create_track(wrtc_audio_source* source, const char* id, int32_t id_length, wrtc_track** track) {
  const NoHopScope no_hop;
  if (track == nullptr) return FailNull("track");
  *track = nullptr;
  if (source == nullptr) return FailNull("source");
  if (id_length < 0 || (id == nullptr && id_length > 0))
    return Fail(WRTC_INVALID_PARAMETER, "id is null or has a negative length.");
  if (id_length > 0 && !wrtc::IsMediaId({id, static_cast<size_t>(id_length)})) {
    return Fail(WRTC_INVALID_PARAMETER, "id is no identifier: 1 to 64 characters of a token (RFC 8830).");
  }
  auto make = [engine = source->engine](webrtc::PeerConnectionFactoryInterface& factory,
                                        const std::string& name) -> wrtc::Track::Engine {
    return factory.CreateAudioTrack(name, engine.get());
  };
  std::string name = id_length > 0 ? std::string(id, static_cast<size_t>(id_length)) : std::string();
  *track = new wrtc_track{wrtc::Track::Local(source->runtime, WRTC_MEDIA_KIND_AUDIO, std::move(name), std::move(make))};
  return WRTC_OK;
}

void wrtc_audio_source_destroy(wrtc_audio_source* source) {
  const NoHopScope no_hop;
  if (source == nullptr) return;
  source->runtime->audio_clock().Remove(source->source.get());
  source->source->End();
  source->runtime->signaling()->PostTask([engine = std::move(source->engine)] { wrtc::EndEngineSource(*engine); });
  delete source;
}

wrtc_status wrtc_audio_reader_create(wrtc_track* track, const wrtc_audio_reader_options* options, wrtc_audio_reader** reader) {
  const NoHopScope no_hop;
  if (reader == nullptr) return FailNull("reader");
  *reader = nullptr;
  if (track == nullptr) return FailNull("track");
  if (track->track->kind() != WRTC_MEDIA_KIND_AUDIO || !track->track->is_remote()) {
    return Fail(WRTC_INVALID_PARAMETER, "track is not a remote track of sound.");
  }
  const wrtc_audio_reader_options used = options != nullptr ? *options : wrtc_audio_reader_options{48000, 1, 200};
  if (const wrtc_status status = wrtc::CheckFormat(used.sample_rate, used.channels); status != WRTC_OK) return status;
  if (used.buffer < 10 || used.buffer > 60000) return Fail(WRTC_INVALID_PARAMETER, "buffer is not 10..60000 ms.");
  auto created = std::make_shared<wrtc::AudioReader>(track->track, used);
  created->Start();
  *reader = new wrtc_audio_reader{std::move(created)};
  return WRTC_OK;
}

int32_t wrtc_audio_reader_read(wrtc_audio_reader* reader, void* samples, wrtc_sample_format format, int32_t frames) {
  if (reader == nullptr) return FailNull("reader");
  if (const wrtc_status status = wrtc::CheckSamples(samples, format, frames); status != WRTC_OK) return status;
  return reader->reader->Read(samples, format, frames);
}

wrtc_status wrtc_audio_reader_notify_readable(wrtc_audio_reader* reader, wrtc_queue* queue, int64_t tag, int64_t frames) {
  if (reader == nullptr) return FailNull("reader");
  if (queue == nullptr) return FailNull("queue");
  if (frames < 1) return Fail(WRTC_INVALID_PARAMETER, "frames is less than 1.");
  reader->reader->NotifyReadable({queue->queue, tag, frames});
  return WRTC_OK;
}

wrtc_status wrtc_audio_reader_get_status(const wrtc_audio_reader* reader, wrtc_audio_reader_status* status) {
  if (reader == nullptr) return FailNull("reader");
  if (status == nullptr) return FailNull("status");
  reader->reader->GetStatus(status);
  return WRTC_OK;
}

void wrtc_audio_reader_destroy(wrtc_audio_reader* reader) {
  const NoHopScope no_hop;
  if (reader == nullptr) return;
  reader->reader->Stop();
  delete reader;
}

wrtc_status wrtc_audio_clock_set_driven(wrtc_runtime* runtime, uint8_t is_driven) {
  if (runtime == nullptr) return FailNull("runtime");
  runtime->runtime->audio_clock().SetDrivenByCaller(is_driven != 0);
  return WRTC_OK;
}

wrtc_status wrtc_audio_clock_step(wrtc_runtime* runtime) {
  const NoHopScope no_hop;
  if (runtime == nullptr) return FailNull("runtime");
  if (!runtime->runtime->audio_clock().StepByCaller()) {
    return Fail(WRTC_INVALID_STATE, "The caller does not drive the clock (wrtc_audio_clock_set_driven).");
  }
  return WRTC_OK;
}
