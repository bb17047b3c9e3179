// The C++ forms of the language's types that C++ itself does not have. All are views or numbers, so that records are
// trivially copyable: text and lists belong to a source's buffer, an arena or an operator's state.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

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

// `map<K, V>`: entries in the order in which their keys first came. base/map.hpp makes them, base/hash.hpp finds them.
template <class K, class V>
struct Map {
  const K* keys = nullptr;
  const V* values = nullptr;
  const uint32_t* slots =
      nullptr;  // of more than a few entries: their places, by their keys' hashes
  uint32_t count = 0;
  uint32_t mask = 0;  // the number of slots, less 1

  size_t size() const { return count; }
};

// `json`: a value on a tape of its own (base/json_value.hpp). `array<T, N>` is std::array.
namespace json {
struct Token;
extern const Token kNull;
}  // namespace json

struct Json {
  const json::Token* token = &json::kNull;
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<List<T>> = true;

template <class T>
inline constexpr bool is_array = false;
template <class T, size_t N>
inline constexpr bool is_array<std::array<T, N>> = true;

template <class T>
inline constexpr bool is_map = false;
template <class K, class V>
inline constexpr bool is_map<Map<K, V>> = true;

template <class T>
inline constexpr bool is_json = std::is_same_v<T, Json>;

// A record type has a list of its fields; see record.hpp.
template <class T>
concept IsRecord = requires { T::fields; };

// An enum knows the names of its variants; see enum.hpp.
template <class T>
concept IsEnum = requires { T::variants; };

// A stream of plain values is a stream of records with the one field `it`.
template <class T>
concept IsPlain = requires { T::plain; };

// True for a value with parts, which has no text form but its JSON.
template <class T>
inline constexpr bool has_parts =
    is_list<T> || is_array<T> || is_map<T> || is_json<T> || IsRecord<T>;

}  // namespace sage
