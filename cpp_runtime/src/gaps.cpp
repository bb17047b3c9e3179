#include "sage/state/gaps.hpp"

#include <bit>

namespace sage {

void Gaps::end() {
  is_closing = false;
  text = {};
  if (bits_.size() > (to + 63) / 64) bits_.resize((to + 63) / 64);
  if (to % 64 != 0 && to / 64 < bits_.size()) bits_[to / 64] &= (uint64_t{1} << to % 64) - 1;
  count = 0;
  for (uint64_t word : bits_) count += static_cast<size_t>(std::popcount(word));
}

}  // namespace sage
