// arg_min(x, by): x of the row with the smallest `by`, the first of equals; NaN comes after every number.
#pragma once

#include "sage/agg/arg_best.hpp"

namespace sage::agg {

template <class T, class By>
using ArgMin = ArgBest<T, By, -1>;

template <class T, class By>
using ArgMinByTime = ArgBestByTime<T, By, -1>;

}  // namespace sage::agg
