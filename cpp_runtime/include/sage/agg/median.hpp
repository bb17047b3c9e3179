// median(x): the quantile in the middle. Exact; keeps every value.
#pragma once

#include "sage/agg/quantile.hpp"

namespace sage::agg {

template <class T>
class Median : public Quantile<T> {
 public:
  void add(T value) { Quantile<T>::add(value, 0.5); }
};

}  // namespace sage::agg
