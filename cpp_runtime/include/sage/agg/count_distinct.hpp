// count_distinct(x): the number of different values, as keys differ: all NaN are one. Exact; keeps every value.
#pragma once

#include <cstdint>

#include "sage/agg/nullable.hpp"
#include "sage/state/table.hpp"

namespace sage::agg {

template <class T>
class CountDistinct {
 public:
  void add(const T& value) { values_.insert(value); }

  void merge(const CountDistinct& other) {
    for (const auto& entry : other.values_) values_.insert(entry.key);
  }

  int64_t result(Frame&) const { return static_cast<int64_t>(values_.size()); }

 private:
  Table<T> values_;
};

}  // namespace sage::agg
