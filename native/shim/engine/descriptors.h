// The descriptors that a socket server needs from the start: one of epoll and the two of a pipe. An engine that does not get them
// ends the process, so they are opened before it is asked to begin.
#ifndef WRTC_ENGINE_DESCRIPTORS_H_
#define WRTC_ENGINE_DESCRIPTORS_H_

namespace wrtc::engine {

#if defined(WRTC_WRAPS_CALLS)

// Whether there are as many as libraries behind the engine need for a moment when they begin. NSS, of Debian's libsrtp, remembers
// for ever that it could not open a file, so it is not asked to begin where it cannot.
bool AreSpareDescriptorsThere();

// Until it is destroyed, the next epoll_create and pipe of the engine on this thread return these.
class ReservedDescriptors {
 public:
  ReservedDescriptors();
  ~ReservedDescriptors();
  ReservedDescriptors(const ReservedDescriptors&) = delete;
  ReservedDescriptors& operator=(const ReservedDescriptors&) = delete;

  // False where the process may not have any more.
  bool AreThere() const { return epoll_ >= 0 && pipe_[0] >= 0; }

  int TakeEpoll();
  bool TakePipe(int descriptors[2]);

 private:
  int epoll_;
  int pipe_[2];
};

#else

inline bool AreSpareDescriptorsThere() { return true; }

struct ReservedDescriptors {
  static bool AreThere() { return true; }
};

#endif

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_DESCRIPTORS_H_
