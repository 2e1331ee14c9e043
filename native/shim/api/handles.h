// The objects behind the handles of the C interface, and the checks that its functions share.
#ifndef WRTC_HANDLES_H_
#define WRTC_HANDLES_H_

#include <memory>
#include <string>

#include "shim/channel/data_channel.h"
#include "shim/queue/event_queue.h"
#include "shim/runtime/last_error.h"
#include "shim/connection/peer_connection.h"
#include "shim/runtime/runtime.h"

struct wrtc_runtime {
  std::shared_ptr<wrtc::Runtime> runtime;
};

struct wrtc_queue {
  std::shared_ptr<wrtc::EventQueue> queue;
};

struct wrtc_peer_connection {
  webrtc::scoped_refptr<wrtc::PeerConnection> connection;
};

struct wrtc_data_channel {
  webrtc::scoped_refptr<wrtc::DataChannel> channel;
};

namespace wrtc {

inline wrtc_status FailNull(const char* argument) { return Fail(WRTC_INVALID_PARAMETER, std::string(argument) + " is null."); }

}  // namespace wrtc

#endif  // WRTC_HANDLES_H_
