// How operators that go by the clock of the machine learn what time it is: between batches, while a source has no rows,
// and in a test when the test moves the clock.
#pragma once

#include "sage/base/clock.hpp"
#include "sage/flow/runtime.hpp"
#include "sage/flow/turns.hpp"

namespace sage {

// Calls `tick` now and then until the source can be read without waiting.
template <class Source, class Tick>
void tick_until_ready(const Runtime& runtime, const Source& source, Frame& frame, Tick&& tick) {
  if constexpr (requires { source.is_ready(); }) {
    while (!source.is_ready() && !runtime.stopping()) {
      wait_for_rows();
      frame.arena.reset();  // of the batch before, which is done
      tick();
    }
  }
}

// Calls `tick` at each time to which a test moves the clock once all rows have come.
template <class Tick>
void tick_in_test(Tick&& tick) {
  for (size_t step = 1; move_test_clock(step); ++step) tick();
}

}  // namespace sage
