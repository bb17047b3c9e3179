// The watermark of an operator that reads several streams: the least of theirs. Idle ones are left out; while all are
// idle it stays. It never goes back.
#pragma once

#include <algorithm>

#include "sage/base/frame.hpp"

namespace sage {

class Least {
 public:
  template <class... Clocks>
  int64_t of(const Clocks&... clocks) {
    if ((clocks.counts() || ...)) {
      int64_t least = kEndOfTime;
      ((least = clocks.counts() ? std::min(least, clocks.watermark()) : least), ...);
      reached_ = std::max(reached_, least);
    }
    return reached_;
  }

 private:
  int64_t reached_ = kStartOfTime;
};

}  // namespace sage
