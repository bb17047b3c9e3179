// Functions of timestamps in a time zone: what the clocks there show.
#pragma once

#include "sage/base/zone.hpp"
#include "sage/fn/time.hpp"

namespace sage::fn {

inline int64_t year(Timestamp at, const Zone& zone) { return year(to_local(at, zone)); }
inline int64_t month(Timestamp at, const Zone& zone) { return month(to_local(at, zone)); }
inline int64_t day(Timestamp at, const Zone& zone) { return day(to_local(at, zone)); }
inline int64_t hour(Timestamp at, const Zone& zone) { return hour(to_local(at, zone)); }
inline int64_t minute(Timestamp at, const Zone& zone) { return minute(to_local(at, zone)); }
inline int64_t second(Timestamp at, const Zone& zone) { return second(to_local(at, zone)); }
inline int64_t weekday(Timestamp at, const Zone& zone) { return weekday(to_local(at, zone)); }

// The latest local time that is a multiple of `step` since 1970 there. Of two that a change of clocks makes alike, the
// one nearer to the time.
Timestamp truncate(At at, Timestamp time, Duration step, const Zone& zone);

// %z is +0200 and %Z the name of the zone.
std::string_view format(Frame& f, Timestamp at, std::string_view pattern, const Zone& zone);

// A text, or a pattern, that says nothing of a zone is about local time.
std::optional<Timestamp> parse_time(std::string_view text, std::string_view pattern,
                                    const Zone& zone);
std::optional<Timestamp> parse_time(std::string_view text, const Zone& zone);

}  // namespace sage::fn
