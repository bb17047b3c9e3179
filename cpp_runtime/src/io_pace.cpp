#include <time.h>

#include "sage/io/memory.hpp"

namespace sage::io {
namespace {

constexpr double kLongestWait =
    0.05;  // seconds; a stage that is told to stop should not be waited for

double now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

int64_t Pace::due(int64_t made, int64_t wanted) {
  if (rate_ <= 0) return wanted;
  double time = now();
  if (start_ < 0) start_ = time;
  double until_next = start_ + static_cast<double>(made) / rate_ - time;
  if (until_next > 0) {
    double wait = until_next < kLongestWait ? until_next : kLongestWait;
    timespec pause{0, static_cast<long>(wait * 1e9)};
    nanosleep(&pause, nullptr);
    if (until_next > kLongestWait) return 0;
    time = now();
  }
  double due = (time - start_) * rate_ - static_cast<double>(made) + 1;
  if (due < 1) return until_next > 0 ? 1 : 0;
  return due < static_cast<double>(wanted) ? static_cast<int64_t>(due) : wanted;
}

}  // namespace sage::io
