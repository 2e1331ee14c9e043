// Statistics as JSON. libwebrtc's own JSON does not escape strings, and the remote peer chooses some of them.
#ifndef WRTC_STATS_JSON_H_
#define WRTC_STATS_JSON_H_

#include <string>

#include "api/stats/rtc_stats_report.h"

namespace wrtc {

// An array of objects, each with "type", "id", "timestamp" (microseconds since 1970) and the members that are set.
std::string ToJson(const webrtc::RTCStatsReport& report);

}  // namespace wrtc

#endif  // WRTC_STATS_JSON_H_
