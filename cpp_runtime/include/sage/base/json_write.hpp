// Any value as JSON (docs/formats.md, "JSON lines"). What the size of a value bounds, such as a record of numbers and
// texts, is written with room taken once.
#pragma once

#include <array>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "sage/base/arena.hpp"
#include "sage/base/base64.hpp"
#include "sage/base/buffer.hpp"
#include "sage/base/enum.hpp"
#include "sage/base/json_value.hpp"
#include "sage/base/map.hpp"
#include "sage/base/number.hpp"
#include "sage/base/record.hpp"
#include "sage/base/time.hpp"
#include "sage/base/types.hpp"

namespace sage::json {

template <class T>
void write(Buffer& to, const T& value);

namespace detail {

template <class T>
struct Bounded {
  static constexpr bool value = std::is_arithmetic_v<T> || std::is_same_v<T, std::string_view> ||
                                std::is_same_v<T, Timestamp> || std::is_same_v<T, Duration>;
};
template <class T>
struct Bounded<std::optional<T>> : Bounded<T> {};
template <IsEnum T>
struct Bounded<T> {
  static constexpr bool value = !has_payloads<T>;
};
template <IsRecord T>
struct Bounded<T> {
  static constexpr bool value = std::apply(
      [](const auto&... field) {
        return (Bounded<typename std::remove_cvref_t<decltype(field)>::Type>::value && ...);
      },
      T::fields);
};

// True for what `room` tells the most bytes of, and `put` writes.
template <class T>
inline constexpr bool is_bounded = Bounded<T>::value;

inline constexpr size_t string_room(std::string_view text) { return text.size() * 6 + 2; }

template <class T>
constexpr size_t room(const T& value) {
  if constexpr (is_optional<T>) {
    return value ? room(*value) : 4;
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    return string_room(value);
  } else if constexpr (IsPlain<T>) {
    return room(value.it);
  } else if constexpr (IsEnum<T>) {
    return string_room(name_of(value));
  } else if constexpr (IsRecord<T>) {
    return std::apply(
        [&](const auto&... field) {
          return (2 + ... + (string_room(field.outside) + 2 + room(value.*(field.member))));
        },
        T::fields);
  } else {
    return kTextChars + 2;
  }
}

// Text as a JSON string, with its quotes. Not inline, nor is what goes with it: programs compile faster.
char* put_string(char* to, std::string_view text);

constexpr bool needs_escapes(std::string_view text) {
  for (char c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '"' || c == '\\') return true;
  }
  return false;
}

template <class Record, size_t I>
inline constexpr std::string_view kName = std::get<I>(Record::fields).outside;

// `{"name":` of the first field, `,"name":` of others.
template <class Record, size_t I>
inline constexpr auto kNameText = [] {
  std::array<char, kName<Record, I>.size() + 4> text{};
  text[0] = I == 0 ? '{' : ',';
  text[1] = '"';
  size_t at = 2;
  for (char c : kName<Record, I>) text[at++] = c;
  text[text.size() - 2] = '"';
  text[text.size() - 1] = ':';
  return text;
}();

template <class Record, size_t I>
char* put_name(char* to) {
  if constexpr (needs_escapes(kName<Record, I>)) {
    *to = I == 0 ? '{' : ',';
    to = put_string(to + 1, kName<Record, I>);
    *to++ = ':';
    return to;
  } else {
    std::memcpy(to, kNameText<Record, I>.data(), kNameText<Record, I>.size());
    return to + kNameText<Record, I>.size();
  }
}

template <class T>
char* put(char* to, const T& value);

template <class Record, size_t... I>
char* put_fields(char* to, const Record& record, std::index_sequence<I...>) {
  if (sizeof...(I) == 0) *to++ = '{';
  ((to = put(put_name<Record, I>(to), record.*(std::get<I>(Record::fields).member))), ...);
  *to++ = '}';
  return to;
}

// Writes a value whose room is there.
template <class T>
char* put(char* to, const T& value) {
  if constexpr (is_optional<T>) {
    if (value) return put(to, *value);
    std::memcpy(to, "null", 4);
    return to + 4;
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    return put_string(to, value);
  } else if constexpr (IsPlain<T>) {
    return put(to, value.it);
  } else if constexpr (IsEnum<T>) {
    return put_string(to, name_of(value));
  } else if constexpr (IsRecord<T>) {
    return put_fields(to, value, std::make_index_sequence<field_count<T>>{});
  } else {
    bool quoted = std::is_same_v<T, Timestamp> || std::is_same_v<T, Duration>;
    if constexpr (std::is_floating_point_v<T>)
      quoted = value - value != 0;  // NaN and the infinities
    if (quoted) *to++ = '"';
    to = write_text(to, value);
    if (quoted) *to++ = '"';
    return to;
  }
}

template <class Record, size_t... I>
void write_fields(Buffer& to, const Record& record, std::index_sequence<I...>) {
  ((to.commit(put_name<Record, I>(to.reserve(string_room(kName<Record, I>) + 2))),
    write(to, record.*(std::get<I>(Record::fields).member))),
   ...);
}

}  // namespace detail

// Text as a JSON string, with its quotes. REQUIRES: valid UTF-8, as all text that we hold.
inline void write_string(Buffer& to, std::string_view text) {
  to.commit(detail::put_string(to.reserve(detail::string_room(text)), text));
}

namespace detail {

// `"point"`, `{"circle":2.0}`
template <class T>
void write_variant(Buffer& to, const T& value) {
  bool is_bare = true;
  visit_payload(value, [&](auto, const auto& payload) {
    is_bare = false;
    to.put('{');
    write_string(to, name_of(value));
    to.put(':');
    write(to, payload);
    to.put('}');
  });
  if (is_bare) write_string(to, name_of(value));
}

}  // namespace detail

// A key of a map: its text form as a JSON string, also of numbers.
template <class K>
void write_key(Buffer& to, const K& key) {
  constexpr bool is_bare = std::is_integral_v<K>;
  if constexpr (is_bare) to.put('"');
  write(to, key);
  if constexpr (is_bare) to.put('"');
}

template <class T>
void write(Buffer& to, const T& value) {
  if constexpr (detail::is_bounded<T>) {
    to.commit(detail::put(to.reserve(detail::room(value)), value));
  } else if constexpr (is_optional<T>) {
    if (value) {
      write(to, *value);
    } else {
      to.append("null");
    }
  } else if constexpr (std::is_same_v<T, Bytes>) {
    to.put('"');
    to.commit(write_base64(to.reserve(base64_size(value.data)), value.data));
    to.put('"');
  } else if constexpr (is_list<T> || is_array<T>) {
    to.put('[');
    for (size_t i = 0; i < value.size(); ++i) {
      if (i > 0) to.put(',');
      write(to, value[i]);
    }
    to.put(']');
  } else if constexpr (is_map<T>) {
    to.put('{');
    for (uint32_t i = 0; i < value.count; ++i) {
      if (i > 0) to.put(',');
      write_key(to, value.keys[i]);
      to.put(':');
      write(to, value.values[i]);
    }
    to.put('}');
  } else if constexpr (IsPlain<T>) {
    write(to, value.it);
  } else if constexpr (IsEnum<T>) {
    detail::write_variant(to, value);
  } else {
    detail::write_fields(to, value, std::make_index_sequence<field_count<T>>{});
    to.put('}');
  }
}

// The JSON form, for what is not in a hurry.
template <class T>
std::string text_of(const T& value) {
  Buffer buffer;
  write(buffer, value);
  return buffer.text();
}

// The JSON form in an arena, where it lives as long as the arena's other values.
template <class T>
std::string_view text_of(const T& value, Arena& arena) {
  Buffer buffer;
  write(buffer, value);
  return arena.copy(buffer.view());
}

}  // namespace sage::json
