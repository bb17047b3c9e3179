// collect_distinct(x, n): the first n different values as a list, in order of arrival; they differ as keys do.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sage/agg/collect.hpp"
#include "sage/state/table.hpp"

namespace sage::agg {

template <class T>
class CollectDistinct {
 public:
  // `most` is the same in every row.
  void add(const T& value, int64_t most = kCollected) {
    most_ = most;
    if (values_.size() < static_cast<uint64_t>(most)) values_.insert(value);
  }

  void merge(const CollectDistinct& other) {
    for (const auto& entry : other.values_) add(entry.key, other.most_);
  }

  List<T> result(Frame& frame) const {
    T* copy = frame.arena.array<T>(values_.size());
    size_t count = 0;
    for (const auto& entry : values_) new (copy + count++) T(own(entry.key, frame.arena));
    return {copy, count};
  }

 private:
  Table<T> values_;
  int64_t most_ = 0;
};

}  // namespace sage::agg
