// Timestamps as nearly all files have them, `2026-01-01T00:00:00.123Z`, without a loop. What looks different is left to
// read_text (base/time.hpp), which knows all forms.
#pragma once

#include <cstdint>
#include <cstring>

#include "sage/base/digits.hpp"
#include "sage/base/time.hpp"

namespace sage::io {

// The date of the timestamp that was read last: the next is mostly of the same day.
class IsoDate {
 public:
  // Reads a timestamp in UTC with seconds, and at most seven digits behind them, from the place on. The place behind its
  // Z, or nullptr if it is written in another way. REQUIRES: 32 readable bytes.
  const char* read(const char* at, Timestamp& value) {
    uint64_t front, clock;
    uint32_t back;
    std::memcpy(&front, at, 8);
    std::memcpy(&back, at + 8, 4);
    if ((front ^ front_) | ((back ^ back_) & 0xFFFFFF)) [[unlikely]] {
      if (!learn(at)) return nullptr;
    }
    std::memcpy(&clock, at + 11, 8);
    clock ^= 0x30303A30303A3030;  // 00:00:00
    uint64_t pairs = clock * 10 + (clock >> 8);
    uint64_t hour = pairs & 0xFF, minute = pairs >> 24 & 0xFF, second = pairs >> 48 & 0xFF;
    if (digits::others(clock) | (clock & 0x0000FF0000FF0000) | static_cast<uint64_t>(hour > 23) |
        static_cast<uint64_t>(minute > 59) | static_cast<uint64_t>(second > 59)) [[unlikely]]
      return nullptr;
    value.micros = start_ + static_cast<int64_t>(((hour * 60 + minute) * 60 + second) * 1'000'000);
    at += 19;
    if (*at == 'Z') return at + 1;
    if (*at != '.') return nullptr;
    uint64_t fraction = digits::load(at + 1);
    if (digits::others(fraction) == 0) [[unlikely]]
      return nullptr;
    unsigned count = digits::count(fraction);
    if (count == 0) return nullptr;
    // Behind the digits come zeros, so these are units of 10 ns whatever their number.
    fraction &= (uint64_t{1} << 8 * count) - 1;
    value.micros += digits::value(fraction) / 100;
    if (at[1 + count] != 'Z') return nullptr;
    // Mostly there are three: what is read next then need not wait until they are counted.
    return count == 3 ? at + 5 : at + 2 + count;
  }

 private:
  [[gnu::cold, gnu::noinline]] bool learn(const char* at) {
    Timestamp start;
    if (at[10] != 'T' || !read_text(std::string_view(at, 10), start)) return false;
    std::memcpy(&front_, at, 8);
    std::memcpy(&back_, at + 8, 4);
    start_ = start.micros;
    return true;
  }

  uint64_t front_ = 0x2D31302D30373931;  // "1970-01-"
  uint32_t back_ = 0x543130;             // "01T"
  int64_t start_ = 0;                    // of the day
};

}  // namespace sage::io
