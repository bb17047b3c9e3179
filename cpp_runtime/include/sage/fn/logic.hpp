// Equality of values: two-valued also for null, and IEEE's for floats, so NaN equals nothing.
#pragma once

#include "sage/base/enum.hpp"
#include "sage/base/hash.hpp"
#include "sage/base/record.hpp"
#include "sage/base/types.hpp"

namespace sage::fn {

// `==` of values of one type, or of one type where either side may be optional.
template <class A, class B>
bool equal(const A& a, const B& b) {
  if constexpr (is_optional<A> && is_optional<B>) {
    return a && b ? equal(*a, *b) : !a && !b;
  } else if constexpr (is_optional<A>) {
    return a && equal(*a, b);
  } else if constexpr (is_optional<B>) {
    return b && equal(a, *b);
  } else if constexpr (is_list<A> || is_array<A>) {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i) {
      if (!equal(a[i], b[i])) return false;
    }
    return true;
  } else if constexpr (is_map<A>) {
    if (a.count != b.count) return false;
    for (uint32_t i = 0; i < a.count; ++i) {
      const auto* other = find(b, a.keys[i]);
      if (other == nullptr || !equal(a.values[i], *other)) return false;
    }
    return true;
  } else if constexpr (is_json<A>) {
    return json::equal(a, b);
  } else if constexpr (IsEnum<A>) {
    return same_variant(a, b, [](const auto& x, const auto& y) { return equal(x, y); });
  } else if constexpr (IsRecord<A>) {
    return all_fields(a, b, [](const auto&, const auto& x, const auto& y) { return equal(x, y); });
  } else {
    return a == b;
  }
}

// `T?` of a type that may be optional already.
template <class T>
using Maybe = std::conditional_t<is_optional<T>, T, std::optional<T>>;

template <class T>
Maybe<T> none_if(const T& a, const T& b) {
  return equal(a, b) ? Maybe<T>{} : Maybe<T>{a};
}

}  // namespace sage::fn
