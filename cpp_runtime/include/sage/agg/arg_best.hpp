// The value of the row that is best by another one, the first of equals, for arg_min and arg_max. Of rows that have a
// time, the first is the earliest.
#pragma once

#include <cstdint>

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

  void merge(const ArgBest& later) {
    if (!later.empty_) add(later.value_.get(), later.by_.get());
  }

  bool empty() const { return empty_; }

  // REQUIRES: !empty()
  T result(Frame& frame) const { return own<T>(value_.get(), frame.arena); }

 private:
  bool empty_ = true;
  Kept<T> value_;
  Kept<By> by_;
};

template <class T, class By, int kSign>
class ArgBestByTime {
 public:
  void add(const T& value, const By& by, int64_t time) {
    const int sign = empty_ ? 1 : kSign * compare<By>(by, by_.get());
    if (sign < 0 || (sign == 0 && time >= time_)) return;
    value_.set(value);
    by_.set(by);
    time_ = time;
    empty_ = false;
  }

  void merge(const ArgBestByTime& other) {
    if (!other.empty_) add(other.value_.get(), other.by_.get(), other.time_);
  }

  bool empty() const { return empty_; }

  // REQUIRES: !empty()
  T result(Frame& frame) const { return own<T>(value_.get(), frame.arena); }

 private:
  bool empty_ = true;
  int64_t time_ = 0;
  Kept<T> value_;
  Kept<By> by_;
};

}  // namespace sage::agg
