// What time it is; twin of sage/base/clock.py.
#pragma once

#include <cstddef>

#include "sage/base/types.hpp"

namespace sage {

// That of the machine. Where the environment names a file in SAGE_TEST_CLOCK, the eight bytes of
// that file, which a test changes while the process runs. Any thread may call it.
Timestamp now();

// A test of a program that goes by the clock says in SAGE_TEST_MOVES to which times its clock goes, "0,60000000": where
// it starts and, once all rows have come, how it goes on. A comma at the end means that the input has no end yet.
//
// Sets the clock to the time of a step, from 0; false if there is none.
bool move_test_clock(size_t step);
bool ends_in_test();

// Microseconds of a clock that only goes on.
int64_t monotonic_micros();

}  // namespace sage
