#include "shim/engine/media.h"

#include <memory>
#include <utility>
#include <vector>

#if defined(WRTC_ENGINE_UPSTREAM)
#include "api/audio_codecs/builtin_audio_decoder_factory.h"
#include "api/audio_codecs/builtin_audio_encoder_factory.h"
#include "api/enable_media.h"
#include "api/environment/environment_factory.h"
#include "api/video_codecs/video_decoder_factory_template.h"
#include "api/video_codecs/video_decoder_factory_template_dav1d_adapter.h"
#include "api/video_codecs/video_decoder_factory_template_libvpx_vp8_adapter.h"
#include "api/video_codecs/video_decoder_factory_template_libvpx_vp9_adapter.h"
#include "api/video_codecs/video_encoder_factory_template.h"
#include "api/video_codecs/video_encoder_factory_template_libaom_av1_adapter.h"
#include "api/video_codecs/video_encoder_factory_template_libvpx_vp8_adapter.h"
#include "api/video_codecs/video_encoder_factory_template_libvpx_vp9_adapter.h"
#include "media/engine/simulcast_encoder_adapter.h"
#else
#include "api/audio_codecs/audio_decoder_factory_template.h"
#include "api/audio_codecs/audio_encoder_factory_template.h"
#include "api/audio_codecs/g711/audio_decoder_g711.h"
#include "api/audio_codecs/g711/audio_encoder_g711.h"
#include "api/audio_codecs/g722/audio_decoder_g722.h"
#include "api/audio_codecs/g722/audio_encoder_g722.h"
#include "api/audio_codecs/opus/audio_decoder_opus.h"
#include "api/audio_codecs/opus/audio_encoder_opus.h"
#include "api/call/call_factory_interface.h"
#include "api/video_codecs/builtin_video_decoder_factory.h"
#include "api/video_codecs/builtin_video_encoder_factory.h"
#include "media/engine/webrtc_media_engine.h"
#endif

#include "shim/engine/codec_lists.h"
#include "shim/engine/encoded.h"
#include "shim/engine/openh264.h"

namespace wrtc::engine {

bool HasMedia() { return true; }

#if defined(WRTC_ENGINE_UPSTREAM)

namespace {

using Encoders =
    webrtc::VideoEncoderFactoryTemplate<webrtc::LibvpxVp8EncoderTemplateAdapter, webrtc::LibvpxVp9EncoderTemplateAdapter,
                                        webrtc::LibaomAv1EncoderTemplateAdapter>;
using Decoders =
    webrtc::VideoDecoderFactoryTemplate<webrtc::LibvpxVp8DecoderTemplateAdapter, webrtc::LibvpxVp9DecoderTemplateAdapter,
                                        webrtc::Dav1dDecoderTemplateAdapter>;

constexpr const char* kH264 = "H264";

// The engine's own coders, and of H.264 where the machine has one (null: none). WithPassage adds the formats of H.264.
class AllEncoders final : public webrtc::VideoEncoderFactory {
 public:
  std::vector<webrtc::SdpVideoFormat> GetSupportedFormats() const override { return own_.GetSupportedFormats(); }

  CodecSupport QueryCodecSupport(const webrtc::SdpVideoFormat& format, std::optional<std::string> scalability_mode,
                                 std::optional<webrtc::Resolution> resolution) const override {
    if (format.name == kH264) return {.is_supported = HasOpenH264() && scalability_mode.value_or("L1T1") == "L1T1"};
    return own_.QueryCodecSupport(format, std::move(scalability_mode), resolution);
  }

  std::unique_ptr<webrtc::VideoEncoder> Create(const webrtc::Environment& env, const webrtc::SdpVideoFormat& format) override {
    return format.name == kH264 ? CreateOpenH264Encoder() : own_.Create(env, format);
  }

 private:
  Encoders own_;
};

class AllDecoders final : public webrtc::VideoDecoderFactory {
 public:
  std::vector<webrtc::SdpVideoFormat> GetSupportedFormats() const override { return own_.GetSupportedFormats(); }

  CodecSupport QueryCodecSupport(const webrtc::SdpVideoFormat& format, bool reference_scaling,
                                 std::optional<webrtc::Resolution> resolution) const override {
    if (format.name == kH264) return {.is_supported = HasOpenH264() && !reference_scaling};
    return own_.QueryCodecSupport(format, reference_scaling, resolution);
  }

  std::unique_ptr<webrtc::VideoDecoder> Create(const webrtc::Environment& env, const webrtc::SdpVideoFormat& format) override {
    return format.name == kH264 ? CreateOpenH264Decoder() : own_.Create(env, format);
  }

 private:
  Decoders own_;
};

// An encoder of one codec makes only some of the layers of simulcast by itself; the adapter makes an encoder for each.
class SimulcastEncoders final : public webrtc::VideoEncoderFactory {
 public:
  std::vector<webrtc::SdpVideoFormat> GetSupportedFormats() const override { return encoders_.GetSupportedFormats(); }

  CodecSupport QueryCodecSupport(const webrtc::SdpVideoFormat& format, std::optional<std::string> scalability_mode,
                                 std::optional<webrtc::Resolution> resolution) const override {
    return encoders_.QueryCodecSupport(format, std::move(scalability_mode), resolution);
  }

  std::unique_ptr<webrtc::VideoEncoder> Create(const webrtc::Environment& env, const webrtc::SdpVideoFormat& format) override {
    return std::make_unique<webrtc::SimulcastEncoderAdapter>(env, &encoders_, nullptr, format);
  }

 private:
  AllEncoders encoders_;
};

}  // namespace

std::unique_ptr<webrtc::VideoEncoderFactory> CreateEncoders() { return WithPassage(std::make_unique<SimulcastEncoders>()); }
std::unique_ptr<webrtc::VideoDecoderFactory> CreateDecoders() { return WithPassage(std::make_unique<AllDecoders>()); }

void EnableMedia(webrtc::PeerConnectionFactoryDependencies& dependencies, AudioEngine audio, EncoderThreads& threads) {
  webrtc::EnvironmentFactory environment(*dependencies.env);
  environment.Set(CreateTaskQueues(threads));
  dependencies.env = environment.Create();
  dependencies.adm = std::move(audio.device);
  dependencies.audio_mixer = std::move(audio.mixer);
  dependencies.audio_encoder_factory = webrtc::CreateBuiltinAudioEncoderFactory();
  dependencies.audio_decoder_factory = webrtc::CreateBuiltinAudioDecoderFactory();
  dependencies.video_encoder_factory = CreateEncoders();
  dependencies.video_decoder_factory = CreateDecoders();
  webrtc::EnableMedia(dependencies);
  dependencies.media_factory = WithLastingCodecLists(std::move(dependencies.media_factory));
}

#else

std::unique_ptr<webrtc::VideoEncoderFactory> CreateEncoders() { return WithPassage(webrtc::CreateBuiltinVideoEncoderFactory()); }
std::unique_ptr<webrtc::VideoDecoderFactory> CreateDecoders() { return WithPassage(webrtc::CreateBuiltinVideoDecoderFactory()); }

void EnableMedia(webrtc::PeerConnectionFactoryDependencies& dependencies, AudioEngine audio, EncoderThreads& threads) {
  dependencies.task_queue_factory = CreateTaskQueues(threads);
  cricket::MediaEngineDependencies media;
  media.task_queue_factory = dependencies.task_queue_factory.get();
  media.adm = std::move(audio.device);
  media.audio_mixer = std::move(audio.mixer);
  // Not the builtin factories: Debian has compiled them without Opus.
  media.audio_encoder_factory =
      webrtc::CreateAudioEncoderFactory<webrtc::AudioEncoderOpus, webrtc::AudioEncoderG722, webrtc::AudioEncoderG711>();
  media.audio_decoder_factory =
      webrtc::CreateAudioDecoderFactory<webrtc::AudioDecoderOpus, webrtc::AudioDecoderG722, webrtc::AudioDecoderG711>();
  media.video_encoder_factory = CreateEncoders();
  media.video_decoder_factory = CreateDecoders();
  dependencies.media_engine = cricket::CreateMediaEngine(std::move(media));
  dependencies.call_factory = webrtc::CreateCallFactory();
}

#endif

}  // namespace wrtc::engine
