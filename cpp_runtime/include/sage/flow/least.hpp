// The watermark of an operator that reads several streams: the least of theirs. Those that are idle or have ended are
// left out; while there are no others it stays, until all have ended. It never goes back.
#pragma once

#include <algorithm>

#include "sage/base/frame.hpp"

namespace sage {

class Least {
 public:
  template <class... Clocks>
  int64_t of(const Clocks&... clocks) {
    int64_t least = kEndOfTime;
    ((least = clocks.counts() ? std::min(least, clocks.watermark()) : least), ...);
    const bool is_any_silent = ((!clocks.counts() && clocks.watermark() != kEndOfTime) || ...);
    if (least != kEndOfTime || !is_any_silent) reached_ = std::max(reached_, least);
    return reached_;
  }

 private:
  int64_t reached_ = kStartOfTime;
};

}  // namespace sage
