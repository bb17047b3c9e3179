// Integers in the columns of a file: up to eight digits are read as one word, without a loop or a branch on the length.
#pragma once

#include <cstdint>
#include <string_view>

#include "sage/base/digits.hpp"
#include "sage/base/number.hpp"

namespace sage::io {

// The same as read_text. REQUIRES: 8 readable bytes before the text.
template <Integer T>
bool read_integer(std::string_view text, T& value) {
  bool negative = !text.empty() && text[0] == '-';
  size_t size = text.size() - (negative ? 1 : 0);
  if (size - 1 >= 8) return read_text(text, value);  // empty too
  // The last digit is the highest byte; what stands before the first becomes zeros.
  const size_t shift = 64 - 8 * size;
  const uint64_t word = digits::load(text.data() + text.size() - 8) >> shift << shift;
  if (digits::others(word) != 0) return read_text(text, value);
  const uint32_t magnitude = digits::value(word);
  int64_t wide = negative ? -static_cast<int64_t>(magnitude) : static_cast<int64_t>(magnitude);
  value = static_cast<T>(wide);
  return static_cast<int64_t>(value) == wide && (std::is_signed_v<T> || wide >= 0);
}

}  // namespace sage::io
