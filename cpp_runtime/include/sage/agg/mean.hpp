// mean(x): of floats, their f64 sum in order of arrival, divided by their number; of integers, their exact sum as f64,
// divided by their number as f64; of durations the exact mean, rounded half to even to whole microseconds.
#pragma once

#include <cstdint>
#include <type_traits>

#include "sage/agg/nullable.hpp"

namespace sage::agg {

template <class T>
class Mean {
 public:
  void add(T value) {
    total_ += value;
    ++count_;
  }

  void merge(const Mean& other) {
    total_ += other.total_;
    count_ += other.count_;
  }

  bool empty() const { return count_ == 0; }

  // REQUIRES: !empty()
  double result(Frame&) const { return static_cast<double>(total_) / static_cast<double>(count_); }

 private:
  std::conditional_t<std::is_floating_point_v<T>, double, __int128> total_ = 0;
  int64_t count_ = 0;
};

template <>
class Mean<Duration> {
 public:
  void add(Duration value) {
    micros_ += value.micros;
    ++count_;
  }

  void merge(const Mean& other) {
    micros_ += other.micros_;
    count_ += other.count_;
  }

  bool empty() const { return count_ == 0; }

  // REQUIRES: !empty()
  Duration result(Frame&) const {
    auto whole = static_cast<int64_t>(micros_ / count_);
    auto rest = static_cast<int64_t>(micros_ % count_);
    if (rest < 0) {
      --whole;
      rest += count_;
    }
    const int64_t above = rest - (count_ - rest);  // is the rest nearer to the next whole?
    if (above > 0 || (above == 0 && whole % 2 != 0)) ++whole;
    return {whole};
  }

 private:
  __int128 micros_ = 0;
  int64_t count_ = 0;
};

}  // namespace sage::agg
