// Keeps a channel from handing SCTP more messages than it can number (kMostUnderWay). Only floods of small messages come near
// that number; larger messages are bounded by bytes.
#ifndef WRTC_SEND_WINDOW_H_
#define WRTC_SEND_WINDOW_H_

#include <algorithm>
#include <cstdint>
#include <deque>

#include "shim/engine/sctp.h"

namespace wrtc {

class SendWindow {
 public:
  void Add(size_t bytes) {
    bytes_ += std::max<int64_t>(1, static_cast<int64_t>(bytes));  // an empty message is one byte on the wire
    ++messages_;
    if (messages_ % kStep == 0) marks_.push_back({bytes_, messages_});
  }

  // Asks for the load only every few messages.
  template <typename GetLoad>
  bool HasRoom(GetLoad get_load) {
    if (messages_ < ask_at_) return true;
    const engine::SctpLoad load = get_load();
    while (!marks_.empty() && marks_.front().bytes <= bytes_ - load.unsent_bytes) {
      left_ = marks_.front().messages;
      marks_.pop_front();
    }
    if (messages_ - left_ + load.in_flight > engine::kMostUnderWay) return false;
    ask_at_ = messages_ + kStep;
    return true;
  }

 private:
  static constexpr int64_t kStep = std::min<int64_t>(256, engine::kMostUnderWay / 8);

  struct Mark {
    int64_t bytes;
    int64_t messages;
  };

  int64_t bytes_ = 0;  // of all messages handed over
  int64_t messages_ = 0;
  int64_t left_ = 0;  // messages that SCTP has sent at least once, rounded down
  int64_t ask_at_ = 0;
  std::deque<Mark> marks_;
};

}  // namespace wrtc

#endif  // WRTC_SEND_WINDOW_H_
