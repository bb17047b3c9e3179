// How long calls took: counts by size in steps of a quarter of a power of two, so a percentile is at most 25 % too large.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace sage {

class Latency {
 public:
  void add(uint64_t nanos) {
    ++counts_[step(nanos)];
    ++total_;
  }

  // The duration that `share` (0 to 1) of the calls did not exceed; 0 if there was none.
  uint64_t percentile(double share) const {
    auto wanted = static_cast<uint64_t>(share * static_cast<double>(total_));
    uint64_t seen = 0;
    for (size_t i = 0; i < counts_.size(); ++i) {
      seen += counts_[i];
      if (seen > wanted || (seen == total_ && seen > 0)) return limit(i);
    }
    return 0;
  }

 private:
  static constexpr size_t kSteps = 4 * 62;

  static size_t step(uint64_t nanos) {
    if (nanos < 4) return nanos;
    auto power = static_cast<size_t>(std::bit_width(nanos)) - 1;
    size_t step = 4 * (power - 1) + (nanos >> (power - 2) & 3);
    return step < kSteps ? step : kSteps - 1;
  }
  static uint64_t limit(size_t step) {
    if (step < 4) return step;
    size_t power = step / 4 + 1;
    return (uint64_t{1} << power) + (uint64_t{step % 4 + 1} << (power - 2)) - 1;
  }

  std::array<uint64_t, kSteps> counts_{};
  uint64_t total_ = 0;
};

}  // namespace sage
