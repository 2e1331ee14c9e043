// The C interface: data channels. Nothing here waits for an engine thread.
#include "shim/runtime/counters.h"
#include "shim/api/handles.h"

using wrtc::Fail;
using wrtc::FailNull;
using wrtc::NoHopScope;

wrtc_status wrtc_data_channel_get_info(const wrtc_data_channel* channel, wrtc_data_channel_info* info) {
  const NoHopScope no_hop;
  if (channel == nullptr) return FailNull("channel");
  if (info == nullptr) return FailNull("info");
  channel->channel->GetInfo(info);
  return WRTC_OK;
}

int32_t wrtc_data_channel_get_state(const wrtc_data_channel* channel) {
  return channel == nullptr ? -1 : channel->channel->state();
}

int32_t wrtc_data_channel_get_id(const wrtc_data_channel* channel) { return channel == nullptr ? -1 : channel->channel->id(); }

int64_t wrtc_data_channel_get_max_message_size(const wrtc_data_channel* channel) {
  return channel == nullptr ? -1 : channel->channel->max_message_size();
}

int64_t wrtc_data_channel_get_buffered_amount(const wrtc_data_channel* channel) {
  return channel == nullptr ? -1 : channel->channel->buffered_amount();
}

wrtc_status wrtc_data_channel_set_buffered_amount_low_threshold(wrtc_data_channel* channel, int64_t threshold) {
  if (channel == nullptr) return FailNull("channel");
  if (threshold < -1) return Fail(WRTC_INVALID_PARAMETER, "threshold is less than -1.");
  channel->channel->SetBufferedAmountLowThreshold(threshold);
  return WRTC_OK;
}

wrtc_status wrtc_data_channel_notify_writable(wrtc_data_channel* channel, int64_t amount) {
  const NoHopScope no_hop;
  if (channel == nullptr) return FailNull("channel");
  if (amount < 0) return Fail(WRTC_INVALID_PARAMETER, "amount is negative.");
  channel->channel->NotifyWritable(amount);
  return WRTC_OK;
}

wrtc_status wrtc_data_channel_send(wrtc_data_channel* channel, const uint8_t* data, int32_t length, uint8_t is_text) {
  const NoHopScope no_hop;
  if (channel == nullptr) return FailNull("channel");
  if (length < 0) return Fail(WRTC_INVALID_PARAMETER, "length is negative.");
  if (data == nullptr && length > 0) return FailNull("data");
  wrtc::Count(WRTC_COUNTER_SEND_CALLS);
  return channel->channel->Send(data, length, is_text != 0);
}

int32_t wrtc_data_channel_get_available(const wrtc_data_channel* channel) {
  return channel == nullptr ? -1 : channel->channel->incoming().count();
}

int32_t wrtc_data_channel_get_next_size(const wrtc_data_channel* channel) {
  return channel == nullptr ? -1 : channel->channel->incoming().NextSize();
}

wrtc_status wrtc_data_channel_receive(wrtc_data_channel* channel, uint8_t* buffer, int32_t capacity, wrtc_message_info* info) {
  const NoHopScope no_hop;
  if (channel == nullptr) return FailNull("channel");
  if (info == nullptr) return FailNull("info");
  if (capacity < 0) return Fail(WRTC_INVALID_PARAMETER, "capacity is negative.");
  if (buffer == nullptr && capacity > 0) return FailNull("buffer");
  wrtc::Count(WRTC_COUNTER_RECEIVE_CALLS);
  return channel->channel->incoming().Take(buffer, capacity, info);
}

void wrtc_data_channel_close(wrtc_data_channel* channel) {
  const NoHopScope no_hop;
  if (channel != nullptr) channel->channel->Close();
}

void wrtc_data_channel_destroy(wrtc_data_channel* channel) {
  const NoHopScope no_hop;
  if (channel == nullptr) return;
  channel->channel->Detach();
  channel->channel->Close();
  delete channel;
}
