#include "shim/runtime/last_error.h"

namespace wrtc {
namespace {

struct LastError {
  wrtc_status status = WRTC_OK;
  wrtc_error_type type = WRTC_ERROR_TYPE_NONE;
  std::string message;
};

LastError& Current() {
  thread_local LastError error;
  return error;
}

#define SAME_VALUE(name) static_assert(static_cast<int>(webrtc::RTCErrorType::name) == static_cast<int>(WRTC_ERROR_TYPE_##name))
SAME_VALUE(NONE);
SAME_VALUE(UNSUPPORTED_OPERATION);
SAME_VALUE(UNSUPPORTED_PARAMETER);
SAME_VALUE(INVALID_PARAMETER);
SAME_VALUE(INVALID_RANGE);
SAME_VALUE(SYNTAX_ERROR);
SAME_VALUE(INVALID_STATE);
SAME_VALUE(INVALID_MODIFICATION);
SAME_VALUE(NETWORK_ERROR);
SAME_VALUE(RESOURCE_EXHAUSTED);
SAME_VALUE(INTERNAL_ERROR);
SAME_VALUE(OPERATION_ERROR_WITH_DATA);
#undef SAME_VALUE

}  // namespace

wrtc_error_type TypeOf(const webrtc::RTCError& error) { return static_cast<wrtc_error_type>(error.type()); }

wrtc_status StatusOf(const webrtc::RTCError& error) {
  switch (error.type()) {
    case webrtc::RTCErrorType::NONE: return WRTC_OK;
    case webrtc::RTCErrorType::UNSUPPORTED_PARAMETER:
    case webrtc::RTCErrorType::INVALID_PARAMETER:
    case webrtc::RTCErrorType::INVALID_RANGE:
    case webrtc::RTCErrorType::SYNTAX_ERROR: return WRTC_INVALID_PARAMETER;
    case webrtc::RTCErrorType::INVALID_STATE: return WRTC_INVALID_STATE;
    default: return WRTC_ENGINE_FAILURE;
  }
}

wrtc_status Fail(wrtc_status status, std::string_view message, wrtc_error_type type) {
  LastError& last = Current();
  last.status = status;
  last.type = type;
  last.message.assign(message);
  return status;
}

wrtc_status Fail(const webrtc::RTCError& error) { return Fail(StatusOf(error), error.message(), TypeOf(error)); }

void GetLastError(wrtc_error* error) {
  const LastError& last = Current();
  *error = {last.status, last.type, Borrow(last.message)};
}

}  // namespace wrtc
