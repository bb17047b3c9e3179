// Integers in the columns of a file: up to eight digits are read as one word, without a loop or a branch on the length.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "sage/base/number.hpp"

namespace sage::io {

// The same as read_text. REQUIRES: 8 readable bytes before the text.
template <Integer T>
bool read_integer(std::string_view text, T& value) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  bool negative = !text.empty() && text[0] == '-';
  size_t size = text.size() - (negative ? 1 : 0);
  if (size - 1 >= 8) return read_text(text, value);  // empty too
  uint64_t word;
  std::memcpy(&word, text.data() + text.size() - 8, 8);
  // The first digit is the lowest byte; what stands before it becomes zeros.
  size_t shift = 64 - 8 * size;
  uint64_t digits = ((word ^ kOnes * '0') >> shift) << shift;
  if (((digits + kOnes * 0x76) | digits) & kOnes << 7) return read_text(text, value);
  digits = digits * 10 + (digits >> 8);
  uint64_t pairs = digits & 0x000000FF000000FF;
  uint64_t others = digits >> 16 & 0x000000FF000000FF;
  auto magnitude = static_cast<uint32_t>(
      (pairs * (100 + (uint64_t{1000000} << 32)) + others * (1 + (uint64_t{10000} << 32))) >> 32);
  int64_t wide = negative ? -static_cast<int64_t>(magnitude) : static_cast<int64_t>(magnitude);
  value = static_cast<T>(wide);
  return static_cast<int64_t>(value) == wide && (std::is_signed_v<T> || wide >= 0);
}

}  // namespace sage::io
