// What an operator emits at the end of its input comes in batches too.
#pragma once

#include "sage/base/frame.hpp"

namespace sage::ops {

// Called in `finish` after each row that was emitted: ends the batch once its text has become large. Nothing is alive in
// the frame between rows of `finish`, since whoever keeps a row copies it.
inline void end_row(Frame& frame) {
  constexpr size_t kLargeBatch = 256 << 10;
  if (frame.arena.used() > kLargeBatch) frame.arena.reset();
}

}  // namespace sage::ops
