// The hash of a key, which decides its key group: that of the bytes of the key, the same on every machine and in every
// version (docs/formats.md, "Key groups").
//
//   integers, bool, times   8 bytes little-endian, sign-extended, so that widening moves no key
//   f32, f64                8 bytes of the f64; 0.0 for -0.0, every NaN the same one
//   str, bytes              u32 length, the bytes
//   enums                   u32 number of the variant, then what it carries
//   optional                a byte 0 or 1, then the value if there is one
//   lists, maps, json       8 bytes of their hash (base/hash.hpp)
//   several columns         one after the other
#pragma once

#include "sage/base/hash.hpp"
#include "sage/base/key_group.hpp"

namespace sage {

// Hashes the bytes of keys as they come, without putting them together in memory.
class KeyHasher {
 public:
  template <class T>
  void add(const T& value) {
    if constexpr (is_optional<T>) {
      put(value.has_value() ? 1 : 0, 1);
      if (value) add(*value);
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      text(value);
    } else if constexpr (std::is_same_v<T, Bytes>) {
      text(value.data);
    } else if constexpr (std::is_floating_point_v<T>) {
      word(detail::float_word(value));
    } else if constexpr (std::is_integral_v<T>) {
      word(static_cast<uint64_t>(value));
    } else if constexpr (std::is_same_v<T, Timestamp> || std::is_same_v<T, Duration>) {
      word(static_cast<uint64_t>(value.micros));
    } else if constexpr (IsEnum<T>) {
      put(static_cast<uint32_t>(number_of(value)), 4);
      visit_payload(value, [&](auto, const auto& payload) { add(payload); });
    } else if constexpr (IsRecord<T>) {
      for_each_field(value, [&](const auto&, const auto& field) { add(field); });
    } else {
      word(hash_value(value));
    }
  }

  uint32_t hash() const {
    return hash32_end(held_ == 0 ? hash_ : hash_ ^ hash32_mix(static_cast<uint32_t>(rest_)), size_);
  }

 private:
  // Up to 4 bytes, of which the first is the lowest.
  void put(uint32_t bytes, uint32_t count) {
    rest_ |= uint64_t{bytes} << (8 * held_);
    held_ += count;
    size_ += count;
    if (held_ < 4) return;
    hash_ = hash32_more(hash_, static_cast<uint32_t>(rest_));
    rest_ >>= 32;
    held_ -= 4;
  }

  void word(uint64_t word) {
    put(static_cast<uint32_t>(word), 4);
    put(static_cast<uint32_t>(word >> 32), 4);
  }

  void text(std::string_view text) {
    put(static_cast<uint32_t>(text.size()), 4);
    const char* at = text.data();
    size_t left = text.size();
    for (; left >= 4; at += 4, left -= 4) put(static_cast<uint32_t>(detail::load(at, 4)), 4);
    if (left > 0)
      put(static_cast<uint32_t>(detail::load_short(at, left)), static_cast<uint32_t>(left));
  }

  uint32_t hash_ = 0;
  uint32_t held_ = 0;  // bytes in rest_: fewer than 4
  uint32_t size_ = 0;
  uint64_t rest_ = 0;
};

// The hash of a key, of which `key_group` makes its group.
template <class Key>
uint32_t key_hash(const Key& key) {
  KeyHasher hasher;
  hasher.add(key);
  return hasher.hash();
}

}  // namespace sage
