// Entries by key, in the order in which the keys first came: the groups of an aggregate, the keys a dedup has seen.
//
// Open addressing over a dense array of entries. A slot holds 32 bits of the key's hash and the number of the entry, so
// that a lookup reads one slot and one entry, and growing reads no key. The table owns its keys: the text of a key is
// copied when the key is added, never to look it up. Not thread-safe: each stage owns its tables.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "sage/base/arena.hpp"
#include "sage/base/hash.hpp"
#include "sage/base/own.hpp"
#include "sage/base/record.hpp"

namespace sage {

// The value of a table that is only a set of keys.
struct Nothing {};

// 32 bits of a key's hash, of which the upper ones must be good.
template <class Key>
uint32_t slot_hash(const Key& key) {
  return static_cast<uint32_t>(hash_value(key) >> 32);
}

// A number is multiplied by 2^64 over the golden ratio: one instruction, and numbers at equal distances, as ids often
// are, rarely meet.
template <std::integral Key>
uint32_t slot_hash(const Key& key) {
  return static_cast<uint32_t>(static_cast<uint64_t>(key) * 0x9E3779B97F4A7C15u >> 32);
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

template <class Key, class Value = Nothing>
class Table {
 public:
  struct Entry {
    Key key;
    [[no_unique_address]] Value value{};
  };

  struct Inserted {
    Entry& entry;
    bool is_new;
  };

  // The entry of `key`, or null. Valid until the next insert.
  Entry* find(const Key& key) {
    if constexpr (kIsSingle) return entries_.empty() ? nullptr : entries_.data();
    const uint32_t hash = slot_hash(key);
    size_t step = 0;
    for (size_t at = home(hash); slots_[at].number != 0; at = next(at, ++step)) {
      if (slots_[at].hash != hash) continue;
      Entry& entry = entries_[slots_[at].number - 1];
      if (key_equal(entry.key, key)) return &entry;
    }
    return nullptr;
  }

  // The entry of `key`, added if it was absent.
  Inserted insert(const Key& key) {
    if (Entry* entry = find(key)) return {*entry, false};
    if (entries_.size() * 2 >= slots_.size()) grow();
    entries_.push_back({own(key, keys_)});
    place({slot_hash(key), static_cast<uint32_t>(entries_.size())});
    return {entries_.back(), true};
  }

  size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }

  // From the oldest entry to the newest.
  auto begin() { return entries_.begin(); }
  auto end() { return entries_.end(); }
  auto begin() const { return entries_.begin(); }
  auto end() const { return entries_.end(); }

 private:
  struct Slot {
    uint32_t hash = 0;
    uint32_t number = 0;  // of the entry, from 1; 0 is an empty slot
  };

  // A key without fields: all rows together.
  static constexpr bool kIsSingle = [] {
    if constexpr (IsRecord<Key>) return field_count<Key> == 0;
    return false;
  }();

  static constexpr uint32_t kFirstBits = 3;
  static constexpr uint32_t kMostBits = 32;

  size_t home(uint32_t hash) const { return hash >> (32 - bits_); }

  // Steps grow, so that a crowded place is left quickly; over a power of two they reach every slot.
  size_t next(size_t at, size_t step) const { return (at + step) & (slots_.size() - 1); }

  void place(Slot slot) {
    size_t at = home(slot.hash);
    size_t step = 0;
    while (slots_[at].number != 0) at = next(at, ++step);
    slots_[at] = slot;
  }

  void grow() {
    if (bits_ == kMostBits) throw std::length_error("a table holds at most 2^31 keys");
    const std::vector<Slot> old = std::move(slots_);
    slots_ = std::vector<Slot>(size_t{1} << ++bits_);
    for (const Slot& slot : old) {
      if (slot.number != 0) place(slot);
    }
  }

  std::vector<Entry> entries_;
  std::vector<Slot> slots_ =
      std::vector<Slot>(size_t{1} << kFirstBits);  // at most half of them used
  uint32_t bits_ = kFirstBits;
  Arena keys_;
};

}  // namespace sage
