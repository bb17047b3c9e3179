// The watermark of an operator whose input may come behind its clocks: what an operator before it holds back.
#pragma once

#include <cstdint>

#include "sage/base/frame.hpp"

namespace sage {

// What an operator holds back of which some rows come at the end alone.
inline constexpr int64_t kToTheEnd = INT64_MAX;

// The watermark less all spans; the end of time is the end for all.
template <class... Spans>
int64_t held_back(int64_t watermark, Spans... spans) {
  if (watermark == kEndOfTime) return watermark;
  auto subtract = [&](int64_t span) {
    if (__builtin_sub_overflow(watermark, span, &watermark) || span == kToTheEnd)
      watermark = kStartOfTime;
  };
  (subtract(spans), ...);
  return watermark;
}

}  // namespace sage
