// count_if(c): the number of rows for which c holds.
#pragma once

#include <cstdint>

#include "sage/agg/nullable.hpp"

namespace sage::agg {

class CountIf {
 public:
  void add(bool holds) { count_ += holds; }

  void merge(const CountIf& other) { count_ += other.count_; }

  int64_t result(Frame&) const { return count_; }

 private:
  int64_t count_ = 0;
};

}  // namespace sage::agg
