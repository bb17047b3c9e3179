#include "sage/fn/math.hpp"

#include <charconv>
#include <cmath>
#include <string>

#include "sage/fn/number.hpp"

namespace sage::fn {

namespace detail {

double fmod(double a, double b) { return std::fmod(a, b); }
double pow(double base, double exponent) { return std::pow(base, exponent); }

}  // namespace detail

double exp(double x) { return std::exp(x); }
double ln(double x) { return std::log(x); }
double log10(double x) { return std::log10(x); }
double log2(double x) { return std::log2(x); }
double pow(double x, double y) { return std::pow(x, y); }
double sin(double x) { return std::sin(x); }
double cos(double x) { return std::cos(x); }
double tan(double x) { return std::tan(x); }
double atan2(double y, double x) { return std::atan2(y, x); }

namespace {

constexpr size_t kLongest =
    800;  // a double has at most 309 digits before the point and 1074 behind, of them 767 count

double read(const std::string& digits) {
  double value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc::result_out_of_range ? INFINITY : value;
}

// Rounds a positive value to a multiple of 10 to the power of `zeros`.
double round_left(double x, size_t zeros) {
  char text[kLongest];
  double whole = std::trunc(x);
  std::string digits(
      text, std::to_chars(text, text + sizeof text, whole, std::chars_format::fixed, 0).ptr);
  if (zeros > digits.size()) return 0;
  std::string kept(1, '0'), half(1, '5');
  kept += digits.substr(0, digits.size() - zeros);
  half.append(zeros - 1, '0');
  std::string cut = digits.substr(digits.size() - zeros);
  bool is_half = cut == half && x == whole;
  if (is_half ? (kept.back() - '0') % 2 != 0 : cut >= half) {
    size_t at = kept.size() - 1;
    for (; kept[at] == '9'; --at) kept[at] = '0';
    ++kept[at];
  }
  return read(kept.append(zeros, '0'));
}

}  // namespace

double round(double x, int64_t digits) {
  if (!is_finite(x) || digits > 323) return x;
  if (digits < -308) return std::copysign(0.0, x);
  if (digits < 0) return std::copysign(round_left(std::fabs(x), static_cast<size_t>(-digits)), x);
  if (std::fabs(x) >= 0x1p52) return x;  // whole already
  char text[kLongest];
  auto end =
      std::to_chars(text, text + sizeof text, x, std::chars_format::fixed, static_cast<int>(digits))
          .ptr;
  double value = 0;
  std::from_chars(text, end, value);
  return std::copysign(value, x);
}

}  // namespace sage::fn
