#include "sage/base/time.hpp"

#include <cstring>

#include "time_reader.hpp"

namespace sage {

namespace {

char* two(char* to, int64_t value) {
  *to++ = static_cast<char>('0' + value / 10);
  *to++ = static_cast<char>('0' + value % 10);
  return to;
}

// Writes the digits of millionths after a point, without zeros at the end; nothing for 0.
char* fraction(char* to, int64_t millionths) {
  if (millionths == 0) return to;
  *to++ = '.';
  to = two(two(two(to, millionths / 10'000), millionths / 100 % 100), millionths % 100);
  while (to[-1] == '0') --to;
  return to;
}

// Years have at least four digits; those before 0 have a sign.
char* write_year(char* to, int64_t year) {
  if (year < 0) *to++ = '-';
  auto magnitude = static_cast<uint64_t>(year < 0 ? -year : year);
  for (uint64_t least = 1000; magnitude < least && least > 1; least /= 10) *to++ = '0';
  return detail::write_unsigned(to, magnitude);
}

// Writes a time up to its minute: 2026-01-01T00:00
char* write_minute(char* to, Date date, int64_t minute) {
  to = write_year(to, date.year);
  *to++ = '-';
  to = two(to, date.month);
  *to++ = '-';
  to = two(to, date.day);
  *to++ = 'T';
  to = two(to, minute / 60);
  *to++ = ':';
  return two(to, minute % 60);
}

char* write_seconds(char* to, int64_t micros) {
  *to++ = ':';
  to = fraction(two(to, micros / kSecond), micros % kSecond);
  *to++ = 'Z';
  return to;
}

constexpr size_t kMinuteChars = 16;  // of a year with four digits

// The minute that was written last: times in a row are mostly of the same.
struct Minute {
  int64_t start = -kMinute;  // microseconds since 1970
  char text[kMinuteChars + 1] = "1969-12-31T23:59";

  // False if the minute has another number of characters.
  bool learn(int64_t days, int64_t minute) {
    Date date = date_of(days);
    if (date.year < 0 || date.year > 9999) return false;
    write_minute(text, date, minute);
    start = days * kDay + minute * kMinute;
    return true;
  }
};

thread_local constinit Minute last_minute;

bool read_date(TimeReader& text, int64_t& days) {
  int64_t year = 0, month = 0, day = 0;
  if (!text.digits(4, year) || !text.take('-') || !text.digits(2, month) || !text.take('-') ||
      !text.digits(2, day)) {
    return false;
  }
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  if (day > days_in_month(year, static_cast<int>(month))) return false;
  days = days_of({year, static_cast<int>(month), static_cast<int>(day)});
  return true;
}

bool read_clock(TimeReader& text, int64_t& micros) {
  int64_t hour = 0, minute = 0, second = 0, millionths = 0;
  if (!text.digits(2, hour) || !text.take(':') || !text.digits(2, minute)) return false;
  if (text.take(':')) {
    if (!text.digits(2, second)) return false;
    if ((text.take('.') || text.take(',')) && !text.millionths(millionths)) return false;
  }
  micros = hour * kHour + minute * kMinute + second * kSecond + millionths;
  return hour < 24 && minute < 60 && second < 60;
}

struct Unit {
  std::string_view name;
  int64_t nanos;
};

// Longer names first where one begins another.
constexpr Unit kUnits[] = {
    {"ns", 1},
    {"us", 1'000},
    {"ms", 1'000'000},
    {"s", kSecond * 1'000},
    {"m", kMinute * 1'000},
    {"h", kHour * 1'000},
    {"d", kDay * 1'000},
    {"w", 7 * kDay * 1'000},
};

// No whole number of microseconds has more decimals than thirteen, in any unit.
constexpr int64_t kScale = 10'000'000'000'000;

// More nanoseconds than a duration holds.
constexpr __int128 kMost = __int128{1} << 73;

// Adds one number with its unit, in nanoseconds times kScale.
bool read_part(TimeReader& text, __int128& total) {
  __int128 whole = 0, decimals = 0;
  if (!text.sees_digit()) return false;
  for (; text.sees_digit(); text.left.remove_prefix(1)) {
    whole = whole * 10 + (text.left[0] - '0');
    if (whole > kMost) return false;
  }
  if (text.take('.')) {
    if (!text.sees_digit()) return false;
    int64_t unit = kScale / 10;
    for (; text.sees_digit(); text.left.remove_prefix(1), unit /= 10) {
      if (unit == 0 && text.left[0] != '0') return false;
      decimals += (text.left[0] - '0') * unit;
    }
  }
  for (const Unit& unit : kUnits) {
    if (!text.left.starts_with(unit.name)) continue;
    text.left.remove_prefix(unit.name.size());
    __int128 product;
    if (__builtin_mul_overflow(whole * kScale + decimals, static_cast<__int128>(unit.nanos),
                               &product))
      return false;
    return !__builtin_add_overflow(total, product, &total);
  }
  return false;
}

char* part(char* to, int64_t count, char unit) {
  if (count == 0) return to;
  to = detail::write_signed(to, count);
  *to++ = unit;
  return to;
}

}  // namespace

char* write_text(char* to, Timestamp value) {
  uint64_t rest = static_cast<uint64_t>(value.micros) - static_cast<uint64_t>(last_minute.start);
  if (rest >= kMinute) [[unlikely]] {
    auto [days, micros] = day_time(value);
    if (!last_minute.learn(days, micros / kMinute)) {
      return write_seconds(write_minute(to, date_of(days), micros / kMinute), micros % kMinute);
    }
    rest = static_cast<uint64_t>(micros % kMinute);
  }
  std::memcpy(to, last_minute.text, kMinuteChars);
  return write_seconds(to + kMinuteChars, static_cast<uint32_t>(rest));
}

char* write_text(char* to, Duration value) {
  auto left = static_cast<uint64_t>(value.micros);
  if (value.micros < 0) {
    *to++ = '-';
    left = -left;
  }
  auto micros = [&](uint64_t unit) { return static_cast<int64_t>(left % unit); };
  if (left != 0 && left < 1'000) {
    to = detail::write_unsigned(to, left);
    *to++ = 'u';
    *to++ = 's';
    return to;
  }
  if (left != 0 && left < static_cast<uint64_t>(kSecond)) {
    to = fraction(detail::write_unsigned(to, left / 1'000), micros(1'000) * 1'000);
    *to++ = 'm';
    *to++ = 's';
    return to;
  }
  to = part(to, static_cast<int64_t>(left / kDay), 'd');
  to = part(to, micros(kDay) / kHour, 'h');
  to = part(to, micros(kHour) / kMinute, 'm');
  if (left != 0 && micros(kMinute) == 0) return to;
  to = fraction(detail::write_signed(to, micros(kMinute) / kSecond), micros(kSecond));
  *to++ = 's';
  return to;
}

bool read_text(std::string_view from, Timestamp& value) {
  TimeReader text{from};
  int64_t days = 0, micros = 0, offset = 0;
  if (!read_date(text, days)) return false;
  if (!text.done()) {
    if (!text.take('T') && !text.take(' ') && !text.take('t')) return false;
    if (!read_clock(text, micros)) return false;
    if (!text.done() && !text.zone(offset)) return false;
  }
  if (!text.done()) return false;
  value.micros = days * kDay + micros - offset;
  return value >= kFirstTime && value <= kLastTime;
}

bool read_text(std::string_view from, Duration& value) {
  TimeReader text{from};
  bool negative = text.take('-');
  if (!negative) text.take('+');
  __int128 total = 0;
  if (text.done()) return false;
  while (!text.done()) {
    if (!read_part(text, total)) return false;
  }
  constexpr int64_t kMicros = kScale * 1'000;
  if (total % kMicros != 0) return false;
  total = negative ? -(total / kMicros) : total / kMicros;
  value.micros = static_cast<int64_t>(total);
  return value.micros == total;
}

}  // namespace sage
