// count(): the number of rows. count(x): the number of rows in which x is not null.
#pragma once

#include <cstdint>

#include "sage/agg/nullable.hpp"

namespace sage::agg {

class Count {
 public:
  template <class... Args>
  void add(const Args&...) {
    ++count_;
  }

  void merge(const Count& other) { count_ += other.count_; }

  int64_t result(Frame&) const { return count_; }

 private:
  int64_t count_ = 0;
};

}  // namespace sage::agg
