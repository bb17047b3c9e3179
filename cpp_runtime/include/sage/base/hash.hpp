// Hashes and equality of values as keys: all NaN are one key, -0.0 is 0.0, null is a key.
//
// The hash is part of the language (`hash(x)`), the same on every machine and in every version.
// It folds 64-bit words:
//
//   fold(a, b)  = high 64 bits xor low 64 bits of the 128-bit product a * b
//   word(h, w)  = fold(h xor w, kHashMultiply)
//   hash(value) = the value's words added to kHashStart, one after the other
//
//   integers, bool, times  one word, sign-extended
//   f32, f64               the bits of the f64; 0.0 for -0.0, 0x7ff8000000000000 for NaN
//   str, bytes             for each 16 bytes, two words (a, b), the last ones padded with zeros, at
//                          least once: h = fold(a xor kHashText, b xor h); then the length as a word
//   null                   the word kHashNull; a value of an optional type hashes as the value
//   list                   the items, then their number as a word
//   array                  as a list
//   map                    the sum of the hashes of the entries, each key and value, then their number as a word
//   json                   null, bool, text and lists as such, objects as maps; a number that is a whole one of i64 or
//                          u64 as a word, others as f64
//   records                the fields in order
//   enums                  the name of the variant as text, then what it carries
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "sage/base/enum.hpp"
#include "sage/base/json_value.hpp"
#include "sage/base/record.hpp"
#include "sage/base/types.hpp"

namespace sage {

inline constexpr uint64_t kHashStart = 0x9E3779B97F4A7C15;
inline constexpr uint64_t kHashMultiply = 0xD6E8FEB86659FD93;
inline constexpr uint64_t kHashText = 0xA0761D6478BD642F;
inline constexpr uint64_t kHashNull = 0xE7037ED1A0B428DB;

constexpr uint64_t fold(uint64_t a, uint64_t b) {
  auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(product >> 64) ^ static_cast<uint64_t>(product);
}

constexpr uint64_t hash_word(uint64_t hash, uint64_t word) {
  return fold(hash ^ word, kHashMultiply);
}

namespace detail {

static_assert(std::endian::native == std::endian::little,
              "hashes read text in little-endian words");

inline uint64_t load(const char* from, size_t size) {
  uint64_t word = 0;
  std::memcpy(&word, from, size);
  return word;
}

// The bytes from..from+size, fewer than 8, zero-padded to a word.
inline uint64_t load_short(const char* from, size_t size) {
  if (size >= 4) return load(from, 4) | load(from + size - 4, 4) << (8 * (size - 4));
  if (size == 0) return 0;
  auto byte = [&](size_t i) {
    return static_cast<uint64_t>(static_cast<unsigned char>(from[i])) << (8 * i);
  };
  return byte(0) | byte(size / 2) | byte(size - 1);
}

inline uint64_t hash_text(uint64_t hash, std::string_view text) {
  const char* at = text.data();
  size_t left = text.size();
  for (; left > 16; at += 16, left -= 16)
    hash = fold(load(at, 8) ^ kHashText, load(at + 8, 8) ^ hash);
  uint64_t a = left >= 8 ? load(at, 8) : load_short(at, left);
  uint64_t b = left > 8 ? load(at + left - 8, 8) >> (8 * (16 - left)) : 0;
  return hash_word(fold(a ^ kHashText, b ^ hash), text.size());
}

inline uint64_t float_word(double value) {
  if (value != value) return 0x7FF8000000000000;
  return std::bit_cast<uint64_t>(value + 0.0);  // -0.0 + 0.0 is 0.0
}

}  // namespace detail

template <class T>
uint64_t hash_value(const T& value);

// Adds a value to the hash of what came before it.
template <class T>
uint64_t hash_more(uint64_t hash, const T& value) {
  if constexpr (std::is_same_v<T, std::string_view>) {
    return detail::hash_text(hash, value);
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return detail::hash_text(hash, value.data);
  } else if constexpr (std::is_floating_point_v<T>) {
    return hash_word(hash, detail::float_word(value));
  } else if constexpr (std::is_integral_v<T>) {
    return hash_word(hash, static_cast<uint64_t>(value));
  } else if constexpr (std::is_same_v<T, Timestamp> || std::is_same_v<T, Duration>) {
    return hash_word(hash, static_cast<uint64_t>(value.micros));
  } else if constexpr (is_optional<T>) {
    return value ? hash_more(hash, *value) : hash_word(hash, kHashNull);
  } else if constexpr (is_list<T> || is_array<T>) {
    for (const auto& item : value) hash = hash_more(hash, item);
    return hash_word(hash, value.size());
  } else if constexpr (is_map<T>) {
    uint64_t sum = 0;  // in any order
    for (uint32_t i = 0; i < value.count; ++i)
      sum += hash_more(hash_value(value.keys[i]), value.values[i]);
    return hash_word(hash_word(hash, sum), value.count);
  } else if constexpr (is_json<T>) {
    return json::hash(hash, value);
  } else if constexpr (IsEnum<T>) {
    hash = detail::hash_text(hash, name_of(value));
    visit_payload(value, [&](auto, const auto& payload) { hash = hash_more(hash, payload); });
    return hash;
  } else {
    for_each_field(value, [&](const auto&, const auto& field) { hash = hash_more(hash, field); });
    return hash;
  }
}

template <class T>
uint64_t hash_value(const T& value) {
  return hash_more(kHashStart, value);
}

// Where the slots of a map have a key, or the free slot for it. REQUIRES: a slot is free.
template <class K>
uint32_t slot_of(const K* keys, const uint32_t* slots, uint32_t mask, const K& key);

// The value of a key of a map, or null.
template <class K, class V>
const V* find(const Map<K, V>& map, const K& key);

// True if both are the same key.
template <class T>
bool key_equal(const T& a, const T& b) {
  if constexpr (std::is_floating_point_v<T>) {
    return a == b || (a != a && b != b);
  } else if constexpr (is_optional<T>) {
    return a && b ? key_equal(*a, *b) : !a && !b;
  } else if constexpr (is_list<T> || is_array<T>) {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i) {
      if (!key_equal(a[i], b[i])) return false;
    }
    return true;
  } else if constexpr (is_map<T>) {
    if (a.count != b.count) return false;
    for (uint32_t i = 0; i < a.count; ++i) {
      const auto* other = find(b, a.keys[i]);
      if (other == nullptr || !key_equal(a.values[i], *other)) return false;
    }
    return true;
  } else if constexpr (is_json<T>) {
    return json::equal(a, b);
  } else if constexpr (IsEnum<T>) {
    return same_variant(a, b, [](const auto& x, const auto& y) { return key_equal(x, y); });
  } else if constexpr (IsRecord<T>) {
    return all_fields(a, b,
                      [](const auto&, const auto& x, const auto& y) { return key_equal(x, y); });
  } else {
    return a == b;
  }
}

template <class K>
uint32_t slot_of(const K* keys, const uint32_t* slots, uint32_t mask, const K& key) {
  uint32_t slot = static_cast<uint32_t>(hash_value(key)) & mask;
  while (slots[slot] != 0 && !key_equal(keys[slots[slot] - 1], key)) slot = (slot + 1) & mask;
  return slot;
}

template <class K, class V>
const V* find(const Map<K, V>& map, const K& key) {
  if (map.slots == nullptr) {
    for (uint32_t at = 0; at < map.count; ++at) {
      if (key_equal(map.keys[at], key)) return map.values + at;
    }
    return nullptr;
  }
  uint32_t slot = slot_of(map.keys, map.slots, map.mask, key);
  return map.slots[slot] != 0 ? map.values + (map.slots[slot] - 1) : nullptr;
}

}  // namespace sage
