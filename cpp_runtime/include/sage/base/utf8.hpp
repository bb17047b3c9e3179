// UTF-8: checking text from outside, and counting and walking code points of text that is known to
// be valid.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace sage {

namespace detail {

bool valid_utf8_slow(const char* from, const char* end);

}  // namespace detail

// True if all bytes are below 0x80.
inline bool is_ascii(std::string_view text) {
  const char* at = text.data();
  size_t left = text.size();
  for (; left >= 8; at += 8, left -= 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    if ((word & 0x8080808080808080) != 0) return false;
  }
  unsigned char bits = 0;
  for (; left > 0; ++at, --left) bits |= static_cast<unsigned char>(*at);
  return bits < 0x80;
}

// True if the bytes are UTF-8: shortest forms only, no surrogates, nothing above U+10FFFF.
inline bool valid_utf8(std::string_view text) {
  return is_ascii(text) || detail::valid_utf8_slow(text.data(), text.data() + text.size());
}

// True for a byte that goes on with a code point begun before it.
constexpr bool is_continuation(char byte) { return static_cast<signed char>(byte) < -64; }

// The number of code points. REQUIRES: valid text, as do all functions below.
inline size_t code_points(std::string_view text) {
  const char* at = text.data();
  size_t left = text.size();
  size_t continuations = 0;
  for (; left >= 8; at += 8, left -= 8) {
    uint64_t word;
    std::memcpy(&word, at, 8);
    uint64_t found = word >> 7 & ~(word >> 6) & 0x0101010101010101;  // bytes that begin with 10
    continuations += static_cast<size_t>(__builtin_popcountll(found));
  }
  for (; left > 0; ++at, --left) continuations += is_continuation(*at);
  return text.size() - continuations;
}

// The byte at which code point `n` begins; the size of the text if it has no more than n.
inline size_t offset_of(std::string_view text, size_t n) {
  size_t at = 0;
  for (; at < text.size(); ++at) {
    if (is_continuation(text[at])) continue;
    if (n == 0) break;
    --n;
  }
  return at;
}

// Reads the code point at `at`, which is not the end, and moves `at` behind it.
inline char32_t decode(const char*& at) {
  auto first = static_cast<unsigned char>(*at++);
  if (first < 0x80) return first;
  auto more = [&] { return static_cast<char32_t>(static_cast<unsigned char>(*at++) & 0x3F); };
  if (first < 0xE0) {
    char32_t high = first & 0x1Fu;
    return high << 6 | more();
  }
  if (first < 0xF0) {
    char32_t high = (first & 0x0Fu) << 6 | more();
    return high << 6 | more();
  }
  char32_t high = (first & 0x07u) << 6 | more();
  high = high << 6 | more();
  return high << 6 | more();
}

// Writes a code point, at most 4 bytes, and returns the end of what was written.
inline char* encode(char32_t point, char* to) {
  if (point < 0x80) {
    *to++ = static_cast<char>(point);
  } else if (point < 0x800) {
    *to++ = static_cast<char>(0xC0 | point >> 6);
    *to++ = static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    *to++ = static_cast<char>(0xE0 | point >> 12);
    *to++ = static_cast<char>(0x80 | (point >> 6 & 0x3F));
    *to++ = static_cast<char>(0x80 | (point & 0x3F));
  } else {
    *to++ = static_cast<char>(0xF0 | point >> 18);
    *to++ = static_cast<char>(0x80 | (point >> 12 & 0x3F));
    *to++ = static_cast<char>(0x80 | (point >> 6 & 0x3F));
    *to++ = static_cast<char>(0x80 | (point & 0x3F));
  }
  return to;
}

}  // namespace sage
