// The order of values for sort, top, min and max: NaN after every number and null after everything,
// ascending or descending; text by code point, which is the order of its bytes; false before true.
#pragma once

#include <cstddef>
#include <optional>

#include "sage/base/record.hpp"
#include "sage/base/types.hpp"

namespace sage {

// Below 0 if `a` comes before `b`, 0 if neither comes before the other, above 0 if `b` comes before
// `a`.
template <class T>
int compare(const T& a, const T& b, bool descending = false) {
  if constexpr (is_optional<T>) {
    return a && b ? compare(*a, *b, descending) : static_cast<int>(!a) - static_cast<int>(!b);
  } else if constexpr (std::is_floating_point_v<T>) {
    if (a != a || b != b) return static_cast<int>(a != a) - static_cast<int>(b != b);
    int sign = static_cast<int>(a > b) - static_cast<int>(a < b);
    return descending ? -sign : sign;
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    int sign = a.compare(b);
    return descending ? (sign < 0) - (sign > 0) : sign;
  } else {
    int sign = static_cast<int>(a > b) - static_cast<int>(a < b);
    return descending ? -sign : sign;
  }
}

// True if `a` comes before `b` by their fields in turn; `descending` holds a direction for each
// field.
template <class Key>
bool before(const Key& a, const Key& b, const bool* descending) {
  int sign = 0;
  size_t i = 0;
  all_fields(a, b, [&](const auto&, const auto& x, const auto& y) {
    sign = compare(x, y, descending[i++]);
    return sign == 0;
  });
  return sign < 0;
}

}  // namespace sage
