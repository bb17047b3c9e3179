// The 32 bits of a key's hash by which a table finds it. Not part of any format: a number has a quicker one here than
// `hash(x)` of the language.
#pragma once

#include <concepts>
#include <cstdint>
#include <tuple>

#include "sage/base/hash.hpp"

namespace sage {

namespace detail {

// The upper half of a product depends on all bits of its factor. Twice, for numbers at equal distances, as ids often
// are: there is always a distance whose multiples stay together in one product, hardly one for both.
inline uint32_t mixed(uint64_t hash) {
  return static_cast<uint32_t>((hash ^ hash >> 32) * 0xD6E8FEB86659FD93u >> 32);
}

}  // namespace detail

template <class Key>
uint32_t slot_hash(const Key& key) {
  return detail::mixed(hash_value(key));
}

template <std::integral Key>
uint32_t slot_hash(const Key& key) {
  return detail::mixed(static_cast<uint64_t>(key) * 0x9E3779B97F4A7C15u);
}

template <IsEnum Key>
  requires(!has_payloads<Key>)
uint32_t slot_hash(const Key& key) {
  return slot_hash(key.number);
}

template <IsRecord Key>
  requires(field_count<Key> == 1)
uint32_t slot_hash(const Key& key) {
  return slot_hash(key.*(std::get<0>(Key::fields).member));
}

}  // namespace sage
