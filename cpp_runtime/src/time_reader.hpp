// Takes texts of times apart.
#pragma once

#include "sage/base/time.hpp"

namespace sage {

// Goes from left to right; every step says whether what it wants is there, and takes it if so.
struct TimeReader {
  std::string_view left;

  bool done() const { return left.empty(); }
  bool sees(char c) const { return !left.empty() && left[0] == c; }
  bool sees_digit() const { return !left.empty() && left[0] >= '0' && left[0] <= '9'; }

  bool take(char c) {
    if (!sees(c)) return false;
    left.remove_prefix(1);
    return true;
  }

  bool digits(size_t count, int64_t& value) {
    uint64_t number = 0;
    if (left.size() < count || !detail::read_digits(left.substr(0, count), number)) return false;
    value = static_cast<int64_t>(number);
    left.remove_prefix(count);
    return true;
  }

  // An offset from UTC, such as Z, +02:00, -0530 or +02, in microseconds.
  bool zone(int64_t& offset) {
    offset = 0;
    if (take('Z') || take('z')) return true;
    bool negative = take('-');
    if (!negative && !take('+')) return false;
    int64_t hours = 0, minutes = 0;
    if (!digits(2, hours)) return false;
    if ((take(':') || sees_digit()) && !digits(2, minutes)) return false;
    offset = (hours * kHour + minutes * kMinute) * (negative ? -1 : 1);
    return hours < 24 && minutes < 60;
  }

  // Digits of a fraction, as millionths; finer digits are cut off.
  bool millionths(int64_t& value) {
    if (!sees_digit()) return false;
    int64_t unit = 100'000;
    for (value = 0; sees_digit(); left.remove_prefix(1), unit /= 10)
      value += (left[0] - '0') * unit;
    return true;
  }
};

}  // namespace sage
