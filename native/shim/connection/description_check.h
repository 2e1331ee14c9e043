// Checks of a description that parses but must not be applied.
#ifndef WRTC_DESCRIPTION_CHECK_H_
#define WRTC_DESCRIPTION_CHECK_H_

#include "shim/engine/engine.h"
#include "webrtcnative.h"

namespace wrtc {

// The engine would find these errors only while it applies the description. Such an error ends a peer connection for good: the
// engine answers every later description with it. Refused here, they leave the connection usable.
wrtc_status CheckDescription(const webrtc::SessionDescriptionInterface& description);

// The same for the role in an answer, and for what it says of the offer, which is null if none is to be answered: then the state is
// the error.
webrtc::RTCError CheckAnswer(const webrtc::SessionDescriptionInterface& description,
                             const webrtc::SessionDescriptionInterface* offer);

// The same for rules that depend on the current description, which may be null. Both have passed the check above.
webrtc::RTCError CheckChange(const webrtc::SessionDescriptionInterface* before, const webrtc::SessionDescriptionInterface& after);

// Whether it has sections of audio or video. A rollback has none.
bool HasMediaSections(const webrtc::SessionDescriptionInterface& description);

}  // namespace wrtc

#endif  // WRTC_DESCRIPTION_CHECK_H_
