#include "shim/channel/message_list.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace wrtc {

void MessageList::AddSmall(const uint8_t* data, size_t length, bool is_text) {
  AddRecord({.length = static_cast<uint32_t>(length), .is_large = false, .is_text = is_text}, data);
}

void MessageList::AddLarge(webrtc::DataBuffer message) {
  large_.push_back(std::move(message));
  AddRecord({.length = 0, .is_large = true, .is_text = false}, nullptr);
}

void MessageList::AddRecord(Record record, const uint8_t* data) {
  const size_t size = sizeof record + record.length;
  if (!blocks_.empty() && blocks_[last_]->size + size > kBlockSize) ++last_;
  if (last_ == blocks_.size()) blocks_.push_back(std::make_unique_for_overwrite<Block>());
  Block& block = *blocks_[last_];
  std::memcpy(&block.bytes[block.size], &record, sizeof record);
  if (record.length > 0) std::memcpy(&block.bytes[block.size + sizeof record], data, record.length);
  block.size += size;
  ++size_;
}

const webrtc::DataBuffer& MessageList::Take() {
  if (offset_ == blocks_[block_]->size) {
    ++block_;
    offset_ = 0;
  }
  const uint8_t* const at = &blocks_[block_]->bytes[offset_];
  Record record;
  std::memcpy(&record, at, sizeof record);
  offset_ += sizeof record + record.length;
  --size_;
  if (record.is_large) return large_[large_taken_++];
  // Reuses its memory, unless the engine kept the last message.
  small_.data.SetData(at + sizeof record, record.length);
  small_.binary = !record.is_text;
  return small_;
}

void MessageList::Clear() {
  blocks_.resize(std::min(blocks_.size(), kSpareBlocks));
  for (const auto& block : blocks_) block->size = 0;
  large_.clear();
  size_ = last_ = block_ = offset_ = large_taken_ = 0;
}

}  // namespace wrtc
