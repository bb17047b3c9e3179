// Copying text while looking for bytes that cannot be written as they are, as many at a time as the machine can.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "sage/base/block.hpp"

namespace sage {

namespace detail {

// By vectors of one size, of which the last overlaps the one before. REQUIRES: size >= kSize.
template <size_t kSize, class Special>
[[gnu::always_inline]] inline bool copy_by(char* to, const char* from, size_t size,
                                           Special special) {
  Vector<kSize> found{};
  const size_t last = size - kSize;
  for (size_t at = 0;; at = at + kSize < last ? at + kSize : last) {
    Vector<kSize> bytes;
    std::memcpy(&bytes, from + at, kSize);
    std::memcpy(to + at, &bytes, kSize);
    found |= reinterpret_cast<Vector<kSize>>(special(bytes));
    if (at == last) break;
  }
  return is_zero<kSize>(found);
}

}  // namespace detail

// Copies all of a text; false if a byte of it is special. `special(bytes)` compares the bytes of a vector, or one byte.
template <class Special>
[[gnu::always_inline]] inline bool copy_plain(char* to, const char* from, size_t size,
                                              Special special) {
#if defined(__AVX2__)
  if (size >= 32) return detail::copy_by<32>(to, from, size, special);
#endif
  if (size >= 16) return detail::copy_by<16>(to, from, size, special);
  if (size >= 8) return detail::copy_by<8>(to, from, size, special);
  bool is_plain = true;
  for (size_t i = 0; i < size; ++i) {
    to[i] = from[i];
    is_plain &= !special(static_cast<unsigned char>(from[i]));
  }
  return is_plain;
}

}  // namespace sage
