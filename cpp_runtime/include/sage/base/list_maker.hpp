// Lists in an arena: of items that are there, and of an unknown number of items.
#pragma once

#include <cstring>
#include <initializer_list>
#include <type_traits>

#include "sage/base/frame.hpp"
#include "sage/base/types.hpp"

namespace sage {

// REQUIRES: nothing else is taken from the arena until the list is asked for.
template <class T>
class ListMaker {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit ListMaker(Arena& arena, size_t expected = 8)
      : arena_(arena), items_(arena.array<T>(expected)), capacity_(expected) {}

  void add(const T& item) {
    if (count_ == capacity_) grow();
    items_[count_++] = item;
  }

  List<T> list() {
    arena_.shrink(reinterpret_cast<char*>(items_ + count_));
    return {items_, count_};
  }

 private:
  void grow() {
    capacity_ = capacity_ == 0 ? 8 : capacity_ * 2;
    T* larger = arena_.array<T>(capacity_);
    std::memcpy(static_cast<void*>(larger), items_, count_ * sizeof(T));
    items_ = larger;
  }

  Arena& arena_;
  T* items_;
  size_t count_ = 0;
  size_t capacity_;
};

// A list of these items.
template <class T>
List<T> make_list(Frame& f, std::initializer_list<T> items) {
  T* copy = f.arena.array<T>(items.size());
  size_t count = 0;
  for (const T& item : items) copy[count++] = item;
  return {copy, count};
}

}  // namespace sage
