#include "sage/base/clock.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

#include "sage/base/errors.hpp"

namespace sage {
namespace {

using SharedTime = std::atomic<int64_t>;
static_assert(sizeof(SharedTime) == sizeof(int64_t) && SharedTime::is_always_lock_free);

// The time that a test sets; null if the machine's is meant.
SharedTime* test_clock() {
  const char* path = std::getenv("SAGE_TEST_CLOCK");
  if (path == nullptr || *path == '\0') return nullptr;
  int file = ::open(path, O_RDWR | O_CLOEXEC);
  void* memory = MAP_FAILED;
  if (file >= 0) {
    memory = ::mmap(nullptr, sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
  }
  if (memory == MAP_FAILED) throw ConfigError("SAGE_TEST_CLOCK: cannot read " + std::string(path));
  return static_cast<SharedTime*>(memory);
}

SharedTime* shared_time() {
  static SharedTime* const shared = test_clock();
  return shared;
}

std::string_view test_moves() {
  const char* moves = std::getenv("SAGE_TEST_MOVES");
  return moves == nullptr || shared_time() == nullptr ? std::string_view{} : moves;
}

}  // namespace

Timestamp now() {
  SharedTime* const shared = shared_time();
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

bool move_test_clock(size_t step) {
  std::string_view moves = test_moves();
  for (; step > 0; --step) {
    const size_t comma = moves.find(',');
    moves = comma == moves.npos ? std::string_view{} : moves.substr(comma + 1);
  }
  int64_t micros = 0;
  if (std::from_chars(moves.data(), moves.data() + moves.size(), micros).ec != std::errc{})
    return false;
  shared_time()->store(micros, std::memory_order_relaxed);
  return true;
}

bool ends_in_test() { return !test_moves().ends_with(','); }

}  // namespace sage
