// Makes one row of each key and window, of windows that overlap.
#pragma once

#include "sage/ops/window_aggregate.hpp"

namespace sage::ops {

template <class Key, class Folds, bool kFailsAlone = false>
using SlidingAggregate = WindowAggregate<Key, Folds, kFailsAlone>;

}  // namespace sage::ops
