// What loops in code are made of: counting, and lists and text that grow.
#pragma once

#include <type_traits>

#include "sage/fn/list.hpp"
#include "sage/fn/text.hpp"

namespace sage::fn {

// The items of `range(from, to)`, counted instead of made. Fails as `range` does.
class Counting {
 public:
  class Iterator {
   public:
    explicit Iterator(int64_t at) : at_(at) {}
    int64_t operator*() const { return at_; }
    Iterator& operator++() { return ++at_, *this; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    int64_t at_;
  };

  Counting(int64_t from, int64_t to) : from_(from), to_(to) {}
  Iterator begin() const { return Iterator{from_}; }
  Iterator end() const { return Iterator{to_}; }

 private:
  int64_t from_, to_;
};

inline Counting counting(At at, int64_t from, int64_t to) {
  if (from >= to) return {0, 0};
  uint64_t size = static_cast<uint64_t>(to) - static_cast<uint64_t>(from);
  if (size <= static_cast<uint64_t>(kLongestMade)) [[likely]]
    return {from, to};
  too_long(at, "list", size, "items");
  return {0, 0};
}

}  // namespace sage::fn

namespace sage {

// A list or text to which a loop adds at the end: room is doubled, so that adding n items takes time and memory for n.
//
// What was read of it before stays as it was, for nothing is ever written but behind its end; another value that it is
// given, or that is made of it, has no part in its room.
template <class Value>
class Growing {
  using Item = std::remove_cvref_t<decltype(*Value{}.begin())>;

 public:
  Growing(const Value& value) : value(value) {}
  Growing(const Growing&) = delete;
  Growing& operator=(const Value& other) {
    value = other;
    room_ = 0;
    return *this;
  }

  // Adds each part, an item or a list or text of them, in order. They may be parts of itself.
  template <class... Parts>
  void add(Frame& f, const Parts&... parts) {
    size_t more = (size_t{0} + ... + size_of(parts));
    if (more == 0) return;
    Item* items = more <= room_ ? const_cast<Item*>(&*value.begin()) : grown(f, more);
    Item* to = items + value.size();
    (put(to, parts), ...);
    value = Value{items, value.size() + more};
    room_ -= more;
  }

  Value value;

 private:
  // A part of the type of the items is one of them, also where these are lists.
  template <class Part>
  static size_t size_of(const Part& part) {
    if constexpr (std::is_same_v<Part, Item>) {
      return 1;
    } else {
      return part.size();
    }
  }

  template <class Part>
  static void put(Item*& to, const Part& part) {
    if constexpr (std::is_same_v<Part, Item>) {
      *to++ = part;
    } else {
      for (const Item& item : part) *to++ = item;
    }
  }

  // A copy with room for `more` items.
  [[gnu::noinline]] Item* grown(Frame& f, size_t more) {
    constexpr size_t kLeast = sizeof(Item) == 1 ? 32 : 4;
    size_t size = value.size(), wanted = 2 * (size + more);
    room_ = (wanted < kLeast ? kLeast : wanted) - size;
    Item* items = f.arena.array<Item>(size + room_);
    Item* to = items;
    put(to, value);
    return items;
  }

  size_t room_ = 0;  // items that fit behind the end
};

}  // namespace sage
