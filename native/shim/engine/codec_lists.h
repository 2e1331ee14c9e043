// The upstream engine makes the list of video codecs anew for each connection that can have media, which takes longer than the rest of it:
// some 0.3 ms, three quarters of a connection's creation. The list never changes, so it is made once for a factory.
#ifndef WRTC_ENGINE_CODEC_LISTS_H_
#define WRTC_ENGINE_CODEC_LISTS_H_

#include <memory>

#if defined(WRTC_ENGINE_UPSTREAM)

#include "pc/media_factory.h"

namespace wrtc::engine {

std::unique_ptr<webrtc::MediaFactory> WithLastingCodecLists(std::unique_ptr<webrtc::MediaFactory> factory);

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_UPSTREAM

#endif  // WRTC_ENGINE_CODEC_LISTS_H_
