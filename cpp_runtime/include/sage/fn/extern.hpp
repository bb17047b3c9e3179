// Calls of the user's own C++, which `extern cpp` declares: values in the forms in which it takes and gives them.
//
// Text goes in as std::string_view and comes back as anything that is a view of text; lists as std::span and any range
// with a size; optional values as std::optional; records as they are. What comes back is copied.
#pragma once

#include <exception>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "sage/base/frame.hpp"
#include "sage/base/own.hpp"
#include "sage/base/types.hpp"
#include "sage/base/utf8.hpp"

namespace sage {

// A value as it is passed.
template <class T>
const T& passed(const T& value) {
  return value;
}

// True if a value of one type is a value of the other, too.
template <class From, class To>
concept Fits = requires(const From& from) { To{from}; };

// A number on its way to a parameter of its own type, or of one in which it fits. C++ would convert it to any other in
// silence.
template <class T>
struct Exactly {
  const T& value;

  template <class To>
    requires Fits<T, To>
  operator To() const {
    return static_cast<To>(value);
  }
};

template <class T>
  requires std::is_arithmetic_v<T>
Exactly<T> passed(const T& value) {
  return {value};
}

template <class T>
std::span<const T> passed(const List<T>& list) {
  return {list.items, list.count};
}

template <class T>
std::optional<std::span<const T>> passed(const std::optional<List<T>>& list) {
  if (!list) return {};
  return passed(*list);
}

namespace detail {

// What was returned, as a value of the language. Numbers may widen and nothing else: another type does not compile.
template <class To, class From>
To taken(At at, const From& from) {
  if constexpr (std::is_same_v<To, std::string_view>) {
    std::string_view text = from;
    if (valid_utf8(text)) [[likely]]
      return at.arena().copy(text);
    at.fail(Code::kExtern, "it returned text that is not UTF-8");
    return {};
  } else if constexpr (std::is_same_v<To, Bytes> && std::is_convertible_v<From, std::string_view>) {
    return Bytes{at.arena().copy(from)};
  } else if constexpr (is_optional<To>) {
    if constexpr (requires { from.has_value(); }) {
      return from.has_value() ? To{taken<typename To::value_type>(at, *from)} : To{};
    } else {
      return To{taken<typename To::value_type>(at, from)};
    }
  } else if constexpr (is_list<To>) {
    using Item = std::remove_cvref_t<decltype(*To{}.items)>;
    Item* items = at.arena().template array<Item>(from.size());
    Item* to = items;
    for (const auto& item : from) *to++ = taken<Item>(at, item);
    return {items, from.size()};
  } else if constexpr (std::is_same_v<To, From>) {
    return own(from, at.arena());
  } else {
    static_assert(Fits<From, To>, "it returns another type than the program declares");
    return static_cast<To>(from);
  }
}

// Notes what was thrown, in its own words. Call in a `catch`.
[[gnu::cold]] void note_thrown(At at);

}  // namespace detail

// The value of a call; a failure with what was thrown.
template <class To, class Call>
To call_extern(At at, Call&& call) {
  try {
    return detail::taken<To>(at, call());
  } catch (...) {
    detail::note_thrown(at);
    return To{};
  }
}

namespace fn {

// What the mock of a test answers with `error(reason)`; `value` is any, since the record fails.
template <class T>
[[gnu::cold]] T failing(At at, std::string_view reason, T value) {
  at.fail(Code::kExtern, std::string(reason));
  return value;
}

}  // namespace fn

}  // namespace sage
