// Messages in the order in which they were added. Small ones lie one behind the other in blocks that are reused: at millions a
// second, allocating each on one thread and freeing it on another would cost more than sending it.
#ifndef WRTC_MESSAGE_LIST_H_
#define WRTC_MESSAGE_LIST_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "shim/engine/engine.h"

namespace wrtc {

class MessageList {
 public:
  static constexpr size_t kLargestSmall = 1024;

  // At most kLargestSmall bytes, which are copied.
  void AddSmall(const uint8_t* data, size_t length, bool is_text);
  void AddLarge(webrtc::DataBuffer message);

  // Messages that were added and not taken.
  size_t size() const { return size_; }

  // The oldest message. The list must not be empty. The result is valid until the next call.
  const webrtc::DataBuffer& Take();

  // Drops all messages, taken or not.
  void Clear();

 private:
  static constexpr size_t kBlockSize = 16 * 1024;
  // Memory that an empty list keeps for the next messages.
  static constexpr size_t kSpareBlocks = 8;

  struct Record {
    uint32_t length;  // of the bytes behind it
    bool is_large;    // the bytes are the next entry of large_ instead
    bool is_text;
  };

  struct Block {
    size_t size = 0;
    std::array<uint8_t, kBlockSize> bytes;
  };

  void AddRecord(Record record, const uint8_t* data);

  std::vector<std::unique_ptr<Block>> blocks_;
  std::vector<webrtc::DataBuffer> large_;
  size_t size_ = 0;
  size_t last_ = 0;  // the block that messages are added to
  // The next message to take.
  size_t block_ = 0;
  size_t offset_ = 0;
  size_t large_taken_ = 0;
  webrtc::DataBuffer small_{{}, false};
};

}  // namespace wrtc

#endif  // WRTC_MESSAGE_LIST_H_
