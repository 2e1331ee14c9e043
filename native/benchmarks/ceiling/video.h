// Calls of pictures in one process, by the engine alone.
#ifndef WRTC_BENCHMARKS_VIDEO_H_
#define WRTC_BENCHMARKS_VIDEO_H_

namespace ceiling {

// Each prints processor time, the received part of the frames, and the time from one application's thread to the other's sink.

// A two-way call of 1280x720 at 30 frames a second, in VP8.
void Video(int seconds);

// Frames that are encoded already, of so many bytes each, one way. at_once: they tell the receiver not to hold them.
void Encoded(int bytes, int seconds, bool at_once);

// Such frames through a server to viewers. The server does not decode them.
void Forward(int viewers, int seconds);

}  // namespace ceiling

#endif  // WRTC_BENCHMARKS_VIDEO_H_
