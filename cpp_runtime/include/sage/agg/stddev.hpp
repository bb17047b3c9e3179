// stddev(x): the root of the variance of the sample. Null for fewer than two values.
#pragma once

#include <cmath>
#include <optional>

#include "sage/agg/variance.hpp"

namespace sage::agg {

template <class T>
class Stddev {
 public:
  void add(T value) { variance_.add(value); }

  void merge(const Stddev& other) { variance_.merge(other.variance_); }

  std::optional<double> result(Frame& frame) const {
    const std::optional<double> variance = variance_.result(frame);
    return variance ? std::optional<double>{std::sqrt(*variance)} : variance;
  }

 private:
  Variance<T> variance_;
};

}  // namespace sage::agg
