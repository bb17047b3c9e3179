#include "sage/flow/turns.hpp"

#include <time.h>

namespace sage {

void wait_for_rows() {
  timespec pause{0, 5'000'000};
  nanosleep(&pause, nullptr);
}

}  // namespace sage
