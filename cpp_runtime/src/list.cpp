#include "sage/fn/list.hpp"

namespace sage::fn {

List<int64_t> range(At at, int64_t from, int64_t to) {
  if (from >= to) return {};
  uint64_t size = static_cast<uint64_t>(to) - static_cast<uint64_t>(from);
  if (size > static_cast<uint64_t>(kLongestMade)) {
    too_long(at, "list", size, "items");
    return {};
  }
  auto* items = at.arena().array<int64_t>(size);
  for (uint64_t i = 0; i < size; ++i) items[i] = from + static_cast<int64_t>(i);
  return {items, size};
}

}  // namespace sage::fn
