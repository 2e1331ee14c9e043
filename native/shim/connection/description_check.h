// What a description must not have, although it can be parsed.
#ifndef WRTC_DESCRIPTION_CHECK_H_
#define WRTC_DESCRIPTION_CHECK_H_

#include "shim/engine/engine.h"
#include "webrtcnative.h"

namespace wrtc {

// The engine would find these only while it applies the description, and such an error ends a peer connection for good:
// every later description is answered with it. Refused here, they leave the connection as it was.
wrtc_status CheckDescription(const webrtc::SessionDescriptionInterface& description);

// The same for the role in an answer, which matters only where an answer is due: elsewhere the state is what is wrong.
webrtc::RTCError CheckAnswer(const webrtc::SessionDescriptionInterface& description, bool is_due);

// The same for what depends on the description that is in force, which may be null. Both have passed the check above.
webrtc::RTCError CheckChange(const webrtc::SessionDescriptionInterface* before, const webrtc::SessionDescriptionInterface& after);

}  // namespace wrtc

#endif  // WRTC_DESCRIPTION_CHECK_H_
