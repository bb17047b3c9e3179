// A bid as the queries see it, and its numbers and times as text.
//
// All of this leans on what the programmer knows of these files and a compiler does not: columns stand where they stand,
// nothing is quoted or escaped, numbers are positive, times are in UTC and mostly of the same minute.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace nexmark {

constexpr int64_t kSecond = 1'000'000;  // times are microseconds since 1970
constexpr int64_t kMinute = 60 * kSecond;
constexpr int64_t kDay = 24 * 60 * kMinute;

enum Columns : unsigned {
  kAuction = 1,
  kBidder = 2,
  kPrice = 4,
  kChannel = 8,
  kUrl = 16,
  kAt = 32,
  kExtra = 64,
  kAll = 127
};

struct Bid {
  int64_t auction, bidder, price;
  std::string_view channel, url;
  int64_t at;
  std::string_view extra;
};

[[noreturn]] inline void die(const char* what) {
  std::fprintf(stderr, "nexmark: %s\n", what);
  std::exit(1);
}

// Eight digits, the first in the lowest byte; `bad` becomes nonzero if they are none.
inline uint64_t eight_digits(uint64_t word, uint64_t& bad) {
  word ^= 0x3030303030303030;
  bad |= ((word + 0x7676767676767676) | word) & 0x8080808080808080;
  word = word * 10 + (word >> 8);
  return ((word & 0x000000FF000000FF) * 0x000F424000000064 +
          (word >> 16 & 0x000000FF000000FF) * 0x0000271000000001) >>
         32;
}

inline uint64_t load(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, 8);
  return word;
}

// A number of up to 16 digits: its last eight are read as one word, for a loop over digits would be mispredicted.
// REQUIRES: eight readable bytes before it.
inline int64_t parse_int(const char* begin, const char* end) {
  uint64_t bad = 0;
  int64_t length = end - begin;
  if (length < 1 || length > 16) die("not a number");
  uint64_t high = 0;
  if (length > 8) [[unlikely]] {
    high = static_cast<uint64_t>(parse_int(begin, end - 8)) * 100'000'000;
    length = 8;
  }
  uint64_t zeros = length == 8 ? 0 : ~uint64_t{0} >> (8 * length);
  uint64_t value = eight_digits((load(end - 8) & ~zeros) | (0x3030303030303030 & zeros), bad);
  if (bad != 0) die("not a number");
  return static_cast<int64_t>(high + value);
}

// Days since 1970-01-01, by Howard Hinnant's days_from_civil.
inline int64_t days_of(int64_t year, int64_t month, int64_t day) {
  year -= month <= 2;
  int64_t era = year / 400;
  int64_t of_era = year - era * 400;
  int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

// Times as text, 2026-01-01T00:00:00.5Z. The minute that was read last is remembered.
class TimeParser {
 public:
  // REQUIRES: 8 readable bytes behind the text.
  int64_t parse(const char* begin, const char* end) {
    int64_t decimals = end - begin - 21;  // -1: neither a point nor decimals
    if (decimals < -1 || decimals > 6 || end[-1] != 'Z') die("not a time");
    if (load(begin) != first_ || load(begin + 8) != second_) [[unlikely]]
      new_minute(begin);
    uint64_t bad = 0;
    uint64_t seconds = eight_digits((load(begin + 17) & 0xFFFF) << 48 | 0x0000303030303030, bad);
    uint64_t micros = 0;
    if (decimals > 0) {
      uint64_t zeros = ~uint64_t{0} << (8 * decimals);
      micros = eight_digits((load(begin + 20) & ~zeros) | (0x3030303030303030 & zeros), bad) / 100;
    }
    if (bad != 0 || seconds > 59) die("not a time");
    return minute_ + static_cast<int64_t>(seconds) * kSecond + static_cast<int64_t>(micros);
  }

 private:
  [[gnu::noinline]] void new_minute(const char* at) {
    auto number = [&](int from, int size) {
      int64_t value = 0;
      for (int i = from; i < from + size; ++i) {
        if (at[i] < '0' || at[i] > '9') die("not a time");
        value = value * 10 + (at[i] - '0');
      }
      return value;
    };
    if (at[4] != '-' || at[7] != '-' || at[10] != 'T' || at[13] != ':' || at[16] != ':')
      die("not a time");
    minute_ = days_of(number(0, 4), number(5, 2), number(8, 2)) * kDay +
              number(11, 2) * 60 * kMinute + number(14, 2) * kMinute;
    first_ = load(at);
    second_ = load(at + 8);
  }

  uint64_t first_ = 0, second_ = 0;
  int64_t minute_ = 0;
};

}  // namespace nexmark
