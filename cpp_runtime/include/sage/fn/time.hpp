// Functions of timestamps and durations. Time is UTC; arithmetic is checked like that of integers.
#pragma once

#include "sage/base/clock.hpp"
#include "sage/base/time.hpp"
#include "sage/fn/reasons.hpp"

namespace sage::fn {

using sage::now;

inline int64_t year(Timestamp at) { return date_of(day_time(at).day).year; }
inline int64_t month(Timestamp at) { return date_of(day_time(at).day).month; }
inline int64_t day(Timestamp at) { return date_of(day_time(at).day).day; }
inline int64_t hour(Timestamp at) { return day_time(at).micros / kHour; }
inline int64_t minute(Timestamp at) { return day_time(at).micros / kMinute % 60; }
inline int64_t second(Timestamp at) { return day_time(at).micros / kSecond % 60; }

// 0 is Monday.
inline int64_t weekday(Timestamp at) {
  int64_t rest = (day_time(at).day + 3) % 7;  // 1970-01-01 was a Thursday
  return rest < 0 ? rest + 7 : rest;
}

inline Timestamp timestamp(int64_t micros) { return {micros}; }
inline int64_t to_micros(Timestamp at) { return at.micros; }
inline double to_seconds(Duration d) { return static_cast<double>(d.micros) / 1e6; }

// The latest multiple of `step` since 1970 that is not after the time.
inline Timestamp truncate(At at, Timestamp time, Duration step) {
  if (step.micros <= 0) [[unlikely]] {
    no_value(at, "the step of truncate is not positive");
    return time;
  }
  int64_t rest = time.micros % step.micros;
  if (rest < 0) rest += step.micros;
  Timestamp result;
  if (__builtin_sub_overflow(time.micros, rest, &result.micros)) [[unlikely]] {
    does_not_fit(at, time, "-", Duration{rest}, "timestamp");
  }
  return result;
}

// As strftime in the C locale, with %Y %m %d %H %M %S %f %z %Z %b %B %a %A %y %j %p %I %%; anything
// else is copied.
std::string_view format(Frame& f, Timestamp at, std::string_view pattern);

// As strptime with the same letters; what the pattern leaves out is that of 1970-01-01T00:00:00Z.
// Blanks match blanks, names and AM/PM match in any case, digits of a fraction beyond microseconds
// are cut off.
std::optional<Timestamp> parse_time(std::string_view text, std::string_view pattern);

inline std::optional<Timestamp> parse_time(std::string_view text) {
  Timestamp value;
  return read_text(text, value) ? std::optional(value) : std::nullopt;
}

// ---------------------------------------------------------------- operators

inline Timestamp add(At at, Timestamp a, Duration b) {
  Timestamp result;
  if (__builtin_add_overflow(a.micros, b.micros, &result.micros)) [[unlikely]]
    does_not_fit(at, a, "+", b, "timestamp");
  return result;
}

inline Timestamp sub(At at, Timestamp a, Duration b) {
  Timestamp result;
  if (__builtin_sub_overflow(a.micros, b.micros, &result.micros)) [[unlikely]]
    does_not_fit(at, a, "-", b, "timestamp");
  return result;
}

inline Duration sub(At at, Timestamp a, Timestamp b) {
  Duration result;
  if (__builtin_sub_overflow(a.micros, b.micros, &result.micros)) [[unlikely]]
    does_not_fit(at, a, "-", b, "duration");
  return result;
}

inline Duration add(At at, Duration a, Duration b) {
  Duration result;
  if (__builtin_add_overflow(a.micros, b.micros, &result.micros)) [[unlikely]]
    does_not_fit(at, a, "+", b, "duration");
  return result;
}

inline Duration sub(At at, Duration a, Duration b) {
  Duration result;
  if (__builtin_sub_overflow(a.micros, b.micros, &result.micros)) [[unlikely]]
    does_not_fit(at, a, "-", b, "duration");
  return result;
}

inline Duration neg(At at, Duration a) {
  Duration result;
  if (__builtin_sub_overflow(int64_t{0}, a.micros, &result.micros)) [[unlikely]]
    does_not_fit(at, "-", a, "duration");
  return result;
}

inline Duration mul(At at, Duration a, int64_t b) {
  Duration result;
  if (__builtin_mul_overflow(a.micros, b, &result.micros)) [[unlikely]]
    does_not_fit(at, a, "*", b, "duration");
  return result;
}

inline Duration mul(At at, int64_t a, Duration b) {
  Duration result;
  if (__builtin_mul_overflow(a, b.micros, &result.micros)) [[unlikely]]
    does_not_fit(at, a, "*", b, "duration");
  return result;
}

inline double divide(At at, Duration a, Duration b) {
  if (b.micros == 0) [[unlikely]]
    division_by_zero(at);
  return static_cast<double>(a.micros) / static_cast<double>(b.micros);
}

inline Duration floor_div(At at, Duration a, int64_t b) {
  if (b == 0) [[unlikely]] {
    division_by_zero(at);
    return a;
  }
  if (b == -1 && a.micros == INT64_MIN) [[unlikely]] {
    does_not_fit(at, a, "//", b, "duration");
    return a;
  }
  return {a.micros / b - (a.micros % b != 0 && (a.micros < 0) != (b < 0))};
}

}  // namespace sage::fn
