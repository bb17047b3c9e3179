// How much memory the process may use: one budget for all that operators keep and for what is on its way between them.
//
// Counted is what comes from memory.hpp and from `new`. Each thread counts by itself and adds to the sum now and then,
// so that an allocation costs a nanosecond more, and the sum is off by at most 64 KiB a thread. At 90 % of the budget a
// warning is logged; beyond it, allocations of threads that are `Bounded` throw.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <string_view>

namespace sage::memory {

// The budget is used up.
struct Exhausted : std::bad_alloc {
  const char* what() const noexcept override { return "the memory budget is used up"; }
};

// While it lives, this thread may not go beyond the budget. Threads that only attend to the process may, so that they
// can say what is wrong.
class Bounded {
 public:
  Bounded();
  Bounded(const Bounded&) = delete;
  Bounded& operator=(const Bounded&) = delete;
  ~Bounded();

 private:
  bool before_;
};

void set_budget(uint64_t bytes);
uint64_t budget();
uint64_t used();

// What a process may use if it is not told: 75 % of the machine's memory, or of what its control group may have.
uint64_t default_budget();

// Counts bytes that are allocated; false if that is beyond the budget, and nothing is counted then.
bool count(size_t bytes);
void discount(size_t bytes);

// "64MiB", "10KB", "4096": a size as the language writes it, or bytes; nothing if the text is neither.
std::optional<uint64_t> read_size(std::string_view text);

// "61.5 MiB"
std::string size_text(uint64_t bytes);

}  // namespace sage::memory
