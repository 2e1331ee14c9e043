// The text of the last failure on a thread, behind wrtc_last_error.
#ifndef WRTC_LAST_ERROR_H_
#define WRTC_LAST_ERROR_H_

#include <string>
#include <string_view>

#include "shim/engine/engine.h"
#include "webrtcnative.h"

namespace wrtc {

// Each remembers the failure and returns its status, so that a function can end with "return Fail(...)".
wrtc_status Fail(wrtc_status status, std::string_view message, wrtc_error_type type = WRTC_ERROR_TYPE_NONE);
wrtc_status Fail(const webrtc::RTCError& error);

// How an engine error is reported: a broken rule is WRTC_INVALID_PARAMETER, a wrong moment WRTC_INVALID_STATE, everything else
// WRTC_ENGINE_FAILURE.
wrtc_status StatusOf(const webrtc::RTCError& error);
wrtc_error_type TypeOf(const webrtc::RTCError& error);

void GetLastError(wrtc_error* error);

inline wrtc_string Borrow(const std::string& text) { return {text.data(), static_cast<int32_t>(text.size())}; }

}  // namespace wrtc

#endif  // WRTC_LAST_ERROR_H_
