// The descriptors that a socket server needs from the start: one of epoll and the two of a pipe. An engine that does not get
// them ends the process, so they are opened before the engine starts.
#ifndef WRTC_ENGINE_DESCRIPTORS_H_
#define WRTC_ENGINE_DESCRIPTORS_H_

namespace wrtc::engine {

#if defined(WRTC_WRAPS_CALLS)

// Whether there are as many free descriptors as the engine's libraries need for a moment at their start. NSS, which Debian's
// libsrtp uses, remembers for ever that it could not open a file, so it must not start without them.
bool AreSpareDescriptorsThere();

// Until this is destroyed, the next epoll_create and pipe of the engine on this thread return these descriptors.
class ReservedDescriptors {
 public:
  ReservedDescriptors();
  ~ReservedDescriptors();
  ReservedDescriptors(const ReservedDescriptors&) = delete;
  ReservedDescriptors& operator=(const ReservedDescriptors&) = delete;

  // False if the process may not open any more.
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
