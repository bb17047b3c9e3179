// Makes one row of each key and window, of windows that follow one another: each row is in one.
#pragma once

#include "sage/ops/window_aggregate.hpp"

namespace sage::ops {

template <class Key, class Folds>
class TumblingAggregate : public WindowAggregate<Key, Folds> {
 public:
  TumblingAggregate(Duration size, Duration offset, Duration lateness, Key key = {},
                    Folds folds = {})
      : WindowAggregate<Key, Folds>(size, size, offset, lateness, key, folds) {}
};

}  // namespace sage::ops
