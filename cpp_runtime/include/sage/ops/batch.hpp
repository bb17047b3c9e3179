// What an operator emits of its own accord, at the end of its input or when its time has come, comes in batches too.
#pragma once

#include <utility>

#include "sage/base/frame.hpp"

namespace sage::ops {

// Called in `finish`, or under an OwnArena, after each row that was emitted: ends the batch once its text has become large.
// Nothing is alive in the frame between such rows, since whoever keeps a row copies it.
inline void end_row(Frame& frame) {
  constexpr size_t kLargeBatch = 256 << 10;
  if (frame.arena.used() > kLargeBatch) frame.arena.reset();
}

// Gives the frame another arena for the text of rows that are emitted in the middle of a batch: the row that is on its way
// then keeps its text, and batches may end.
class OwnArena {
 public:
  // REQUIRES: nothing in `arena` is needed any more.
  OwnArena(Frame& frame, Arena& arena) : frame_(frame), arena_(arena) { exchange(); }
  OwnArena(const OwnArena&) = delete;
  OwnArena& operator=(const OwnArena&) = delete;
  ~OwnArena() {
    exchange();
    arena_.reset();
  }

 private:
  void exchange() {
    Arena other = std::move(frame_.arena);
    frame_.arena = std::move(arena_);
    arena_ = std::move(other);
  }

  Frame& frame_;
  Arena& arena_;
};

// The first and the last of the callables that an operator is given for what comes out.
template <class First, class... Rest>
First& first_of(First& first, Rest&...) {
  return first;
}

template <class First, class... Rest>
auto& last_of(First& first, Rest&... rest) {
  if constexpr (sizeof...(rest) == 0) {
    return first;
  } else {
    return last_of(rest...);
  }
}

}  // namespace sage::ops
