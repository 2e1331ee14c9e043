#include "video.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "api/video_codecs/video_decoder_factory_template.h"
#include "api/video_codecs/video_decoder_factory_template_libvpx_vp8_adapter.h"
#include "api/video_codecs/video_encoder_factory_template.h"
#include "api/video_codecs/video_encoder_factory_template_libvpx_vp8_adapter.h"
#include "figures.h"
#include "pair.h"
#include "passage.h"
#include "pictures.h"
#include "rights.h"
#include "sound.h"

namespace ceiling {
namespace {

using Encoders = webrtc::VideoEncoderFactoryTemplate<webrtc::LibvpxVp8EncoderTemplateAdapter>;
using Decoders = webrtc::VideoDecoderFactoryTemplate<webrtc::LibvpxVp8DecoderTemplateAdapter>;
using Receiver = webrtc::scoped_refptr<webrtc::RtpTransceiverInterface>;

constexpr int kFramerate = 30;
constexpr int kBitrate = 1'500'000;        // of a coded picture
constexpr int kPassedBitrate = 8'000'000;  // never the limit
constexpr int kForwarded = 4'166;          // bytes of a frame: 1 Mbit/s

// A thread that makes a step for each frame.
class Camera {
 public:
  explicit Camera(std::function<void()> step) : thread_([this, step = std::move(step)] { Run(step); }) {}
  ~Camera() {
    stops_.store(true);
    thread_.join();
  }

 private:
  void Run(const std::function<void()>& step) const {
    for (auto due = std::chrono::steady_clock::now(); !stops_.load();
         due += std::chrono::nanoseconds(1'000'000'000 / kFramerate)) {
      std::this_thread::sleep_until(due);
      step();
    }
  }

  std::atomic<bool> stops_{false};
  std::thread thread_;
};

Engine CreateEngine(std::unique_ptr<webrtc::VideoEncoderFactory> encoders,
                    std::unique_ptr<webrtc::VideoDecoderFactory> decoders) {
  RenounceRealTime();
  return Engine(true,
                {.device = webrtc::make_ref_counted<Device>(), .encoders = std::move(encoders), .decoders = std::move(decoders)});
}

webrtc::VideoTrackInterface& PicturesOf(const Receiver& receiver) {
  return static_cast<webrtc::VideoTrackInterface&>(*receiver->receiver()->track());
}

void SleepMilliseconds(int count) { std::this_thread::sleep_for(std::chrono::milliseconds(count)); }

void Measure(const std::string& command, int bytes, int seconds, const std::vector<Timeline*>& timelines) {
  for (Timeline* const timeline : timelines) {
    while (timeline->TakeDelays().empty()) SleepMilliseconds(5);
  }
  SleepMilliseconds(3000);  // the engine finds the bitrate
  const std::vector<std::string> coders{"VideoEncoder", "VideoDecoder"};
  for (Timeline* const timeline : timelines) timeline->TakeDelays();
  const int64_t begin = Now();
  const double others = SecondsOfThreadsBut(coders);
  const Costs costs;
  SleepMilliseconds(seconds * 1000);
  const double cpu = costs.Since()[0].second;
  const double others_since = SecondsOfThreadsBut(coders) - others;
  const double elapsed = static_cast<double>(Now() - begin) / 1e9;
  std::vector<double> delays;
  size_t least = SIZE_MAX;
  for (Timeline* const timeline : timelines) {
    const std::vector<double> some = timeline->TakeDelays();
    least = std::min(least, some.size());
    delays.insert(delays.end(), some.begin(), some.end());
  }
  std::sort(delays.begin(), delays.end());
  if (delays.empty()) std::abort();
  Print(command, bytes,
        {{"frames", static_cast<double>(delays.size())},
         {"seen_least", static_cast<double>(least) / elapsed / kFramerate},
         {"cpu_percent", cpu / elapsed * 100},
         {"cpu_ms_per_frame", cpu * 1e3 / static_cast<double>(delays.size())},
         {"other_ms_per_frame", others_since * 1e3 / static_cast<double>(delays.size())},
         {"p50_ms", Percentile(delays, 0.5)},
         {"p99_ms", Percentile(delays, 0.99)}},
        costs);
}

// Two sides of which at least one sends.
void Connect(const Engine& engine, Side& a, Side& b, const webrtc::scoped_refptr<webrtc::VideoTrackSourceInterface>& from_a,
             const webrtc::scoped_refptr<webrtc::VideoTrackSourceInterface>& from_b, int bitrate) {
  engine.signaling()->BlockingCall([&] {
    a.Open(&b);
    b.Open(&a);
    a.AddTrack(engine.CreateVideoTrack(from_a), bitrate);
    if (from_b) b.AddTrack(engine.CreateVideoTrack(from_b), bitrate);
    a.Offer();
  });
}

void Close(const Engine& engine, Side& a, Side& b) {
  engine.signaling()->BlockingCall([&] {
    a.Close();
    b.Close();
  });
}

void SendNext(PassedSource& source, int bytes) {
  const bool is_key = source.needs_key_frame();
  source.Send(PassedFrame::Create(static_cast<size_t>(bytes), is_key), is_key);
}

// A connection from a source of encoded frames to a sink.
struct Passage {
  Passage(const Engine& engine, const webrtc::scoped_refptr<PassedSource>& source) : engine(engine), a(engine), b(engine) {
    b.on_track = [this](const Receiver& receiver) {
      track = &PicturesOf(receiver);
      track->GetSource()->AddEncodedSink(&sink);
    };
    Connect(engine, a, b, source, nullptr, kPassedBitrate);
  }
  ~Passage() {
    engine.signaling()->BlockingCall([this] { track->GetSource()->RemoveEncodedSink(&sink); });
    Close(engine, a, b);
  }

  const Engine& engine;
  PassedSink sink;
  Side a, b;
  webrtc::scoped_refptr<webrtc::VideoTrackInterface> track;
};

}  // namespace

void Video(int seconds) {
  const Engine engine = CreateEngine(std::make_unique<Encoders>(), std::make_unique<Decoders>());
  const Pictures pictures;
  Timeline from_a, from_b;
  PictureSink seen_by_a(from_b), seen_by_b(from_a);
  Side a(engine), b(engine);
  const auto source_a = webrtc::make_ref_counted<PictureSource>(pictures);
  const auto source_b = webrtc::make_ref_counted<PictureSource>(pictures);
  a.on_track = [&](const Receiver& receiver) { PicturesOf(receiver).AddOrUpdateSink(&seen_by_a, {}); };
  b.on_track = [&](const Receiver& receiver) { PicturesOf(receiver).AddOrUpdateSink(&seen_by_b, {}); };
  Connect(engine, a, b, source_a, source_b, kBitrate);
  {
    const Camera camera([&] {
      source_a->Send(from_a);
      source_b->Send(from_b);
    });
    Measure("video", 0, seconds, {&from_a, &from_b});
  }
  Close(engine, a, b);
}

void Encoded(int bytes, int seconds, bool at_once) {
  const Engine engine = CreateEngine(CreatePassingEncoders(at_once), CreatePassingDecoders());
  const auto source = webrtc::make_ref_counted<PassedSource>();
  Passage passage(engine, source);
  const Camera camera([&] { SendNext(*source, bytes); });
  Measure("encoded", bytes, seconds, {&passage.sink.timeline});
}

void Forward(int viewers, int seconds) {
  const Engine engine = CreateEngine(CreatePassingEncoders(), CreatePassingDecoders());
  const auto camera_source = webrtc::make_ref_counted<PassedSource>();
  const auto forwarded = webrtc::make_ref_counted<PassedSource>();
  Passage sender(engine, camera_source);
  sender.sink.on_frame = [&](const webrtc::RecordableEncodedFrame& frame) {
    const uint8_t* const data = frame.encoded_buffer()->data();  // longer than the frame
    forwarded->Send(webrtc::EncodedImageBuffer::Create(data, PassedFrame::LengthOf(data)), frame.is_key_frame());
  };
  forwarded->on_request = [&] {
    engine.signaling()->PostTask([track = sender.track] {
      if (track) track->GetSource()->GenerateKeyFrame();
    });
  };
  const auto camera = std::make_unique<Camera>([&] { SendNext(*camera_source, kForwarded); });
  std::vector<std::unique_ptr<Passage>> passages;
  std::vector<Timeline*> timelines;
  for (int i = 0; i < viewers; ++i) {
    passages.push_back(std::make_unique<Passage>(engine, forwarded));
    timelines.push_back(&passages.back()->sink.timeline);
    while (timelines.back()->TakeDelays().empty()) SleepMilliseconds(1);
  }
  for (Timeline* const timeline : timelines) timeline->TakeDelays();
  Measure("forward", kForwarded, seconds, timelines);
}

}  // namespace ceiling
