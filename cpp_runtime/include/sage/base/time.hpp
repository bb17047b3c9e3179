// Timestamps and durations as text and back, and the civil calendar (proleptic Gregorian, UTC).
//
// A timestamp is written 2026-01-01T00:00:00.5Z, with as many digits of the fraction as it needs.
// Read are a date alone or with a time, T or a blank between them, seconds and fraction optional
// (what is finer than a microsecond is cut off), then Z, an offset like +02:00, +0200 or +02, or
// nothing, which means UTC; years 1 to 9999.
//
// A duration is written 1d2h3m4.5s without the parts that are zero; below a second 250ms or 15us;
// 0s. Read are numbers, also with a fraction, each with one of the units ns us ms s m h d w; it
// must be a whole number of microseconds.
//
// write_text, read_text and text_of are those of base/number.hpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "sage/base/number.hpp"
#include "sage/base/types.hpp"

namespace sage {

inline constexpr int64_t kSecond = 1'000'000;
inline constexpr int64_t kMinute = 60 * kSecond;
inline constexpr int64_t kHour = 60 * kMinute;
inline constexpr int64_t kDay = 24 * kHour;

struct Date {
  int64_t year;
  int month;  // 1 to 12
  int day;    // 1 to 31
};

// Days since 1970-01-01.
constexpr int64_t days_of(Date date) {
  // Years begin in March here, so that the leap day is the last of its year.
  int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  int64_t era = (year >= 0 ? year : year - 399) / 400;
  int64_t year_of_era = year - era * 400;
  int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

constexpr Date date_of(int64_t days) {
  days += 719468;
  int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  int64_t day_of_era = days - era * 146097;
  int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t shifted_month = (5 * day_of_year + 2) / 153;
  auto day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  auto month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

constexpr int days_in_month(int64_t year, int month) {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

// A timestamp's day since 1970-01-01 and the microseconds since that day began.
struct DayTime {
  int64_t day;
  int64_t micros;
};

constexpr DayTime day_time(Timestamp at) {
  int64_t day = at.micros / kDay;
  int64_t rest = at.micros % kDay;
  return rest < 0 ? DayTime{day - 1, rest + kDay} : DayTime{day, rest};
}

inline constexpr Timestamp kFirstTime{days_of({1, 1, 1}) * kDay};  // of those that can be read
inline constexpr Timestamp kLastTime{days_of({10000, 1, 1}) * kDay - 1};

char* write_text(char* to, Timestamp value);
char* write_text(char* to, Duration value);
bool read_text(std::string_view text, Timestamp& value);
bool read_text(std::string_view text, Duration& value);

}  // namespace sage
