// Checks of the audio and video in a description that parses but must not be applied. See description_check.h.
#ifndef WRTC_MEDIA_CHECK_H_
#define WRTC_MEDIA_CHECK_H_

#include <string>

#include "shim/engine/engine.h"

namespace wrtc {

// What is wrong with codecs, header extensions, SSRCs or rtcp-mux of a section that is not rejected; empty if nothing is.
std::string CheckMedia(const webrtc::SessionDescription& description);

// RFC 8285, section 6: an answer does not give another meaning to an id of the offer. Empty if it does not.
std::string CheckExtensionsOfAnswer(const webrtc::SessionDescription& offer, const webrtc::SessionDescription& answer);

}  // namespace wrtc

#endif  // WRTC_MEDIA_CHECK_H_
