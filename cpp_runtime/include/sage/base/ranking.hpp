// Sorting numbers of things by a comparison, compiled once in the library: generated code that sorts its rows directly
// would compile a sort for each program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sage {

// The numbers 0 to count - 1 in order, stably: `before(a, b)` is true if thing a comes before thing b.
std::vector<uint32_t> ranked(size_t count,
                             bool (*before)(const void* things, uint32_t a, uint32_t b),
                             const void* things);

// The same for things that a callable knows.
template <class Before>
std::vector<uint32_t> ranked(size_t count, const Before& before) {
  return ranked(
      count,
      [](const void* things, uint32_t a, uint32_t b) {
        return (*static_cast<const Before*>(things))(a, b);
      },
      &before);
}

}  // namespace sage
