// Entries by key, each with a number that stays its own while it is there: what timers can point at.
//
// Entries never move but for the first few. An entry that is erased leaves its place to the next that comes, so that a
// slab whose keys come and go stays as large as it was at most. It owns its keys. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sage/state/chunks.hpp"
#include "sage/state/index.hpp"
#include "sage/state/owned.hpp"
#include "sage/state/slot_hash.hpp"

namespace sage::state {

struct NoText {};

template <class Key, class Value>
class Slab {
 public:
  struct Entry {
    Key key{};
    Value value{};
    bool is_there = false;
    [[no_unique_address]] std::conditional_t<has_views<Key>(), char*, NoText> text{};  // of the key

    Entry() = default;
    Entry(Entry&& other) noexcept
        : key(other.key),
          value(std::move(other.value)),
          is_there(other.is_there),
          text(std::exchange(other.text, {})) {}
    Entry& operator=(Entry&&) = delete;
    ~Entry() { forget_text(); }

    void forget_text() {
      if constexpr (has_views<Key>()) give_back(std::exchange(text, nullptr));
    }
  };

  // The number of the entry of a key, from 1; 0 if there is none.
  uint32_t find(const Key& key) const {
    return index_.find(slot_hash(key),
                       [&](uint32_t n) { return key_equal(entries_[n - 1].key, key); });
  }

  // REQUIRES: the key is absent.
  uint32_t add(const Key& key, Value&& value) {
    uint32_t number;
    if (free_.empty()) {
      entries_.push(Entry());
      number = static_cast<uint32_t>(entries_.size());
    } else {
      number = free_.back();
      free_.pop_back();
    }
    Entry& entry = entries_[number - 1];
    if constexpr (has_views<Key>()) {
      entry.key = keep(key, entry.text);
    } else {
      entry.key = key;
    }
    entry.value = std::move(value);
    entry.is_there = true;
    index_.add(slot_hash(key), number);
    return number;
  }

  void erase(uint32_t number) {
    Entry& entry = entries_[number - 1];
    index_.remove(slot_hash(entry.key), number);
    entry.forget_text();
    entry.key = Key{};
    entry.value = Value{};
    entry.is_there = false;
    free_.push_back(number);
  }

  Entry& operator[](uint32_t number) { return entries_[number - 1]; }

  // The largest number that was ever given.
  uint32_t last() const { return static_cast<uint32_t>(entries_.size()); }
  size_t size() const { return entries_.size() - free_.size(); }
  size_t bytes() const {
    return entries_.bytes() + index_.bytes() + free_.capacity() * sizeof(uint32_t);
  }

 private:
  Chunks<Entry> entries_;
  Index index_;
  std::vector<uint32_t> free_;
};

}  // namespace sage::state
