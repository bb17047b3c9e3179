// A list that is kept for a key and grows at its end, and the draft in which a handler changes it.
//
// Items never change in their place, and what stood in a list that is replaced stays until the turn is over: so a view
// of the list means the same from when it was taken to the end of the turn.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <type_traits>
#include <utility>

#include "sage/state/kept.hpp"

namespace sage::state {

template <class T, bool kStamped>
class ItemsDraft;

template <class T, bool kStamped = false>
class Items {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  static constexpr bool is_stamped = kStamped;
  using Value = List<T>;

  Items() = default;
  Items(Items&& other) noexcept { *this = std::move(other); }
  Items& operator=(Items&& other) noexcept {
    std::swap(items_, other.items_);
    std::swap(count_, other.count_);
    std::swap(room_, other.room_);
    std::swap(text_, other.text_);
    std::swap(at_, other.at_);
    return *this;
  }
  ~Items() { give_back(reinterpret_cast<char*>(items_)); }

  List<T> get() const { return {items_, count_}; }

  void reset(const List<T>& initial, Drafting& turn) {
    ItemsDraft draft(*this, turn);
    draft.set(initial);
    draft.commit(turn);
    at_ = kUnwritten;
  }

  bool is_old(int64_t now, Duration ttl) const { return is_over(at_, now, ttl.micros); }

 private:
  friend class ItemsDraft<T, kStamped>;

  T* items_ = nullptr;
  size_t count_ = 0;
  size_t room_ = 0;
  std::unique_ptr<Arena> text_;  // of the items
  int64_t at_ = kUnwritten;
};

template <class T, bool kStamped>
class ItemsDraft {
 public:
  ItemsDraft(Items<T, kStamped>& kept, Drafting& turn)
      : value(kept.get()), kept_(kept), turn_(turn), block_(kept.items_), room_(kept.room_) {}

  List<T> value;

  void add(const T& item) {
    if (value.count == room_) grow(value.count + 1);
    std::memcpy(static_cast<void*>(block_ + value.count++), &item, sizeof(T));
    is_written_ = true;
  }

  void add(const List<T>& more) {
    if (more.empty()) return;
    if (value.count + more.count > room_) grow(value.count + more.count);
    std::memcpy(static_cast<void*>(block_ + value.count), more.items, more.count * sizeof(T));
    value.count += more.count;
    is_written_ = true;
  }

  void set(const List<T>& changed) {
    leave_block();
    value = changed;
    block_ = nullptr;
    room_ = changed.count;
    is_replaced_ = is_written_ = true;
  }

  void clear() { set({}); }

  void commit(Drafting&) {
    if (!is_written_) return;
    if (is_replaced_) turn_.retired.add(std::move(kept_.text_));
    if (is_replaced_ && block_ == nullptr && value.count != 0) move_to(value.count);
    own_from(is_replaced_ ? 0 : kept_.count_);
    if (block_ != kept_.items_) turn_.retired.add(reinterpret_cast<char*>(kept_.items_));
    kept_.items_ = block_;
    kept_.count_ = value.count;
    kept_.room_ = block_ == nullptr ? 0 : room_;
    kept_.at_ = turn_.now;
  }

  void undo(Drafting&) { leave_block(); }

 private:
  void grow(size_t least) {
    constexpr size_t kFewest = 4;
    move_to(std::max({kFewest, least, room_ * 2}));
  }

  void move_to(size_t room) {
    T* larger = reinterpret_cast<T*>(take(room * sizeof(T)));
    if (value.count != 0)
      std::memcpy(static_cast<void*>(larger), value.items, value.count * sizeof(T));
    leave_block();
    block_ = larger;
    value.items = larger;
    room_ = room;
  }

  // What was made in this turn and is not wanted any more may still be looked at.
  void leave_block() {
    if (block_ != kept_.items_) turn_.retired.add(reinterpret_cast<char*>(block_));
  }

  void own_from(size_t first) {
    if constexpr (has_views<T>()) {
      if (first == value.count) return;
      if (kept_.text_ == nullptr) kept_.text_ = std::make_unique<Arena>();
      for (size_t i = first; i < value.count; ++i) {
        const T owned = own(block_[i], *kept_.text_);
        std::memcpy(static_cast<void*>(block_ + i), &owned, sizeof(T));
      }
    }
  }

  Items<T, kStamped>& kept_;
  Drafting& turn_;
  T* block_;  // where the items stand; null if they are somewhere else
  size_t room_;
  bool is_written_ = false;
  bool is_replaced_ = false;
};

}  // namespace sage::state
