// SDP between the caller and the engine: accepts more forms from the caller than the engine's parser does, and shows the caller
// the media types that the engine does not know.
#ifndef WRTC_DESCRIPTION_TEXT_H_
#define WRTC_DESCRIPTION_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace wrtc {

// Lines without their line ends. The first section of a description is the session's; each other section begins with its m=
// line.
using SdpSection = std::vector<std::string>;

// Normalizes forms that other implementations accept and the engine's parser does not: line ends of any kind, empty lines, a
// byte order mark, spaces at a line's end, max-message-size of any size, several fingerprints. Without media see also RejectMedia.
std::string TextForEngine(std::string_view sdp, bool has_media);

// The reverse for text of the engine: a whole description, or the line of it that failed to parse.
std::string TextForCaller(std::string sdp);

}  // namespace wrtc

#endif  // WRTC_DESCRIPTION_TEXT_H_
