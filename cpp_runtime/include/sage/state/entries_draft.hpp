// The draft in which a handler changes a map that is kept. It changes the entries at once and notes what was there
// before, so that all of it can be taken back.
#pragma once

#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "sage/state/entries.hpp"

namespace sage::state {

template <class K, class V, bool kStamped>
class EntriesDraft {
  using Body = typename Entries<K, V, kStamped>::Body;

 public:
  using Key = K;
  using Item = V;

  EntriesDraft(Entries<K, V, kStamped>& kept, Drafting& turn, int64_t most = INT64_MAX)
      : kept_(kept), turn_(turn), most_(most) {}

  uint32_t size() const { return kept_.size(); }
  const V* find(const K& key) const { return kept_.find(key); }
  Map<K, V> map(Frame& f) const { return kept_.map(f); }
  template <class Visit>
  void for_each(Visit&& visit) const {
    kept_.for_each(visit);
  }

  void put(const K& key, const V& value) {
    if (kept_.body_ == nullptr) kept_.body_ = std::make_unique<Body>();
    Body& body = *kept_.body_;
    uint32_t at = body.find(key);
    if (at != kNone) {
      note(Change::kValue, at);
      body.unlink(at);
    } else {
      at = body.add(key);
      note(Change::kAdded, at);
    }
    if constexpr (has_views<V>()) {
      body.values[at] = keep(value, body.notes[at].memory);
    } else {
      body.values[at] = value;
    }
    body.link(at, turn_.now);
    if constexpr (kStamped) {
      while (body.live > most_) take_out(body.oldest);
    }
  }

  void remove(const K& key) {
    const uint32_t at = kept_.body_ == nullptr ? kNone : kept_.body_->find(key);
    if (at != kNone) take_out(at);
  }

  void clear() {
    if (kept_.body_ == nullptr) return;
    cleared_.push_back(std::move(kept_.body_));
    note(Change::kCleared, 0);
  }

  void set(const Map<K, V>& map) {
    clear();
    for (uint32_t i = 0; i < map.count; ++i) put(map.keys[i], map.values[i]);
  }

  void commit(Drafting& turn) {
    if (changes_.empty()) return;
    size_t cleared = cleared_.size();
    for (size_t i = changes_.size(); i-- > 0;) {
      const Change& change = changes_[i];
      if (change.kind == Change::kCleared) --cleared;
      Body* body = cleared == cleared_.size() ? kept_.body_.get() : cleared_[cleared].get();
      if (change.kind == Change::kValue) {
        if constexpr (has_views<V>()) turn.retired.add(change.memory);
      } else if (change.kind == Change::kRemoved) {
        body->retire(change.at, turn);
      }
    }
    for (auto& body : cleared_) body->retire_all(turn);
    kept_.tidy(turn);
  }

  void undo(Drafting& turn) {
    bool is_shorter = false;
    for (size_t i = changes_.size(); i-- > 0;) {
      const Change& change = changes_[i];
      if (change.kind == Change::kCleared) {
        if (kept_.body_ != nullptr) kept_.body_->retire_all(turn);
        kept_.body_ = std::move(cleared_.back());
        cleared_.pop_back();
        continue;
      }
      is_shorter = is_shorter || change.kind == Change::kAdded;
      take_back(change);
    }
    if (!is_shorter) return;
    kept_.body_->index();
    if (kept_.body_->keys.empty()) kept_.body_.reset();
  }

 private:
  static constexpr uint32_t kNone = Entries<K, V, kStamped>::kNone;

  struct Change {
    enum Kind : uint8_t { kAdded, kValue, kRemoved, kCleared } kind;
    uint32_t at;
    uint32_t before;  // the one that was written before it
    int64_t stamp;
    V value;
    char* memory;
  };

  // Most handlers change an entry or two.
  class Changes {
   public:
    static_assert(std::is_trivially_copyable_v<Change>);

    bool empty() const { return count_ == 0; }
    size_t size() const { return count_; }
    void push(const Change& change) {
      if (count_ < kHere) {
        std::memcpy(here_ + count_ * sizeof(Change), &change, sizeof(Change));
      } else {
        more_.push_back(change);
      }
      ++count_;
    }
    const Change& operator[](size_t i) const {
      return i < kHere ? *reinterpret_cast<const Change*>(here_ + i * sizeof(Change))
                       : more_[i - kHere];
    }

   private:
    static constexpr size_t kHere = 2;
    alignas(Change) char here_[kHere * sizeof(Change)];
    std::vector<Change> more_;
    size_t count_ = 0;
  };

  void note(typename Change::Kind kind, uint32_t at) {
    Change change{};
    change.kind = kind;
    change.at = at;
    if (kind == Change::kValue || kind == Change::kRemoved) {
      const auto& note = kept_.body_->notes[at];
      change.value = kept_.body_->values[at];
      if constexpr (has_views<V>()) change.memory = note.memory;
      if constexpr (kStamped) {
        change.before = note.before;
        change.stamp = note.at;
      }
    }
    changes_.push(change);
  }

  void take_out(uint32_t at) {
    note(Change::kRemoved, at);
    kept_.body_->take_out(at);
  }

  void take_back(const Change& change) {
    Body& body = *kept_.body_;
    auto& note = body.notes[change.at];
    if (change.kind == Change::kRemoved) {
      note.is_live = true;
      ++body.live;
    } else {
      body.unlink(change.at);
      if constexpr (has_views<V>()) turn_.retired.add(std::exchange(note.memory, change.memory));
      body.values[change.at] = change.value;
    }
    if (change.kind == Change::kAdded) {
      if constexpr (has_views<K>()) turn_.retired.add(note.key_memory);
      --body.live;
      body.keys.pop_back();
      body.values.pop_back();
      body.notes.pop_back();
      return;
    }
    if constexpr (kStamped) {
      note.at = change.stamp;
      body.link_behind(change.at, change.before);
    }
  }

  Entries<K, V, kStamped>& kept_;
  Drafting& turn_;
  int64_t most_;
  Changes changes_;
  std::vector<std::unique_ptr<Body>> cleared_;
};

}  // namespace sage::state
