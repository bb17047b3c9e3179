// first(x): the value that arrived first; of an optional column the first that is not null. Of rows that have a time, the
// value of the earliest row, and of rows of one time the first to arrive.
#pragma once

#include <cstdint>

#include "sage/agg/kept.hpp"
#include "sage/agg/nullable.hpp"

namespace sage::agg {

template <class T>
class First {
 public:
  void add(const T& value) {
    if (empty_) value_.set(value);
    empty_ = false;
  }

  void merge(const First& later) {
    if (!later.empty_) add(later.value_.get());
  }

  bool empty() const { return empty_; }

  // REQUIRES: !empty()
  T result(Frame& frame) const { return own<T>(value_.get(), frame.arena); }

 private:
  bool empty_ = true;
  Kept<T> value_;
};

template <class T>
class FirstByTime {
 public:
  void add(const T& value, int64_t time) {
    if (!empty_ && time >= time_) return;
    value_.set(value);
    time_ = time;
    empty_ = false;
  }

  void merge(const FirstByTime& other) {
    if (!other.empty_) add(other.value_.get(), other.time_);
  }

  bool empty() const { return empty_; }

  // REQUIRES: !empty()
  T result(Frame& frame) const { return own<T>(value_.get(), frame.arena); }

 private:
  bool empty_ = true;
  int64_t time_ = 0;
  Kept<T> value_;
};

}  // namespace sage::agg
