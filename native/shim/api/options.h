// Reads the caller's option structures, and reports errors in them.
#ifndef WRTC_OPTIONS_H_
#define WRTC_OPTIONS_H_

#include <string>

#include "shim/engine/engine.h"
#include "shim/connection/peer_connection.h"
#include "webrtcnative.h"

namespace wrtc {

// A borrowed string of the C interface is acceptable: no negative length, no missing bytes.
inline bool IsValid(const char* data, int32_t length) { return length >= 0 && (data != nullptr || length == 0); }
inline bool IsValid(const wrtc_string& text) { return IsValid(text.data, text.length); }

inline std::string Copy(const char* data, int32_t length) {
  return length == 0 ? std::string() : std::string(data, static_cast<size_t>(length));
}
inline std::string Copy(const wrtc_string& text) { return Copy(text.data, text.length); }

// The options that setConfiguration may change.
void CopyChangeable(const webrtc::PeerConnectionInterface::RTCConfiguration& from,
                    webrtc::PeerConnectionInterface::RTCConfiguration& to);

// Null options are the defaults.
wrtc_status ReadOptions(const wrtc_peer_connection_options* options, PeerConnectionSettings& settings);
wrtc_status ReadOptions(const wrtc_data_channel_options* options, webrtc::DataChannelInit& init);

}  // namespace wrtc

#endif  // WRTC_OPTIONS_H_
