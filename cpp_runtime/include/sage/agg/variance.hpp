// variance(x): of the sample, in one pass without cancellation: B. P. Welford, Technometrics 4(3), 1962. Integers become
// f64 first. Null for fewer than two values.
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
