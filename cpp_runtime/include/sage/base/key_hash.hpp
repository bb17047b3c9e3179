// The bytes of keys, which decide the key group of a row: the same on every machine and in every version.
//
//   integers, bool, times   8 bytes little-endian, sign-extended, so that widening moves no key
//   f32, f64                8 bytes of the f64; 0.0 for -0.0, every NaN the same one
//   str, bytes              u32 length, the bytes
//   enums                   u32 number of the variant, then what it carries
//   optional                a byte 0 or 1, then the value if there is one
//   lists, maps, json       8 bytes of their hash (base/hash.hpp)
//   several columns         one after the other
#pragma once

#include <cstring>
#include <string>

#include "sage/base/hash.hpp"
#include "sage/base/key_group.hpp"

namespace sage {

// How many bytes a key has.
template <class T>
size_t key_size(const T& value) {
  if constexpr (is_optional<T>) {
    return 1 + (value ? key_size(*value) : 0);
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    return 4 + value.size();
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return 4 + value.data.size();
  } else if constexpr (IsEnum<T>) {
    size_t size = 4;
    visit_payload(value, [&](auto, const auto& payload) { size += key_size(payload); });
    return size;
  } else if constexpr (IsRecord<T>) {
    size_t size = 0;
    for_each_field(value, [&](const auto&, const auto& field) { size += key_size(field); });
    return size;
  } else {
    return 8;
  }
}

// Writes the bytes of a key, and gives the place behind them.
template <class T>
char* put_key(char* to, const T& value) {
  auto put = [&to](const void* from, size_t size) {
    std::memcpy(to, from, size);
    to += size;
  };
  auto put_text = [&](std::string_view text) {
    const auto size = static_cast<uint32_t>(text.size());
    put(&size, sizeof size);
    put(text.data(), text.size());
  };
  auto put_word = [&](uint64_t word) { put(&word, sizeof word); };
  if constexpr (is_optional<T>) {
    *to++ = value.has_value() ? 1 : 0;
    if (value) to = put_key(to, *value);
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    put_text(value);
  } else if constexpr (std::is_same_v<T, Bytes>) {
    put_text(value.data);
  } else if constexpr (std::is_floating_point_v<T>) {
    put_word(detail::float_word(value));
  } else if constexpr (std::is_integral_v<T>) {
    put_word(static_cast<uint64_t>(value));
  } else if constexpr (std::is_same_v<T, Timestamp> || std::is_same_v<T, Duration>) {
    put_word(static_cast<uint64_t>(value.micros));
  } else if constexpr (IsEnum<T>) {
    const auto number = static_cast<uint32_t>(number_of(value));
    put(&number, sizeof number);
    visit_payload(value, [&](auto, const auto& payload) { to = put_key(to, payload); });
  } else if constexpr (IsRecord<T>) {
    for_each_field(value, [&](const auto&, const auto& field) { to = put_key(to, field); });
  } else {
    put_word(hash_value(value));
  }
  return to;
}

namespace detail {

// True if the bytes of a key are 8 that can be told without looking at memory.
template <class T>
inline constexpr bool is_word_key = std::is_integral_v<T> || std::is_floating_point_v<T> ||
                                    std::is_same_v<T, Timestamp> || std::is_same_v<T, Duration>;

template <class... Fields>
constexpr bool all_word_keys(const std::tuple<Fields...>*) {
  return (is_word_key<typename Fields::Type> && ...);
}

template <class Key>
constexpr bool is_words() {
  if constexpr (IsRecord<Key>) {
    return all_word_keys(static_cast<std::remove_cvref_t<decltype(Key::fields)>*>(nullptr));
  } else {
    return is_word_key<Key>;
  }
}

template <class T>
uint64_t key_word(const T& value) {
  if constexpr (std::is_floating_point_v<T>) {
    return float_word(value);
  } else if constexpr (std::is_integral_v<T>) {
    return static_cast<uint64_t>(value);
  } else {
    return static_cast<uint64_t>(value.micros);
  }
}

template <class Key>
[[gnu::cold, gnu::noinline]] uint32_t long_key_hash(const Key& key, size_t size) {
  std::string bytes(size, '\0');
  put_key(bytes.data(), key);
  return hash32(bytes);
}

}  // namespace detail

// The hash of a key's bytes, of which `key_group` makes its group.
template <class Key>
uint32_t key_hash(const Key& key) {
  if constexpr (detail::is_words<Key>()) {
    uint32_t hash = 0;
    uint32_t size = 0;
    auto add = [&](uint64_t word) {
      hash = hash32_more(hash32_more(hash, static_cast<uint32_t>(word)),
                         static_cast<uint32_t>(word >> 32));
      size += 8;
    };
    if constexpr (IsRecord<Key>) {
      for_each_field(key, [&](const auto&, const auto& field) { add(detail::key_word(field)); });
    } else {
      add(detail::key_word(key));
    }
    return hash32_end(hash, size);
  } else {
    constexpr size_t kUsual = 128;
    const size_t size = key_size(key);
    if (size > kUsual) [[unlikely]]
      return detail::long_key_hash(key, size);
    char bytes[kUsual];
    put_key(bytes, key);
    return hash32({bytes, size});
  }
}

}  // namespace sage
