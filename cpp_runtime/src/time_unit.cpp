#include "sage/base/time_unit.hpp"

#include <string>

#include "sage/base/errors.hpp"
#include "sage/base/time.hpp"

namespace sage {

TimeUnit time_unit(std::string_view name) {
  if (name.empty()) return TimeUnit::kNone;
  if (name == "s") return TimeUnit::kSeconds;
  if (name == "ms") return TimeUnit::kMillis;
  if (name == "us") return TimeUnit::kMicros;
  if (name == "ns") return TimeUnit::kNanos;
  throw ConfigError("time_unit is one of s, ms, us, ns, and not " + std::string(name));
}

bool timestamp_of(int64_t count, TimeUnit unit, Timestamp& value) {
  int64_t micros = count;
  if (unit == TimeUnit::kNanos) {
    micros = count / 1000 - (count % 1000 < 0 ? 1 : 0);
  } else {
    int64_t factor = unit == TimeUnit::kSeconds ? 1'000'000 : unit == TimeUnit::kMillis ? 1000 : 1;
    if (__builtin_mul_overflow(count, factor, &micros)) return false;
  }
  value = {micros};
  return kFirstTime <= value && value <= kLastTime;
}

}  // namespace sage
