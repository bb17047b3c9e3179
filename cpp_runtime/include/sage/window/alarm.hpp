// Rings every so often; the first time so long after it was first asked.
#pragma once

#include <cstdint>

#include "sage/base/types.hpp"

namespace sage {

class Alarm {
 public:
  // One of no time never rings.
  explicit Alarm(Duration every) : every_(every.micros) {}

  // True if it rings at this time of the clock, or has since it was asked last.
  bool is_due(int64_t now) {
    if (every_ <= 0) return false;
    if (!is_set_) next_ = now + every_;
    is_set_ = true;
    if (now < next_) return false;
    next_ += ((now - next_) / every_ + 1) * every_;
    return true;
  }

 private:
  int64_t every_;
  int64_t next_ = 0;
  bool is_set_ = false;
};

}  // namespace sage
