// Sections of audio and video, for which there is no media engine. Both engines crash on them. But they answer a section of an
// unknown type with port 0, as RFC 9429 says of a rejected one. So their types are changed to unknown ones.
#ifndef WRTC_REJECTED_MEDIA_H_
#define WRTC_REJECTED_MEDIA_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shim/connection/description_text.h"
#include "shim/engine/engine.h"

namespace wrtc {

inline bool StartsWith(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

// Changes the types, and takes the sections out of their BUNDLE groups. The first-named section describes the transport of a
// group (RFC 9143, section 7.2). If that is a rejected one, the next one inherits the transport.
void RejectMedia(std::vector<SdpSection>& sections);

// Changes the types back, in text of the engine.
void RestoreMedia(std::string& sdp);

// The remote peer names the section of a candidate before it knows that the section is rejected. If both sections have the same
// ICE credentials, the peer has bundled them, and the candidate belongs to the section for data too. Null when no section is
// left for it.
std::unique_ptr<webrtc::IceCandidate> AtAcceptedSection(const webrtc::SessionDescriptionInterface* remote,
                                                        std::unique_ptr<webrtc::IceCandidate> candidate);

}  // namespace wrtc

#endif  // WRTC_REJECTED_MEDIA_H_
