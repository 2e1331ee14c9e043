#include "pair.h"

#include <cstdlib>
#include <thread>
#include <utility>

namespace ceiling {
namespace {

class Observer : public webrtc::SetLocalDescriptionObserverInterface, public webrtc::SetRemoteDescriptionObserverInterface {
 public:
  explicit Observer(std::function<void()> then) : then_(std::move(then)) {}
  void OnSetLocalDescriptionComplete(webrtc::RTCError error) override { Complete(error); }
  void OnSetRemoteDescriptionComplete(webrtc::RTCError error) override { Complete(error); }

 private:
  void Complete(const webrtc::RTCError& error) {
    if (!error.ok()) std::abort();
    then_();
  }
  const std::function<void()> then_;
};

auto Then(std::function<void()> then) { return webrtc::make_ref_counted<Observer>(std::move(then)); }

}  // namespace

void Side::Open(Side* other) {
  other_ = other;
  connection_ = engine_.CreateConnection(this);
}

void Side::Close() {
  if (channel_) channel_->UnregisterObserver();
  channel_ = nullptr;
  connection_->Close();
  connection_ = nullptr;
}

void Side::CreateChannel() {
  const webrtc::DataChannelInit init;
  Adopt(connection_->CreateDataChannelOrError("channel", &init).MoveValue());
}

void Side::AddTrack(const webrtc::scoped_refptr<webrtc::MediaStreamTrackInterface>& track, int max_bitrate) {
  const auto sender = connection_->AddTrack(track, {}).MoveValue();
  if (max_bitrate == 0) return;
  webrtc::RtpParameters parameters = sender->GetParameters();
  parameters.degradation_preference = webrtc::DegradationPreference::MAINTAIN_FRAMERATE_AND_RESOLUTION;
  parameters.encodings[0].max_bitrate_bps = max_bitrate;
  if (!sender->SetParameters(parameters).ok()) std::abort();
}

void Side::Offer() {
  const auto answered = [this] { Accept(other_->connection_->local_description()->Clone(), [] {}); };
  const auto offered = [this, answered] { other_->Describe(answered); };
  Describe([this, offered] { other_->Accept(connection_->local_description()->Clone(), offered); });
}

std::string Side::AwaitDescription() {
  std::string sdp;
  Signal described;
  Describe([&] {
    connection_->local_description()->ToString(&sdp);
    described.Set();
  });
  described.Wait();
  return sdp;
}

void Side::AwaitAcceptance(webrtc::SdpType type, const std::string& sdp) {
  Signal accepted;
  Accept(webrtc::CreateSessionDescription(type, sdp), [&] { accepted.Set(); });
  accepted.Wait();
}

void Side::Describe(std::function<void()> then) { connection_->SetLocalDescription(Then(std::move(then))); }

void Side::Accept(std::unique_ptr<webrtc::SessionDescriptionInterface> description, std::function<void()> then) {
  connection_->SetRemoteDescription(std::move(description), Then(std::move(then)));
}

// Chained after the descriptions; the first candidate is gathered before the other side has this side's description.
void Side::OnIceCandidate(const webrtc::IceCandidate* candidate) {
  std::string text;
  candidate->ToString(&text);
  auto copy = wrtc::engine::ParseCandidate(candidate->sdp_mid(), candidate->sdp_mline_index(), text, nullptr);
  engine_.signaling()->PostTask([other = other_, shared = std::make_shared<decltype(copy)>(std::move(copy))] {
    if (other->connection_) other->connection_->AddIceCandidate(std::move(*shared), [](webrtc::RTCError) {});
  });
}

void Side::Adopt(webrtc::scoped_refptr<webrtc::DataChannelInterface> channel) {
  channel_ = std::move(channel);
  channel_->RegisterObserver(this);
  OnStateChange();
}

void Side::OnStateChange() {
  if (channel_ && channel_->state() == webrtc::DataChannelInterface::kOpen) opened_.Set();
}

void Side::Send(const uint8_t* data, size_t length) {
  webrtc::DataBuffer message(webrtc::CopyOnWriteBuffer(data, length), true);
  channel_->SendAsync(std::move(message), nullptr);
}

Pair::Pair(const Engine& engine, bool sleeping)
    : engine_(engine), a_(std::make_unique<Side>(engine)), b_(std::make_unique<Side>(engine)) {
  if (sleeping) {
    OpenStepByStep();
  } else {
    Open();
  }
}

void Pair::Open() {
  engine_.signaling()->BlockingCall([this] {
    a_->Open(b_.get());
    b_->Open(a_.get());
    a_->CreateChannel();
    a_->Offer();
  });
  while (!a_->is_open() || !b_->is_open()) std::this_thread::yield();
}

void Pair::OpenStepByStep() {
  engine_.signaling()->BlockingCall([this] { a_->Open(b_.get()); });
  engine_.signaling()->BlockingCall([this] { b_->Open(a_.get()); });
  engine_.signaling()->BlockingCall([this] { a_->CreateChannel(); });
  b_->AwaitAcceptance(webrtc::SdpType::kOffer, a_->AwaitDescription());
  a_->AwaitAcceptance(webrtc::SdpType::kAnswer, b_->AwaitDescription());
  a_->AwaitOpen();
  b_->AwaitOpen();
}

Pair::~Pair() {
  engine_.signaling()->BlockingCall([this] {
    a_->Close();
    b_->Close();
  });
}

}  // namespace ceiling
