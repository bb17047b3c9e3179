// The value of the row that is best by another one, the first of equals, for arg_min and arg_max.
#pragma once

#include "sage/agg/kept.hpp"
#include "sage/agg/nullable.hpp"
#include "sage/base/order.hpp"

namespace sage::agg {

// `kSign` is below 0 if the least is the best, and above 0 if the largest is.
template <class T, class By, int kSign>
class ArgBest {
 public:
  void add(const T& value, const By& by) {
    if (!empty_ && kSign * compare<By>(by, by_.get()) <= 0) return;
    value_.set(value);
    by_.set(by);
    empty_ = false;
  }

  bool empty() const { return empty_; }

  // REQUIRES: !empty()
  T result(Frame& frame) const { return own<T>(value_.get(), frame.arena); }

 private:
  bool empty_ = true;
  Kept<T> value_;
  Kept<By> by_;
};

}  // namespace sage::agg
