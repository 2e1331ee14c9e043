#include "shim/engine/codec_lists.h"

#if defined(WRTC_ENGINE_UPSTREAM)

#include <utility>
#include <vector>

#include "media/base/codec.h"
#include "media/base/media_engine.h"

namespace wrtc::engine {
namespace {

// Sending and receiving, each without retransmission and with it.
class LastingLists final : public webrtc::VideoEngineInterface {
 public:
  explicit LastingLists(webrtc::VideoEngineInterface& engine) : engine_(engine) {}

  std::unique_ptr<webrtc::VideoMediaSendChannelInterface> CreateSendChannel(
      const webrtc::Environment& env, webrtc::Call* call, const webrtc::MediaConfig& config, const webrtc::VideoOptions& options,
      const webrtc::CryptoOptions& crypto, webrtc::VideoBitrateAllocatorFactory* allocators,
      webrtc::VideoMediaSendChannelInterface::EncoderSwitchRequestCallback switching,
      absl::AnyInvocable<void()> changed) override {
    return engine_.CreateSendChannel(env, call, config, options, crypto, allocators, std::move(switching), std::move(changed));
  }

  std::unique_ptr<webrtc::VideoMediaReceiveChannelInterface> CreateReceiveChannel(const webrtc::Environment& env,
                                                                                  webrtc::Call* call,
                                                                                  const webrtc::MediaConfig& config,
                                                                                  const webrtc::VideoOptions& options,
                                                                                  const webrtc::CryptoOptions& crypto) override {
    return engine_.CreateReceiveChannel(env, call, config, options, crypto);
  }

  std::vector<webrtc::RtpHeaderExtensionCapability> GetRtpHeaderExtensions(const webrtc::FieldTrialsView* trials) const override {
    return engine_.GetRtpHeaderExtensions(trials);
  }

  std::vector<webrtc::Codec> LegacySendCodecs() const override { return LegacySendCodecs(true); }
  std::vector<webrtc::Codec> LegacyRecvCodecs() const override { return LegacyRecvCodecs(true); }
  std::vector<webrtc::Codec> LegacySendCodecs(bool include_rtx) const override { return include_rtx ? sending_rtx_ : sending_; }
  std::vector<webrtc::Codec> LegacyRecvCodecs(bool include_rtx) const override {
    return include_rtx ? receiving_rtx_ : receiving_;
  }

  webrtc::VideoEncoderFactory* encoder_factory() const override { return engine_.encoder_factory(); }
  webrtc::VideoDecoderFactory* decoder_factory() const override { return engine_.decoder_factory(); }
  std::vector<webrtc::SdpVideoFormat> GetSupportedFormats(bool is_decoder) const override {
    return engine_.GetSupportedFormats(is_decoder);
  }
  bool NeedsAuxiliaryCodecsAdded() const override { return engine_.NeedsAuxiliaryCodecsAdded(); }

 private:
  webrtc::VideoEngineInterface& engine_;
  const std::vector<webrtc::Codec> sending_ = engine_.LegacySendCodecs(false);
  const std::vector<webrtc::Codec> sending_rtx_ = engine_.LegacySendCodecs(true);
  const std::vector<webrtc::Codec> receiving_ = engine_.LegacyRecvCodecs(false);
  const std::vector<webrtc::Codec> receiving_rtx_ = engine_.LegacyRecvCodecs(true);
};

class LastingListsEngine final : public webrtc::MediaEngineInterface {
 public:
  explicit LastingListsEngine(std::unique_ptr<webrtc::MediaEngineInterface> engine) : engine_(std::move(engine)) {}

  void Init() override { engine_->Init(); }
  void Terminate() override { engine_->Terminate(); }
  webrtc::VoiceEngineInterface& voice() override { return engine_->voice(); }
  webrtc::VideoEngineInterface& video() override { return video_; }
  const webrtc::VoiceEngineInterface& voice() const override { return std::as_const(*engine_).voice(); }
  const webrtc::VideoEngineInterface& video() const override { return video_; }

 private:
  const std::unique_ptr<webrtc::MediaEngineInterface> engine_;
  LastingLists video_{engine_->video()};
};

class LastingListsFactory final : public webrtc::MediaFactory {
 public:
  explicit LastingListsFactory(std::unique_ptr<webrtc::MediaFactory> factory) : factory_(std::move(factory)) {}

  std::unique_ptr<webrtc::Call> CreateCall(webrtc::CallConfig config) override { return factory_->CreateCall(std::move(config)); }

  std::unique_ptr<webrtc::MediaEngineInterface> CreateMediaEngine(
      const webrtc::Environment& env, webrtc::PeerConnectionFactoryDependencies& dependencies) override {
    return std::make_unique<LastingListsEngine>(factory_->CreateMediaEngine(env, dependencies));
  }

 private:
  const std::unique_ptr<webrtc::MediaFactory> factory_;
};

}  // namespace

std::unique_ptr<webrtc::MediaFactory> WithLastingCodecLists(std::unique_ptr<webrtc::MediaFactory> factory) {
  return std::make_unique<LastingListsFactory>(std::move(factory));
}

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_UPSTREAM
