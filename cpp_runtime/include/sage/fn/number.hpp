// Arithmetic of integers, which is checked: what leaves its type fails the record. Conversions
// between numbers, and what floats have beyond the operators of C++.
#pragma once

#include <cstdint>

#include "sage/base/number.hpp"
#include "sage/fn/reasons.hpp"

namespace sage::fn {

namespace detail {

double fmod(double a, double b);
double pow(double base, double exponent);

template <Integer T>
inline constexpr T kLeast =
    std::is_signed_v<T> ? static_cast<T>(uint64_t{1} << (8 * sizeof(T) - 1)) : T{0};
template <Integer T>
inline constexpr T kMost = static_cast<T>(~kLeast<T>);

// The first double above all values of the type.
template <Integer T>
inline constexpr double kAbove =
    2.0 * static_cast<double>(uint64_t{1} << (8 * sizeof(T) - 1 - std::is_signed_v<T>));

}  // namespace detail

template <Integer T>
T add(At at, T a, T b) {
  T result;
  if (__builtin_add_overflow(a, b, &result)) [[unlikely]]
    does_not_fit(at, a, "+", b, type_name<T>);
  return result;
}

template <Integer T>
T sub(At at, T a, T b) {
  T result;
  if (__builtin_sub_overflow(a, b, &result)) [[unlikely]]
    does_not_fit(at, a, "-", b, type_name<T>);
  return result;
}

template <Integer T>
T mul(At at, T a, T b) {
  T result;
  if (__builtin_mul_overflow(a, b, &result)) [[unlikely]]
    does_not_fit(at, a, "*", b, type_name<T>);
  return result;
}

template <Integer T>
T neg(At at, T a) {
  T result;
  if (__builtin_sub_overflow(T{0}, a, &result)) [[unlikely]]
    does_not_fit(at, "-", a, type_name<T>);
  return result;
}

template <Integer T>
T abs(At at, T a) {
  if (a == detail::kLeast<T> && std::is_signed_v<T>) [[unlikely]]
    does_not_fit(at, "abs", a, type_name<T>);
  return a < T{0} ? static_cast<T>(T{0} - static_cast<uint64_t>(a)) : a;
}

// `/`: both as f64, then divided.
template <Integer T>
double divide(At at, T a, T b) {
  if (b == 0) [[unlikely]]
    division_by_zero(at);
  return static_cast<double>(a) / static_cast<double>(b);
}

template <Integer T>
T floor_div(At at, T a, T b) {
  if (b == 0) [[unlikely]] {
    division_by_zero(at);
    return 0;
  }
  if constexpr (std::is_signed_v<T>) {
    if (b == -1) {
      T result;
      if (__builtin_sub_overflow(T{0}, a, &result)) [[unlikely]]
        does_not_fit(at, a, "//", b, type_name<T>);
      return result;
    }
    return static_cast<T>(a / b - (a % b != 0 && (a < 0) != (b < 0)));
  }
  return static_cast<T>(a / b);
}

// `%`: has the sign of the divisor.
template <Integer T>
T mod(At at, T a, T b) {
  if (b == 0) [[unlikely]] {
    division_by_zero(at);
    return 0;
  }
  if constexpr (std::is_signed_v<T>) {
    if (b == -1) return 0;  // the least integer by -1 traps
    T rest = static_cast<T>(a % b);
    return static_cast<T>(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest);
  }
  return static_cast<T>(a % b);
}

template <Integer T>
T power(At at, T base, T exponent) {
  if (exponent < T{0}) [[unlikely]] {
    no_value(at, "an integer to a negative power is not an integer");
    return 0;
  }
  T result = 1, square = base;
  for (T left = exponent; left != 0;) {
    if (left % 2 != 0 && __builtin_mul_overflow(result, square, &result)) [[unlikely]] {
      does_not_fit(at, base, "**", exponent, type_name<T>);
      return 0;
    }
    left = static_cast<T>(left / 2);
    if (left != 0 && __builtin_mul_overflow(square, square, &square)) [[unlikely]] {
      does_not_fit(at, base, "**", exponent, type_name<T>);
      return 0;
    }
  }
  return result;
}

// ---------------------------------------------------------------- floats

// Python's: the largest whole number not above the quotient; IEEE's quotient if the divisor is
// zero.
template <class F>
F float_floor_div(F a, F b) {
  if (b == 0) return a / b;
  double x = a, y = b;
  double rest = detail::fmod(x, y);
  double quotient = (x - rest) / y;
  if (rest != 0 && (y < 0) != (rest < 0)) quotient -= 1.0;
  if (quotient == 0) return static_cast<F>(__builtin_copysign(0.0, x / y));
  double whole = __builtin_floor(quotient);
  return static_cast<F>(quotient - whole > 0.5 ? whole + 1.0 : whole);
}

// Python's: has the sign of the divisor; NaN if the divisor is zero.
template <class F>
F float_mod(F a, F b) {
  double y = b;
  double rest = detail::fmod(a, y);
  if (rest == 0) return static_cast<F>(__builtin_copysign(0.0, y));
  return static_cast<F>((y < 0) != (rest < 0) ? rest + y : rest);
}

template <class F>
F float_power(F base, F exponent) {
  return static_cast<F>(detail::pow(base, exponent));
}

// ---------------------------------------------------------------- conversions

// `i32(x)` of an integer.
template <Integer To, Integer From>
To to(At at, From value) {
  To result;
  if (__builtin_add_overflow(value, From{0}, &result)) [[unlikely]]
    does_not_fit(at, value, type_name<To>);
  return result;
}

// `i32(x)` of a float: cuts off the fraction.
template <Integer To>
To to(At at, double value) {
  double whole = __builtin_trunc(value);
  if (whole >= static_cast<double>(detail::kLeast<To>) && whole < detail::kAbove<To>)
    return static_cast<To>(whole);
  does_not_fit(at, value, type_name<To>);
  return 0;
}

// `i32.wrap(x)`: the low bits.
template <Integer To, Integer From>
To wrap(From value) {
  return static_cast<To>(value);
}

// `i32.clamp(x)`: the nearest value of the type.
template <Integer To, Integer From>
To clamp_to(From value) {
  To result;
  if (!__builtin_add_overflow(value, From{0}, &result)) return result;
  return value < From{0} ? detail::kLeast<To> : detail::kMost<To>;
}

template <Integer To>
To clamp_to(At at, double value) {
  double whole = __builtin_trunc(value);
  if (whole != whole) [[unlikely]]
    does_not_fit(at, value, type_name<To>);
  if (!(whole >= static_cast<double>(detail::kLeast<To>))) return detail::kLeast<To>;
  return whole < detail::kAbove<To> ? static_cast<To>(whole) : detail::kMost<To>;
}

// ---------------------------------------------------------------- `(e).wrap()`

template <Integer T>
T wrap_add(T a, T b) {
  return static_cast<T>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
}

template <Integer T>
T wrap_sub(T a, T b) {
  return static_cast<T>(static_cast<uint64_t>(a) - static_cast<uint64_t>(b));
}

template <Integer T>
T wrap_mul(T a, T b) {
  return static_cast<T>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
}

template <Integer T>
T wrap_neg(T a) {
  return static_cast<T>(-static_cast<uint64_t>(a));
}

}  // namespace sage::fn
