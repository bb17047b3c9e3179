// What time it is; twin of sage/base/clock.py.
#pragma once

#include "sage/base/types.hpp"

namespace sage {

// That of the machine. Where the environment names a file in SAGE_TEST_CLOCK, the eight bytes of
// that file, which a test changes while the process runs. Any thread may call it.
Timestamp now();

// Microseconds of a clock that only goes on.
int64_t monotonic_micros();

}  // namespace sage
