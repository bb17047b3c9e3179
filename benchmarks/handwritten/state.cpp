// The ceiling of state.sage: state ROWS. KEYS is given when it is compiled, as it is to SAGE.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "nexmark/table.hpp"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const int64_t rows = std::atoll(argv[1]);
  nexmark::Table<int64_t> counts;
  for (int64_t i = 0; i < rows; ++i) {
    auto key = static_cast<int64_t>(static_cast<uint64_t>(i) * 6364136223846793005) % KEYS;
    if (key < 0) key += KEYS;
    ++counts[key];
  }
  int64_t keys = 0, sum = 0, most = 0;
  counts.each([&](int64_t, int64_t count) {
    ++keys;
    sum += count;
    most = std::max(most, count);
  });
  std::printf("keys,rows,most\n%ld,%ld,%ld\n", keys, sum, most);
}
