// Makes maps in an arena. Of several values for a key the last counts, at the place of the first.
//
// A few entries are searched one by one; more get an index, open addressing by the hashes of their keys.
#pragma once

#include <array>
#include <bit>
#include <cstring>
#include <initializer_list>

#include "sage/base/arena.hpp"
#include "sage/base/frame.hpp"
#include "sage/base/hash.hpp"
#include "sage/base/own.hpp"
#include "sage/base/types.hpp"

namespace sage {

inline constexpr uint32_t kFewEntries = 4;  // more are found sooner by an index

// At most half of the slots are used.
constexpr uint32_t slots_for(size_t entries) {
  return std::bit_ceil(2 * static_cast<uint32_t>(entries));
}

template <class K, class V>
class MapMaker {
 public:
  // REQUIRES: at most so many entries are added.
  MapMaker(Arena& arena, size_t most) : keys_(arena.array<K>(most)), values_(arena.array<V>(most)) {
    if (most <= kFewEntries) return;
    uint32_t size = slots_for(most);
    slots_ = arena.array<uint32_t>(size);
    std::memset(slots_, 0, size * sizeof(uint32_t));
    mask_ = size - 1;
  }

  void add(const K& key, const V& value) {
    uint32_t at = slots_ != nullptr ? indexed(key) : listed(key);
    if (at == count_) {
      new (keys_ + at) K(key);
      ++count_;
    }
    new (values_ + at) V(value);
  }

  Map<K, V> map() const { return {keys_, values_, slots_, count_, mask_}; }

 private:
  uint32_t listed(const K& key) const {
    uint32_t at = 0;
    while (at < count_ && !key_equal(keys_[at], key)) ++at;
    return at;
  }

  uint32_t indexed(const K& key) {
    uint32_t slot = slot_of(keys_, slots_, mask_, key);
    if (slots_[slot] == 0) {
      slots_[slot] = count_ + 1;
      return count_;
    }
    return slots_[slot] - 1;
  }

  K* keys_;
  V* values_;
  uint32_t* slots_ = nullptr;
  uint32_t count_ = 0;
  uint32_t mask_ = 0;
};

// A map of these entries, whose keys differ.
template <class K, class V>
Map<K, V> make_map(Frame& f, std::initializer_list<K> keys, std::initializer_list<V> values) {
  MapMaker<K, V> maker(f.arena, keys.size());
  const V* value = values.begin();
  for (const K& key : keys) maker.add(key, *value++);
  return maker.map();
}

// The slots of a constant map.
template <class K, size_t N>
std::array<uint32_t, slots_for(N)> constant_slots(const K (&keys)[N]) {
  std::array<uint32_t, slots_for(N)> slots{};
  for (uint32_t i = 0; i < N; ++i)
    slots[slot_of(keys, slots.data(), slots.size() - 1, keys[i])] = i + 1;
  return slots;
}

}  // namespace sage
