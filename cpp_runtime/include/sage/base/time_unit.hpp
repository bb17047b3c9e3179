// Timestamps that arrive as integers: the option `time_unit` of sources says what they count.
#pragma once

#include <cstdint>
#include <string_view>

#include "sage/base/types.hpp"

namespace sage {

enum class TimeUnit : uint8_t {
  kNone,
  kSeconds,
  kMillis,
  kMicros,
  kNanos
};  // kNone: only text is a timestamp

// "s", "ms", "us", "ns", or "" for none. Throws ConfigError for anything else.
TimeUnit time_unit(std::string_view name);

// A number of units since 1970-01-01T00:00Z, towards the past if it is finer than a microsecond. False if it is out of
// the range of years 1 to 9999.
bool timestamp_of(int64_t count, TimeUnit unit, Timestamp& value);

}  // namespace sage
