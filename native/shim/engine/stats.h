// The part of the seam for statistics: how the members of a statistics object are read.
#ifndef WRTC_ENGINE_STATS_H_
#define WRTC_ENGINE_STATS_H_

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "api/stats/rtc_stats.h"

namespace wrtc::engine {

#if defined(WRTC_ENGINE_UPSTREAM)

inline int64_t Microseconds(const webrtc::RTCStats& stats) { return stats.timestamp().us(); }

// Calls visit(name, value) for each member that is set.
template <typename Visit>
void VisitMembers(const webrtc::RTCStats& stats, Visit visit) {
  for (const webrtc::Attribute& attribute : stats.Attributes()) {
    if (!attribute.has_value()) continue;
    std::visit([&](const auto* value) { visit(attribute.name(), **value); }, attribute.as_variant());
  }
}

#else

inline int64_t Microseconds(const webrtc::RTCStats& stats) { return stats.timestamp_us(); }

// Calls visit and returns true if the member is of the type.
template <typename Value, typename Visit>
bool VisitAs(const webrtc::RTCStatsMemberInterface& member, Visit& visit) {
  if (member.type() != webrtc::RTCStatsMember<Value>::StaticType()) return false;
  visit(member.name(), *member.cast_to<webrtc::RTCStatsMember<Value> >());
  return true;
}

template <typename... Values, typename Visit>
void VisitAsOneOf(const webrtc::RTCStatsMemberInterface& member, Visit& visit) {
  (void)(VisitAs<Values>(member, visit) || ...);
}

// Calls visit(name, value) for each member that is set.
template <typename Visit>
void VisitMembers(const webrtc::RTCStats& stats, Visit visit) {
  for (const webrtc::RTCStatsMemberInterface* member : stats.Members()) {
    if (!member->is_defined()) continue;
    VisitAsOneOf<bool, int32_t, uint32_t, int64_t, uint64_t, double, std::string, std::vector<bool>, std::vector<int32_t>,
                 std::vector<uint32_t>, std::vector<int64_t>, std::vector<uint64_t>, std::vector<double>,
                 std::vector<std::string>, std::map<std::string, uint64_t>, std::map<std::string, double> >(*member, visit);
  }
}

#endif

}  // namespace wrtc::engine

#endif  // WRTC_ENGINE_STATS_H_
