// Passes each row with a probability; the same seed passes the same rows, here and in the reference.
//
// Row i passes if the i-th number of the generator splitmix64, started at `seed`, is below `rate`: its upper 53 bits as
// a fraction of 2^53.
#pragma once

#include <cstdint>

#include "sage/base/frame.hpp"

namespace sage::ops {

class Sample {
 public:
  Sample(double rate, int64_t seed) : rate_(rate), state_(static_cast<uint64_t>(seed)) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame&, Emit&& emit) {
    if (static_cast<double>(draw() >> 11) * 0x1p-53 < rate_) emit(record);
    return Status::kOk;
  }

 private:
  uint64_t draw() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
  }

  double rate_;
  uint64_t state_;
};

}  // namespace sage::ops
