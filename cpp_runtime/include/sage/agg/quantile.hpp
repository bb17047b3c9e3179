// quantile(x, q): what stands at the place q from 0 to 1 of all values, linear between neighbours: type 7 of R. J. Hyndman
// and Y. Fan, The American Statistician 50(4), 1996. Exact; keeps every value as f64. NaN stands after every number.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "sage/agg/nullable.hpp"
#include "sage/base/order.hpp"

namespace sage::agg {

template <class T>
class Quantile {
 public:
  // `place` is the same in every row.
  void add(T value, double place) {
    values_.push_back(static_cast<double>(value) +
                      0.0);  // -0.0 is 0.0: which is lower is no matter
    place_ = place;
  }

  void merge(const Quantile& other) {
    values_.insert(values_.end(), other.values_.begin(), other.values_.end());
    if (!other.empty()) place_ = other.place_;
  }

  bool empty() const { return values_.empty(); }

  // REQUIRES: !empty()
  double result(Frame&) const {
    const double at = place_ * static_cast<double>(values_.size() - 1);
    const double below = std::floor(at);
    const double part = at - below;
    const auto place = values_.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(values_.begin(), place, values_.end(), before);
    const double low = *place;
    if (part == 0) return low;
    const double high = *std::min_element(place + 1, values_.end(), before);
    if (low == high) return low;
    const double width = high - low;
    if (std::isfinite(width)) return low + width * part;
    return low * (1 - part) + high * part;  // infinities, NaN, and neighbours too far apart
  }

 private:
  static bool before(double a, double b) { return compare(a, b) < 0; }

  mutable std::vector<double> values_;  // in no order
  double place_ = 0;
};

}  // namespace sage::agg
