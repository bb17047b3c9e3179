// Makes one row of each key and window, of windows that follow one another: each row is in one.
#pragma once

#include "sage/ops/sized_windows.hpp"

namespace sage::ops {

template <class Key, class Content>
class TumblingWindows : public SizedWindows<Key, Content> {
 public:
  TumblingWindows(Duration size, Duration offset, Duration lateness, Duration early = {},
                  Key key = {}, Content content = {})
      : SizedWindows<Key, Content>(size, size, offset, lateness, early, key, content) {}
};

}  // namespace sage::ops
