// Counting what passes through a stage, once a batch; the copies of a stage in several threads count together.
#pragma once

#include <atomic>
#include <cstdint>

namespace sage {

// A number that may be added to and read by any thread at any time. What is added modulo 2^64 may also take away.
class Counter {
 public:
  void add(uint64_t count = 1) { value_.fetch_add(count, std::memory_order_relaxed); }
  uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<uint64_t> value_{0};
};

// The records of one operator. A source's `out` is counted by `pump`; edges count `in`.
struct Counters {
  Counter in;
  Counter out;
  Counter failed;
  Counter late;  // came after what they belong to was finished
  Counter keys;  // that it keeps now, and the memory that it keeps them in
  Counter bytes;
};

}  // namespace sage
