// A window of time: the records from its start up to, not including, its end.
#pragma once

#include <cstdint>

#include "sage/base/types.hpp"

namespace sage {

struct Bounds {
  Timestamp start;
  Timestamp end;
};

// The start of the window of `size` that holds a time, counted from 1970 and `offset`. Rounds down before 1970 as well.
inline int64_t window_start(int64_t time, int64_t size, int64_t offset) {
  int64_t since = (time - offset) % size;
  return time - (since < 0 ? since + size : since);
}

}  // namespace sage
