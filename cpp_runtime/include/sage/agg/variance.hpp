// variance(x): of the sample, in one pass without cancellation: B. P. Welford, Technometrics 4(3), 1962; parts are put
// together as T. F. Chan, G. H. Golub and R. J. LeVeque do, Technical Report 222, Stanford, 1979. Integers become f64
// first. Null for fewer than two values.
#pragma once

#include <cstdint>
#include <optional>

#include "sage/agg/nullable.hpp"

namespace sage::agg {

template <class T>
class Variance {
 public:
  void add(T number) {
    const auto value = static_cast<double>(number);
    ++count_;
    const double distance = value - mean_;
    mean_ += distance / static_cast<double>(count_);
    squares_ += distance * (value - mean_);
  }

  void merge(const Variance& other) {
    if (count_ == 0) {
      *this = other;
    } else if (other.count_ != 0) {
      const auto mine = static_cast<double>(count_);
      const auto others = static_cast<double>(other.count_);
      count_ += other.count_;
      const auto all = static_cast<double>(count_);
      const double distance = other.mean_ - mean_;
      mean_ += distance * (others / all);
      squares_ = squares_ + other.squares_ + distance * distance * (mine * others / all);
    }
  }

  std::optional<double> result(Frame&) const {
    if (count_ < 2) return {};
    return squares_ / static_cast<double>(count_ - 1);
  }

 private:
  int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  // of the distances from the mean
};

}  // namespace sage::agg
