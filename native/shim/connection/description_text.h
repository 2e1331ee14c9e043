// SDP between the caller and the engine: more is taken from the caller than the engine's parser takes, and the caller sees the
// media types that the engine does not.
#ifndef WRTC_DESCRIPTION_TEXT_H_
#define WRTC_DESCRIPTION_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace wrtc {

// Lines without their ends. The first section of a description is the session's, each other begins with its m= line.
using SdpSection = std::vector<std::string>;

// What other implementations accept and the engine's parser does not is put in order: line ends of any kind, empty lines, a
// byte order mark, spaces at a line's end, max-message-size of any size, several fingerprints. See also RejectMedia.
std::string TextForEngine(std::string_view sdp);

// The reverse for text of the engine: a whole description, or the line of it that could not be parsed.
std::string TextForCaller(std::string sdp);

}  // namespace wrtc

#endif  // WRTC_DESCRIPTION_TEXT_H_
