// last(x): the value that arrived last; of an optional column the last that is not null.
#pragma once

#include "sage/agg/kept.hpp"
#include "sage/agg/nullable.hpp"

namespace sage::agg {

template <class T>
class Last {
 public:
  void add(const T& value) {
    value_.set(value);
    empty_ = false;
  }

  bool empty() const { return empty_; }

  // REQUIRES: !empty()
  T result(Frame& frame) const { return own<T>(value_.get(), frame.arena); }

 private:
  bool empty_ = true;
  Kept<T> value_;
};

}  // namespace sage::agg
