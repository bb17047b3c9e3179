// The enums of the language: how a value knows its variant and what that carries.
//
//   struct Action {                                        // no variant carries anything
//     uint8_t number{};
//     static constexpr std::string_view described = "a variant of Action";
//     static constexpr std::string_view variants[] = {"view", "click", "buy"};
//   };
//   struct Shape {
//     std::variant<double, Rect, std::monostate> payload{};  // a type for each variant, in order
//     static constexpr std::string_view described = "a variant of Shape";
//     static constexpr std::string_view variants[] = {"circle", "rect", "point"};
//   };
//
//   variant<Shape, 0>(2.0)    number_of(shape) == 0    payload<0>(shape)    name_of(shape)
#pragma once

#include <array>
#include <iterator>
#include <string_view>
#include <utility>
#include <variant>

#include "sage/base/types.hpp"

namespace sage {

template <IsEnum T>
inline constexpr size_t variant_count = std::size(T::variants);

// True if some variant carries something.
template <class T>
inline constexpr bool has_payloads = false;
template <IsEnum T>
  requires requires(T value) { value.payload; }
inline constexpr bool has_payloads<T> = true;

namespace detail {

template <class T, size_t kNumber>
constexpr bool carries() {
  if constexpr (has_payloads<T>) {
    using Payload = std::variant_alternative_t<kNumber, decltype(T::payload)>;
    return !std::is_same_v<Payload, std::monostate>;
  } else {
    return false;
  }
}

// Calls visit(std::integral_constant<size_t, n>) for the number of a variant.
template <IsEnum T, class Visit>
constexpr void with_number(size_t number, Visit&& visit) {
  [&]<size_t... I>(std::index_sequence<I...>) {
    (void)((I == number && (visit(std::integral_constant<size_t, I>{}), true)) || ...);
  }(std::make_index_sequence<variant_count<T>>{});
}

}  // namespace detail

// Which variants carry something.
template <IsEnum T>
inline constexpr auto variant_carries = []<size_t... I>(std::index_sequence<I...>) {
  return std::array<bool, sizeof...(I)>{detail::carries<T, I>()...};
}(std::make_index_sequence<variant_count<T>>{});

template <IsEnum T>
constexpr size_t number_of(const T& value) {
  if constexpr (has_payloads<T>) {
    return value.payload.index();
  } else {
    return value.number;
  }
}

template <IsEnum T>
constexpr std::string_view name_of(const T& value) {
  return T::variants[number_of(value)];
}

// The number of the variant of a name; the number of variants if there is none.
template <IsEnum T>
constexpr size_t find_variant(std::string_view name) {
  size_t number = 0;
  while (number < variant_count<T> && T::variants[number] != name) ++number;
  return number;
}

// A variant, with what it carries.
template <IsEnum T, size_t kNumber, class... Payload>
constexpr T variant(const Payload&... payload) {
  if constexpr (has_payloads<T>) {
    return T{decltype(T::payload)(std::in_place_index<kNumber>, payload...)};
  } else {
    static_assert(sizeof...(payload) == 0);
    return T{kNumber};
  }
}

// What the value carries. REQUIRES: it is this variant.
template <size_t kNumber, IsEnum T>
constexpr const auto& payload(const T& value) {
  return *std::get_if<kNumber>(&value.payload);
}

// Calls visit(std::integral_constant<size_t, n>, payload) if the value, which is variant n, carries something.
template <class T, class Visit>
constexpr void visit_payload(T& value, Visit&& visit) {
  if constexpr (has_payloads<std::remove_const_t<T>>) {
    using Enum = std::remove_const_t<T>;
    detail::with_number<Enum>(number_of(value), [&](auto number) {
      if constexpr (detail::carries<Enum, number>())
        visit(number, *std::get_if<number>(&value.payload));
    });
  }
}

// The variant of a number, with a payload that is still to be filled in, if it carries one.
template <IsEnum T>
constexpr T empty_variant(size_t number) {
  T value{};
  if constexpr (has_payloads<T>) {
    detail::with_number<T>(number, [&](auto known) { value.payload.template emplace<known>(); });
  } else {
    value.number = static_cast<decltype(value.number)>(number);
  }
  return value;
}

// True if both are one variant for whose payloads, if there are any, visit(a's payload, b's payload) is true.
template <IsEnum T, class Visit>
constexpr bool same_variant(const T& a, const T& b, Visit&& visit) {
  bool same = number_of(a) == number_of(b);
  if (same) {
    visit_payload(a, [&](auto number, const auto& one) { same = visit(one, payload<number>(b)); });
  }
  return same;
}

// The text form of an enum whose variants carry nothing is the variant's name.
template <IsEnum T>
  requires(!has_payloads<T>)
constexpr bool read_text(std::string_view text, T& value) {
  const size_t number = find_variant<T>(text);
  value = empty_variant<T>(number < variant_count<T> ? number : 0);
  return number < variant_count<T>;
}

}  // namespace sage
