// collect(x, n): the first n values as a list, in order of arrival.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sage/agg/nullable.hpp"
#include "sage/base/own.hpp"

namespace sage::agg {

inline constexpr int64_t kCollected = 100;  // unless told

template <class T>
class Collect {
 public:
  // `most` is the same in every row.
  void add(const T& value, int64_t most = kCollected) {
    most_ = most;
    if (items_.size() < static_cast<uint64_t>(most)) items_.push_back(Item{own(value, memory_)});
  }

  void merge(const Collect& other) {
    for (const Item& item : other.items_) add(item.value, other.most_);
  }

  List<T> result(Frame& frame) const {
    T* copy = frame.arena.array<T>(items_.size());
    for (size_t i = 0; i < items_.size(); ++i) new (copy + i) T(own(items_[i].value, frame.arena));
    return {copy, items_.size()};
  }

 private:
  struct Item {
    T value;  // not the item itself: a vector of bool has no items
  };

  std::vector<Item> items_;
  int64_t most_ = 0;
  Arena memory_;
};

}  // namespace sage::agg
