// min(x): the smallest value in the order of the language: text by code point, and since NaN comes after every number,
// NaN only if all are NaN.
#pragma once

#include "sage/agg/kept.hpp"
#include "sage/agg/nullable.hpp"
#include "sage/base/order.hpp"

namespace sage::agg {

template <class T>
class Min {
 public:
  void add(const T& value) {
    if (!empty_ && !(compare<T>(value, value_.get()) < 0)) return;
    value_.set(value);
    empty_ = false;
  }

  void merge(const Min& other) {
    if (!other.empty_) add(other.value_.get());
  }

  bool empty() const { return empty_; }

  // REQUIRES: !empty()
  T result(Frame& frame) const { return own<T>(value_.get(), frame.arena); }

 private:
  bool empty_ = true;
  Kept<T> value_;
};

}  // namespace sage::agg
