// Functions of numbers. Where they have no value they give NaN or an infinity, as IEEE says.
//
// What rounds as the C library sees fit is called out of line: a compiler that folds sin(0.5) may
// round it otherwise.
#pragma once

#include "sage/base/order.hpp"

namespace sage::fn {

double exp(double x);
double ln(double x);
double log10(double x);
double log2(double x);
double pow(double x, double y);
double sin(double x);
double cos(double x);
double tan(double x);
double atan2(double y, double x);

// Rounds the decimal value to so many digits, half to even, as Python does; never by scaling.
double round(double x, int64_t digits);
inline float round(float x, int64_t digits) {
  return static_cast<float>(round(static_cast<double>(x), digits));
}

template <class F>
F round(F x) {
  return static_cast<F>(__builtin_roundeven(x));
}

template <class F>
F floor(F x) {
  return static_cast<F>(__builtin_floor(x));
}

template <class F>
F ceil(F x) {
  return static_cast<F>(__builtin_ceil(x));
}

template <class F>
F float_abs(F x) {
  return static_cast<F>(__builtin_fabs(x));
}

inline double sqrt(double x) { return __builtin_sqrt(x); }

template <class F>
bool is_nan(F x) {
  return x != x;
}

template <class F>
bool is_finite(F x) {
  return x - x == 0;
}

// The first of two in the order of sort, so NaN only if both are; the left one of equals.
template <class T>
T min(const T& a, const T& b) {
  return compare(b, a) < 0 ? b : a;
}

// The last of two in the order of sort, so NaN if one is; the left one of equals.
template <class T>
T max(const T& a, const T& b) {
  return compare(a, b) < 0 ? b : a;
}

// `low` wins if it is above `high`.
template <class T>
T clamp(const T& x, const T& low, const T& high) {
  return fn::max(low, fn::min(x, high));
}

}  // namespace sage::fn
