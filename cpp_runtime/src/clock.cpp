#include "sage/base/clock.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <ctime>
#include <string>

#include "sage/base/errors.hpp"

namespace sage {
namespace {

using SharedTime = const std::atomic<int64_t>;
static_assert(sizeof(SharedTime) == sizeof(int64_t) && SharedTime::is_always_lock_free);

// The time that a test sets; null if the machine's is meant.
SharedTime* test_clock() {
  const char* path = std::getenv("SAGE_TEST_CLOCK");
  if (path == nullptr || *path == '\0') return nullptr;
  int file = ::open(path, O_RDONLY | O_CLOEXEC);
  void* memory = MAP_FAILED;
  if (file >= 0) {
    memory = ::mmap(nullptr, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
    ::close(file);
  }
  if (memory == MAP_FAILED) throw ConfigError("SAGE_TEST_CLOCK: cannot read " + std::string(path));
  return static_cast<SharedTime*>(memory);
}

}  // namespace

Timestamp now() {
  static SharedTime* const shared = test_clock();
  if (shared != nullptr) [[unlikely]]
    return {shared->load(std::memory_order_relaxed)};
  timespec time{};
  clock_gettime(CLOCK_REALTIME, &time);
  return {time.tv_sec * 1'000'000 + time.tv_nsec / 1000};
}

int64_t monotonic_micros() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t{time.tv_sec} * 1'000'000 + time.tv_nsec / 1000;
}

}  // namespace sage
