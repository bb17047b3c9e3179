// Entries by key, in the order in which the keys first came: the groups of an aggregate, the keys a dedup has seen.
//
// The entries stand one behind the other; an index leads from a key's hash to its entry, so that a lookup reads one slot
// and one entry. An erased entry leaves a hole; when there are more holes than entries the table is put together (see
// gaps.hpp). The table owns its keys: the text of a key is copied when the key is added, never to look it up, and given
// back after it was erased. Not thread-safe: each stage owns its tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "sage/base/arena.hpp"
#include "sage/base/own.hpp"
#include "sage/state/chunks.hpp"
#include "sage/state/gaps.hpp"
#include "sage/state/index.hpp"
#include "sage/state/slot_hash.hpp"

namespace sage {

// The value of a table that is only a set of keys.
struct Nothing {};

template <class Key, class Value = Nothing>
class Table {
 public:
  struct Entry {
    Key key{};
    [[no_unique_address]] Value value{};
  };

  struct Inserted {
    Entry& entry;
    bool is_new;
  };

  // From the oldest entry to the newest. None may come or go meanwhile.
  template <class Item>
  class Iterator {
   public:
    Iterator(const Table& table, size_t at) : table_(&table), at_(table.next(at)) {}
    Item& operator*() const { return table_->entries_[at_]; }
    Item* operator->() const { return &table_->entries_[at_]; }
    Iterator& operator++() {
      at_ = table_->next(at_ + 1);
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

    // What was given with the key when it came.
    uint64_t born() const { return table_->births_.size() == 0 ? 0 : table_->births_[at_]; }

   private:
    const Table* table_;
    size_t at_;
  };

  // The entry of `key`, or null. Valid until the next insert or erase.
  Entry* find(const Key& key) { return const_cast<Entry*>(std::as_const(*this).find(key)); }

  const Entry* find(const Key& key) const {
    if constexpr (kIsSingle) return empty() ? nullptr : &entries_[0];
    const uint32_t number = index_.find(
        slot_hash(key), [&](uint32_t n) { return key_equal(entries_[n - 1].key, key); });
    return number == 0 ? nullptr : &entries_[number - 1];
  }

  // The entry of `key`, added if it was absent. Where several threads share the keys `born` is the place of the record
  // that brings it among all records (Frame::position), and kept.
  Inserted insert(const Key& key, uint64_t born = 0) {
    if (Entry* entry = find(key)) return {*entry, false};
    return {add(key, born), true};
  }

  // REQUIRES: the key is absent; `born` is 0 for all keys or for none.
  [[gnu::noinline]] Entry& add(const Key& key, uint64_t born = 0) {
    if (gaps_ != nullptr) [[unlikely]]
      tidy(kTidied);
    if constexpr (!kIsSingle) index_.make_room();
    Entry& entry = entries_.push({own(key, is_tidying() ? gaps_->text : text_)});
    if (born != 0) [[unlikely]]
      births_.push(std::move(born));
    if constexpr (!kIsSingle) index_.add(slot_hash(key), static_cast<uint32_t>(entries_.size()));
    return entry;
  }

  // Forgets a key and its value; false if it was absent.
  bool erase(const Key& key) {
    Entry* entry = find(key);
    if (entry != nullptr) erase(*entry);
    return entry != nullptr;
  }

  // REQUIRES: an entry of this table.
  void erase(Entry& entry) {
    take_out(entry);
    tidy(kTidied);
  }

  // Forgets the entries for which `is_gone(entry)` is true.
  template <class IsGone>
  void erase_if(IsGone&& is_gone) {
    for (Entry& entry : *this) {
      if (is_gone(entry)) take_out(entry);
    }
    tidy(entries_.size());
    index_.settle();
  }

  // Forgets all; keeps the room, unless it is far more than was used.
  void clear() {
    entries_.truncate(0);
    births_.truncate(0);
    index_.clear();
    gaps_.reset();
    text_.reset();
  }

  // Makes room for so many keys in all.
  void reserve(size_t count) { index_.reserve(count); }

  // Brings near what `find` will read first. Worth it some ten records ahead, and from some 100 000 keys on.
  void prefetch(const Key& key) const { index_.prefetch(slot_hash(key)); }

  size_t size() const { return entries_.size() - (gaps_ == nullptr ? 0 : gaps_->count); }
  bool empty() const { return size() == 0; }

  // The memory it holds, without what values hold elsewhere.
  size_t bytes() const {
    return entries_.bytes() + births_.bytes() + index_.bytes() + text_.bytes() +
           (gaps_ == nullptr ? 0 : gaps_->bytes());
  }

  auto begin() { return Iterator<Entry>(*this, 0); }
  auto end() { return Iterator<Entry>(*this, entries_.size()); }
  auto begin() const { return Iterator<const Entry>(*this, 0); }
  auto end() const { return Iterator<const Entry>(*this, entries_.size()); }

 private:
  // A key without fields: all rows together.
  static constexpr bool kIsSingle = [] {
    if constexpr (IsRecord<Key>) return field_count<Key> == 0;
    return false;
  }();

  static constexpr size_t kTidied = 8;    // entries with each key that comes or goes
  static constexpr size_t kSmall = 1024;  // so many are put together at once

  // The first place from `at` on that is no hole.
  size_t next(size_t at) const {
    if (gaps_ == nullptr) return at;
    while (at < entries_.size() && gaps_->has(at)) ++at;
    return at;
  }

  bool is_tidying() const { return gaps_ != nullptr && gaps_->is_closing; }

  void take_out(Entry& entry) {
    if constexpr (kIsSingle) return clear();
    const uint32_t hash = slot_hash(entry.key);
    const uint32_t number =
        index_.find(hash, [&](uint32_t n) { return &entries_[n - 1] == &entry; });
    index_.remove(hash, number);
    if (gaps_ == nullptr) gaps_ = std::make_unique<Gaps>();
    gaps_->add(number - 1);
    entry = Entry{};
  }

  // Goes on with putting the table together, or begins with it when there are more holes than entries.
  [[gnu::noinline]] void tidy(size_t steps) {
    if (gaps_ == nullptr) return;
    if (!gaps_->is_closing) {
      if (gaps_->count <= entries_.size() / 2) return;
      gaps_->begin(entries_.size());
    }
    if (entries_.size() <= kSmall) steps = kSmall;
    while (steps-- > 0 && gaps_->from < entries_.size()) tidy_one(gaps_->from++);
    if (gaps_->from == entries_.size()) end_tidying();
  }

  void tidy_one(size_t at) {
    if (gaps_->has(at)) return;
    Entry& entry = entries_[at];
    if (at < gaps_->old) entry.key = own(entry.key, gaps_->text);
    const size_t to = gaps_->to++;
    if (to == at) return;
    index_.renumber(slot_hash(entry.key), static_cast<uint32_t>(at + 1),
                    static_cast<uint32_t>(to + 1));
    entries_[to] = std::move(entry);
    entry = Entry{};
    if (births_.size() != 0) births_[to] = births_[at];
    gaps_->move(at, to);
  }

  void end_tidying() {
    entries_.truncate(gaps_->to);
    if (births_.size() != 0) births_.truncate(gaps_->to);
    text_ = std::move(gaps_->text);
    gaps_->end();
    if (gaps_->count == 0) gaps_.reset();
    index_.fit();
  }

  Chunks<Entry> entries_;
  Chunks<uint64_t> births_;  // of the entries, or none
  Index index_;
  Arena text_;                  // of keys
  std::unique_ptr<Gaps> gaps_;  // if entries were erased
};

}  // namespace sage
