// The objects behind the handles of audio and video.
#ifndef WRTC_MEDIA_HANDLES_H_
#define WRTC_MEDIA_HANDLES_H_

#include "shim/api/handles.h"
#include "shim/media/rtp_transceiver.h"
#include "shim/media/track.h"

struct wrtc_track {
  webrtc::scoped_refptr<wrtc::Track> track;
};

struct wrtc_rtp_transceiver {
  webrtc::scoped_refptr<wrtc::RtpTransceiver> transceiver;
};

#endif  // WRTC_MEDIA_HANDLES_H_
