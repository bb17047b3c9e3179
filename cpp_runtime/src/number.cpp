#include "sage/base/number.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "lay_out.hpp"

namespace sage {

namespace {

char* put(char* to, std::string_view text) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

char* fill(char* to, char c, int count) {
  for (; count > 0; --count) *to++ = c;
  return to;
}

constexpr uint64_t kEightDigits = 100'000'000;
constexpr uint64_t kZeros = 0x3030303030303030;

// The decimal digits of a number below 10^8 as the bytes of a word, the first in the lowest byte: halves, quarters and
// digits are divided off side by side, so that nothing branches on how many there are.
uint64_t eight_digits(uint32_t value) {
  const uint64_t halves = value / 10'000 | uint64_t{value % 10'000} << 32;
  const uint64_t hundreds = halves * 5243 >> 19 & 0x0000007F0000007F;  // of each half, over 100
  const uint64_t pairs = hundreds | (halves - hundreds * 100) << 16;
  const uint64_t tens = pairs * 103 >> 10 & 0x000F000F000F000F;  // of each pair, over 10
  return tens | (pairs - tens * 10) << 8;
}

// Stores eight characters, of which `size` count.
char* put_word(char* to, uint64_t word, size_t size) {
  std::memcpy(to, &word, 8);
  return to + size;
}

// Writes a positive, finite value by way of its shortest digits.
template <class F>
char* write_shortest(char* to, F value) {
  char text[kTextChars];
  const char* end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::scientific).ptr;
  const char* mark = end - 3;  // at least two digits stand behind the e
  while (*mark != 'e') --mark;
  int exponent = 0;
  std::from_chars(mark[1] == '+' ? mark + 2 : mark + 1, end, exponent);
  auto size = static_cast<size_t>(mark - text);
  if (size > 1) {  // 1.25e+00: close the gap of the point
    std::memmove(text + 1, text + 2, size - 2);
    --size;
  }
  return detail::lay_out(to, {text, size}, exponent + 1, 16);
}

// Writes a positive value that has at most four decimals and 15 digits; nullptr if it has not.
// Fifteen digits or fewer that read back are always the shortest.
char* write_decimal(char* to, double value) {
  if (!(value < 1e11)) return nullptr;
  auto scaled = static_cast<uint64_t>(value * 1e4 + 0.5);
  if (static_cast<double>(scaled) / 1e4 != value) return nullptr;
  to = detail::write_unsigned(to, scaled / 10000);
  *to++ = '.';
  auto decimals = static_cast<unsigned>(scaled % 10000);
  do {
    *to++ = static_cast<char>('0' + decimals / 1000);
    decimals = decimals % 1000 * 10;
  } while (decimals != 0);
  return to;
}

// Writes what is not a positive number and gives nullptr, or changes the value to its magnitude.
template <class F>
char* write_special(char*& to, F& value) {
  if (value != value) return put(to, "NaN");
  if (std::signbit(value)) {
    *to++ = '-';
    value = -value;
  }
  if (value == 0) return put(to, "0.0");
  return std::isinf(value) ? put(to, "Infinity") : nullptr;
}

bool is_word(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if ((text[i] | 0x20) != word[i]) return false;
  }
  return true;
}

constexpr double kPowers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                              1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// Reads digits with at most one point, at most 15 in all: one exact division then gives the nearest
// double.
bool read_decimal(std::string_view text, double& value) {
  if (text.size() > 16) return false;
  uint64_t digits = 0;
  size_t point = text.size();
  for (size_t i = 0; i < text.size(); ++i) {
    auto digit = static_cast<unsigned char>(text[i] - '0');
    if (digit <= 9) {
      digits = digits * 10 + digit;
    } else if (text[i] == '.' && point == text.size() && text.size() > 1) {
      point = i;
    } else {
      return false;
    }
  }
  if (text.empty() || (text.size() == 16 && point == 16)) return false;
  size_t decimals = point == text.size() ? 0 : text.size() - point - 1;
  value = static_cast<double>(digits) / kPowers[decimals];
  return true;
}

template <class F>
bool read_magnitude(std::string_view text, F& value) {
  if (text.empty() || !((text[0] >= '0' && text[0] <= '9') || text[0] == '.')) return false;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) return false;
  if (error ==
      std::errc::
          result_out_of_range) {  // infinity, zero or a subnormal; from_chars does not say which
    std::string copy(text);
    value = std::is_same_v<F, float> ? static_cast<F>(std::strtof(copy.c_str(), nullptr))
                                     : static_cast<F>(std::strtod(copy.c_str(), nullptr));
  }
  return true;
}

template <class F>
bool read_float(std::string_view text, F& value) {
  bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  double decimal = 0;
  if (std::is_same_v<F, double> && read_decimal(text, decimal)) {
    value = static_cast<F>(decimal);
  } else if (is_word(text, "inf") || is_word(text, "infinity")) {
    value = static_cast<F>(INFINITY);
  } else if (is_word(text, "nan")) {
    value = static_cast<F>(NAN);
  } else if (!read_magnitude(text, value)) {
    return false;
  }
  if (negative) value = -value;
  return true;
}

}  // namespace

namespace detail {

char* write_signed(char* to, int64_t value) {
  if (value >= 0) return write_unsigned(to, static_cast<uint64_t>(value));
  *to++ = '-';
  return write_unsigned(to, -static_cast<uint64_t>(value));
}

char* write_unsigned(char* to, uint64_t value) {
  if (value >= kEightDigits) [[unlikely]] {
    to = write_unsigned(to, value / kEightDigits);
    return put_word(to, eight_digits(static_cast<uint32_t>(value % kEightDigits)) | kZeros, 8);
  }
  const uint64_t digits = eight_digits(static_cast<uint32_t>(value));
  // The last digit stays, so that 0 is one digit.
  const auto zeros = static_cast<size_t>(__builtin_ctzll(digits | uint64_t{1} << 56)) / 8;
  return put_word(to, (digits | kZeros) >> 8 * zeros, 8 - zeros);
}

char* lay_out(char* to, std::string_view digits, int point, int most) {
  int count = static_cast<int>(digits.size());
  if (point > most || point < -3) {
    *to++ = digits[0];
    if (count > 1) *to++ = '.';
    to = put(to, digits.substr(1));
    int exponent = point - 1;
    *to++ = 'e';
    *to++ = exponent < 0 ? '-' : '+';
    exponent = std::abs(exponent);
    if (exponent < 10) *to++ = '0';
    return write_signed(to, exponent);
  }
  if (point <= 0) return put(fill(put(to, "0."), '0', -point), digits);
  if (point >= count) return put(fill(put(to, digits), '0', point - count), ".0");
  to = put(to, digits.substr(0, static_cast<size_t>(point)));
  *to++ = '.';
  return put(to, digits.substr(static_cast<size_t>(point)));
}

bool read_long_digits(std::string_view digits, uint64_t& value) {
  value = 0;
  for (char c : digits) {
    auto digit = static_cast<unsigned char>(c - '0');
    if (digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, digit, &value)) {
      return false;
    }
  }
  return true;
}

}  // namespace detail

char* write_text(char* to, double value) {
  if (char* end = write_special(to, value)) return end;
  if (char* end = write_decimal(to, value)) return end;
  return write_shortest(to, value);
}

char* write_text(char* to, float value) {
  char* end = write_special(to, value);
  return end ? end : write_shortest(to, value);
}

char* write_text(char* to, bool value) { return put(to, value ? "true" : "false"); }

bool read_text(std::string_view text, double& value) { return read_float(text, value); }

bool read_text(std::string_view text, float& value) { return read_float(text, value); }

bool read_text(std::string_view text, bool& value) {
  value = text == "true";
  return value || text == "false";
}

}  // namespace sage
