// Changes the rate of a stream of blocks. It keeps its state between blocks, so that their edges cannot be heard. Any two rates
// from 8000 to 48000 Hz; the delay is 2 ms of the slower one's, or less.
#ifndef WRTC_AUDIO_RESAMPLER_H_
#define WRTC_AUDIO_RESAMPLER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "common_audio/resampler/sinc_resampler.h"
#include "shim/media/audio_format.h"

namespace wrtc {

class AudioResampler {
 public:
  AudioResampler(int from_rate, int to_rate, int channels);
  ~AudioResampler();

  // Interleaved blocks of kMaxStepFrames at most. Over all blocks the frames must stand in the ratio of the rates, to within a frame.
  void Resample(const int16_t* from, size_t from_frames, int16_t* to, size_t to_frames);

 private:
  class Channel;

  std::vector<std::unique_ptr<Channel>> channels_;
};

}  // namespace wrtc

#endif  // WRTC_AUDIO_RESAMPLER_H_
