// Makes one row of each key and window, of windows that overlap.
#pragma once

#include "sage/ops/sized_windows.hpp"

namespace sage::ops {

template <class Key, class Content, bool kFailsAlone = false>
using SlidingWindows = SizedWindows<Key, Content, kFailsAlone>;

}  // namespace sage::ops
