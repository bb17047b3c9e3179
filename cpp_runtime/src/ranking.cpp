#include "sage/base/ranking.hpp"

#include <algorithm>
#include <numeric>

namespace sage {

std::vector<uint32_t> ranked(size_t count,
                             bool (*before)(const void* things, uint32_t a, uint32_t b),
                             const void* things) {
  std::vector<uint32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), uint32_t{0});
  std::stable_sort(numbers.begin(), numbers.end(),
                   [&](uint32_t a, uint32_t b) { return before(things, a, b); });
  return numbers;
}

}  // namespace sage
