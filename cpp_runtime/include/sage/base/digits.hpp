// Decimal digits eight at a time, as one word whose lowest byte is the first character.
#pragma once

#include <cstdint>
#include <cstring>

namespace sage::digits {

inline constexpr uint64_t kOnes = 0x0101010101010101;

// Eight characters less '0' each. REQUIRES: 8 readable bytes.
inline uint64_t load(const char* at) {
  uint64_t word;
  std::memcpy(&word, at, 8);
  return word ^ kOnes * '0';
}

// Zero if all eight bytes are digits; else the lowest set bit is in the first byte that is none.
inline uint64_t others(uint64_t word) { return ((word + kOnes * 0x76) | word) & kOnes << 7; }

// How many digits a word begins with.
inline unsigned count(uint64_t word) {
#if defined(__BMI__)
  return static_cast<unsigned>(__builtin_ia32_tzcnt_u64(others(word))) / 8;  // 64 / 8 of zero
#else
  const uint64_t found = others(word);
  return (found == 0 ? 64 : static_cast<unsigned>(__builtin_ctzll(found))) / 8;
#endif
}

inline bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

// The number that eight digits are, the lowest byte being the first.
inline uint32_t value(uint64_t word) {
  word = word * 10 + (word >> 8);
  uint64_t pairs = word & 0x000000FF000000FF;
  uint64_t between = word >> 16 & 0x000000FF000000FF;
  return static_cast<uint32_t>(
      (pairs * (100 + (uint64_t{1000000} << 32)) + between * (1 + (uint64_t{10000} << 32))) >> 32);
}

// The number that the first `size` digits are. REQUIRES: 1 <= size <= 8.
inline uint32_t value(uint64_t word, unsigned size) { return value(word << (64 - 8 * size)); }

inline constexpr uint32_t kPowers[] = {1,      10,      100,      1000,     10000,
                                       100000, 1000000, 10000000, 100000000};

}  // namespace sage::digits
