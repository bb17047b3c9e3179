// arg_max(x, by): x of the row with the largest `by`, the first of equals; NaN comes after every number, and so wins.
#pragma once

#include "sage/agg/arg_best.hpp"

namespace sage::agg {

template <class T, class By>
using ArgMax = ArgBest<T, By, 1>;

template <class T, class By>
using ArgMaxByTime = ArgBestByTime<T, By, 1>;

}  // namespace sage::agg
