// How messages speak of a value that is not of the type that is wanted: `dep_delay: "abc" is not an i64`.
//
// The same words as sage/base/values.py.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "sage/base/number.hpp"
#include "sage/base/types.hpp"

namespace sage {

// A type with its article: "an i64", "a str".
template <class T>
constexpr std::string_view a_type() {
  if constexpr (is_optional<T>) {
    return a_type<typename T::value_type>();
  } else if constexpr (std::is_same_v<T, bool>) {
    return "a bool";
  } else if constexpr (std::is_same_v<T, int8_t>) {
    return "an i8";
  } else if constexpr (std::is_same_v<T, int16_t>) {
    return "an i16";
  } else if constexpr (std::is_same_v<T, int32_t>) {
    return "an i32";
  } else if constexpr (std::is_same_v<T, int64_t>) {
    return "an i64";
  } else if constexpr (std::is_same_v<T, uint8_t>) {
    return "a u8";
  } else if constexpr (std::is_same_v<T, uint16_t>) {
    return "a u16";
  } else if constexpr (std::is_same_v<T, uint32_t>) {
    return "a u32";
  } else if constexpr (std::is_same_v<T, uint64_t>) {
    return "a u64";
  } else if constexpr (std::is_same_v<T, float>) {
    return "an f32";
  } else if constexpr (std::is_same_v<T, double>) {
    return "an f64";
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    return "a str";
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return "base64";
  } else if constexpr (std::is_same_v<T, Timestamp>) {
    return "a timestamp";
  } else if constexpr (std::is_same_v<T, Duration>) {
    return "a duration";
  } else if constexpr (IsEnum<T>) {
    return T::described;
  } else if constexpr (is_list<T> || is_array<T>) {
    return "a list";
  } else if constexpr (is_map<T>) {
    return "a map";
  } else if constexpr (is_json<T>) {
    return "json";
  } else {
    return "a record";
  }
}

// Text as messages show it: a JSON string, cut after 40 code points. Bytes that are no UTF-8 become U+FFFD.
std::string shown(std::string_view text);

// Text that is UTF-8 whatever the bytes are: U+FFFD for each longest start of a code point that breaks off.
std::string readable(std::string_view bytes);

}  // namespace sage
