// Time zones: how far local time is from UTC, from the files of the machine (RFC 8536) and the rule at the end of them.
//
// A local time that a change of clocks leaves out counts from before the change, one that comes twice is the first.
// Twin of sage/base/zones.py.
#pragma once

#include <algorithm>
#include <string_view>

#include "sage/base/types.hpp"

namespace sage {

class Zone;

// The zone of a name such as Europe/Berlin, read once and kept for ever. Ends the process if it is not there.
const Zone& load_zone(std::string_view name);

std::string_view name_of(const Zone& zone);

// What is added to UTC, in microseconds.
int64_t offset_at(Timestamp at, const Zone& zone);

// The local time as if it were one in UTC, and back.
Timestamp to_local(Timestamp at, const Zone& zone);
Timestamp to_utc(Timestamp local, const Zone& zone);

namespace detail {

template <size_t N>
struct ZoneName {
  char text[N];

  consteval ZoneName(const char (&from)[N]) { std::copy_n(from, N, text); }
};

}  // namespace detail

template <detail::ZoneName Name>
inline const Zone& zone = load_zone({Name.text, sizeof Name.text - 1});

}  // namespace sage
