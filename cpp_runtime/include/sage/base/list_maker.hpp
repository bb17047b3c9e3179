// Collects a list of unknown length in an arena. REQUIRES: nothing else is taken from the arena
// meanwhile.
#pragma once

#include <cstring>
#include <type_traits>

#include "sage/base/arena.hpp"
#include "sage/base/types.hpp"

namespace sage {

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

}  // namespace sage
