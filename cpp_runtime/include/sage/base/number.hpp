// Numbers and truth values as text and back, in the one text form of the language.
//
//   char* write_text(char* to, value)   writes at most kTextChars bytes, returns where they end
//   bool read_text(text, value&)        false, the value unspecified, unless all of it is a value
//   std::string text_of(value)          for messages
//
// A float is written as the shortest digits that read back, with a point or an exponent: 1.0, 0.1,
// 1e+16, NaN, Infinity. Read are decimal digits with a sign; for floats also a point, an exponent,
// and inf, infinity and nan in any case. Too large a float reads as infinity. No blanks, no
// underscores. base/time.hpp goes on with times.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace sage {

template <class T>
concept Integer = std::is_integral_v<T> && !std::is_same_v<T, bool>;

inline constexpr size_t kTextChars = 40;

// The language's name of a number type.
template <class T>
inline constexpr const char* type_name = nullptr;
template <>
inline constexpr const char* type_name<int8_t> = "i8";
template <>
inline constexpr const char* type_name<int16_t> = "i16";
template <>
inline constexpr const char* type_name<int32_t> = "i32";
template <>
inline constexpr const char* type_name<int64_t> = "i64";
template <>
inline constexpr const char* type_name<uint8_t> = "u8";
template <>
inline constexpr const char* type_name<uint16_t> = "u16";
template <>
inline constexpr const char* type_name<uint32_t> = "u32";
template <>
inline constexpr const char* type_name<uint64_t> = "u64";
template <>
inline constexpr const char* type_name<float> = "f32";
template <>
inline constexpr const char* type_name<double> = "f64";

namespace detail {

char* write_signed(char* to, int64_t value);
char* write_unsigned(char* to, uint64_t value);

// Reads digits that may not fit; false if they do not.
bool read_long_digits(std::string_view digits, uint64_t& value);

inline bool read_digits(std::string_view digits, uint64_t& value) {
  if (digits.empty()) return false;
  if (digits.size() > 18) return read_long_digits(digits, value);
  value = 0;
  for (char c : digits) {
    auto digit = static_cast<unsigned char>(c - '0');
    if (digit > 9) return false;
    value = value * 10 + digit;
  }
  return true;
}

}  // namespace detail

char* write_text(char* to, double value);
char* write_text(char* to, float value);
char* write_text(char* to, bool value);

template <Integer T>
char* write_text(char* to, T value) {
  if constexpr (std::is_signed_v<T>) return detail::write_signed(to, value);
  return detail::write_unsigned(to, static_cast<uint64_t>(value));
}

bool read_text(std::string_view text, double& value);
bool read_text(std::string_view text, float& value);
bool read_text(std::string_view text, bool& value);

template <Integer T>
bool read_text(std::string_view text, T& value) {
  bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  uint64_t magnitude = 0;
  if (!detail::read_digits(text, magnitude)) return false;
  if constexpr (std::is_unsigned_v<T>) {
    value = static_cast<T>(magnitude);
    return value == magnitude && (!negative || magnitude == 0);
  } else {
    auto wide = static_cast<int64_t>(negative ? -magnitude : magnitude);
    value = static_cast<T>(wide);
    return value == wide && magnitude <= uint64_t{1} << 63 &&
           (wide < 0) == (negative && magnitude != 0);
  }
}

template <class T>
std::string text_of(T value) {
  char text[kTextChars];
  return {text, static_cast<size_t>(write_text(text, value) - text)};
}

}  // namespace sage
