// The C++ forms of the language's types that C++ itself does not have. All are views or numbers, so that records are
// trivially copyable: text and lists belong to a source's buffer, an arena or an operator's state.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace sage {

// `timestamp`: microseconds since 1970-01-01T00:00Z.
struct Timestamp {
  int64_t micros = 0;
  auto operator<=>(const Timestamp&) const = default;
};

// `duration`: microseconds.
struct Duration {
  int64_t micros = 0;
  auto operator<=>(const Duration&) const = default;
};

// `bytes`.
struct Bytes {
  std::string_view data;
  auto operator<=>(const Bytes&) const = default;
};

// `list<T>`.
template <class T>
struct List {
  const T* items = nullptr;
  size_t count = 0;

  const T* begin() const { return items; }
  const T* end() const { return items + count; }
  size_t size() const { return count; }
  bool empty() const { return count == 0; }
  const T& operator[](size_t i) const { return items[i]; }
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<List<T>> = true;

// A record type has a list of its fields; see record.hpp.
template <class T>
concept IsRecord = requires { T::fields; };

// A stream of plain values is a stream of records with the one field `it`.
template <class T>
concept IsPlain = requires { T::plain; };

}  // namespace sage
