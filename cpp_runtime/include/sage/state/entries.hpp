// A map that is kept for a key: entries that come and go one by one, in the order in which their keys first came. Where
// it is stamped, each knows when it was last written, and they are forgotten in that order.
//
// A few entries are searched one by one; more have an index by the hashes of their keys. An entry that goes leaves a
// hole, and the map is put together when there are more holes than entries. It has no memory until it has an entry.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "sage/base/map.hpp"
#include "sage/state/kept.hpp"

namespace sage::state {

template <class K, class V, bool kStamped>
class EntriesDraft;

template <class K, class V, bool kStamped = false>
class Entries {
 public:
  using Key = K;
  using Item = V;

  Entries() = default;
  Entries(Entries&& other) noexcept { *this = std::move(other); }
  Entries& operator=(Entries&& other) noexcept {
    std::swap(body_, other.body_);
    return *this;
  }
  ~Entries() {
    if (body_ != nullptr) body_->give_back_all();
  }

  uint32_t size() const { return body_ == nullptr ? 0 : body_->live; }

  const V* find(const K& key) const {
    const uint32_t at = body_ == nullptr ? kNone : body_->find(key);
    return at == kNone ? nullptr : &body_->values[at];
  }

  // A copy, for a view would change.
  Map<K, V> map(Frame& f) const {
    MapMaker<K, V> maker(f.arena, size());
    for_each([&](const K& key, const V& value) { maker.add(key, value); });
    return maker.map();
  }

  template <class Visit>
  void for_each(Visit&& visit) const {
    if (body_ == nullptr) return;
    for (uint32_t at = 0; at < body_->keys.size(); ++at) {
      if (body_->notes[at].is_live) visit(body_->keys[at], body_->values[at]);
    }
  }

  // Takes away what was written too long ago. REQUIRES: there is no draft.
  void forget(int64_t now, Duration ttl, Drafting& turn)
    requires(kStamped)
  {
    if (body_ == nullptr) return;
    while (body_->oldest != kNone && is_over(body_->notes[body_->oldest].at, now, ttl.micros)) {
      const uint32_t at = body_->oldest;
      body_->take_out(at);
      body_->retire(at, turn);
    }
    tidy(turn);
  }

  void reset(const Map<K, V>& initial, Drafting& turn) {
    EntriesDraft draft(*this, turn);
    draft.set(initial);
    draft.commit(turn);
  }

 private:
  friend class EntriesDraft<K, V, kStamped>;

  static constexpr uint32_t kNone = 0xFFFFFFFF;
  static constexpr size_t kFew = 8;  // are searched one by one

  struct Stamps {
    int64_t at;
    uint32_t before;  // in the order in which they were written
    uint32_t after;
  };

  struct Note : std::conditional_t<kStamped, Stamps, Unstamped> {
    bool is_live = false;
    [[no_unique_address]] std::conditional_t<has_views<K>(), char*, NoMemory> key_memory{};
    [[no_unique_address]] std::conditional_t<has_views<V>(), char*, NoMemory> memory{};
  };

  struct Body {
    std::vector<K, Counted<K>> keys;
    std::vector<V, Counted<V>> values;
    std::vector<Note, Counted<Note>> notes;
    std::vector<uint32_t, Counted<uint32_t>>
        slots;  // an entry's place from 1; none if there are few
    uint32_t live = 0;
    uint32_t oldest = kNone;
    uint32_t newest = kNone;

    uint32_t find(const K& key) const {
      if (slots.empty()) {
        for (uint32_t at = 0; at < keys.size(); ++at) {
          if (notes[at].is_live && key_equal(keys[at], key)) return at;
        }
        return kNone;
      }
      const uint32_t number = slots[slot_of(key)];
      return number != 0 && notes[number - 1].is_live ? number - 1 : kNone;
    }

    // REQUIRES: there is no entry of this key.
    uint32_t add(const K& key) {
      const auto at = static_cast<uint32_t>(keys.size());
      Note note;
      note.is_live = true;
      if constexpr (has_views<K>()) {
        keys.push_back(keep(key, note.key_memory));
      } else {
        keys.push_back(key);
      }
      values.emplace_back();
      notes.push_back(note);
      ++live;
      if (at >= kFew && 2 * keys.size() > slots.size()) {
        index();
      } else if (!slots.empty()) {
        slots[slot_of(key)] = at + 1;
      }
      return at;
    }

    void take_out(uint32_t at) {
      notes[at].is_live = false;
      --live;
      unlink(at);
    }

    void link(uint32_t at, int64_t now) {
      if constexpr (kStamped) {
        notes[at].at = now;
        link_behind(at, newest);
      }
    }

    void link_behind(uint32_t at, uint32_t before) {
      if constexpr (kStamped) {
        uint32_t& next = before == kNone ? oldest : notes[before].after;
        notes[at].before = before;
        notes[at].after = next;
        (next == kNone ? newest : notes[next].before) = at;
        next = at;
      }
    }

    void unlink(uint32_t at) {
      if constexpr (kStamped) {
        const Note& note = notes[at];
        (note.before == kNone ? oldest : notes[note.before].after) = note.after;
        (note.after == kNone ? newest : notes[note.after].before) = note.before;
      }
    }

    // Its value is looked at no more after this turn.
    void retire(uint32_t at, Drafting& turn) {
      if constexpr (has_views<V>()) turn.retired.add(std::exchange(notes[at].memory, nullptr));
    }

    void retire_all(Drafting& turn) {
      for (Note& note : notes) {
        if constexpr (has_views<K>()) turn.retired.add(note.key_memory);
        if constexpr (has_views<V>()) turn.retired.add(note.memory);
      }
    }

    void give_back_all() {
      for (Note& note : notes) {
        if constexpr (has_views<K>()) give_back(note.key_memory);
        if constexpr (has_views<V>()) give_back(note.memory);
      }
    }

    uint32_t slot_of(const K& key) const {
      return sage::slot_of(keys.data(), slots.data(), static_cast<uint32_t>(slots.size() - 1), key);
    }

    // The last of several entries of a key is the one that may be live.
    void index() {
      slots.assign(keys.size() <= kFew ? 0 : std::bit_ceil(4 * keys.size()), 0);
      if (slots.empty()) return;
      for (uint32_t at = 0; at < keys.size(); ++at) slots[slot_of(keys[at])] = at + 1;
    }

    // Without the holes.
    void put_together(Drafting& turn) {
      std::vector<uint32_t> moved(keys.size(), kNone);
      uint32_t to = 0;
      for (uint32_t at = 0; at < keys.size(); ++at) {
        if (!notes[at].is_live) {
          if constexpr (has_views<K>()) turn.retired.add(notes[at].key_memory);
          continue;
        }
        keys[to] = keys[at];
        values[to] = values[at];
        notes[to] = notes[at];
        moved[at] = to++;
      }
      resize(to);
      if constexpr (kStamped) {
        auto place = [&](uint32_t at) { return at == kNone ? kNone : moved[at]; };
        for (Note& note : notes) {
          note.before = place(note.before);
          note.after = place(note.after);
        }
        oldest = place(oldest);
        newest = place(newest);
      }
      index();
    }

    void resize(uint32_t size) {
      keys.resize(size);
      values.resize(size);
      notes.resize(size);
      if (keys.capacity() > 4 * keys.size()) {
        keys.shrink_to_fit();
        values.shrink_to_fit();
        notes.shrink_to_fit();
      }
    }
  };

  void tidy(Drafting& turn) {
    if (body_ == nullptr || body_->keys.size() <= 2 * size_t{body_->live} + kFew) [[likely]]
      return;
    body_->put_together(turn);
    if (body_->live == 0) body_.reset();
  }

  std::unique_ptr<Body> body_;
};

}  // namespace sage::state
