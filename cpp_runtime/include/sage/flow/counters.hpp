// Counting what passes through a stage, cheaply: each counter has one writing thread and any number of readers.
#pragma once

#include <atomic>
#include <cstdint>

namespace sage {

// A number one thread adds to and others may read at any time. Adding is a plain load, add and store.
class Counter {
 public:
  void add(uint64_t count = 1) { value_.store(value() + count, std::memory_order_relaxed); }
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
};

}  // namespace sage
