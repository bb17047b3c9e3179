// A value that is kept for a key, and the draft in which a handler changes it.
//
//   Draft visits{s.visits};   visits.set(visits.value + 1);   turn.settle(f, visits);
#pragma once

#include <cstdint>
#include <type_traits>
#include <utility>

#include "sage/state/turn.hpp"

namespace sage::state {

// The stamp of what was never written.
inline constexpr int64_t kUnwritten = INT64_MIN;

// True if what was written at `at` is forgotten after so many microseconds. Times never go back.
inline bool is_over(int64_t at, int64_t now, int64_t span) {
  return at != kUnwritten &&
         static_cast<uint64_t>(now) - static_cast<uint64_t>(at) >= static_cast<uint64_t>(span);
}

struct Stamp {
  int64_t at = kUnwritten;
};
struct Unstamped {};
struct NoMemory {};

// kStamped: it knows when it was last written.
template <class T, bool kStamped = false>
class Kept {
 public:
  static constexpr bool has_memory = has_views<T>();
  static constexpr bool is_stamped = kStamped;
  using Value = T;

  Kept() = default;
  Kept(Kept&& other) noexcept { *this = std::move(other); }
  Kept& operator=(Kept&& other) noexcept {
    std::swap(value_, other.value_);
    std::swap(memory_, other.memory_);
    std::swap(stamp_, other.stamp_);
    return *this;
  }
  ~Kept() {
    if constexpr (has_memory) give_back(memory_);
  }

  const T& get() const { return value_; }

  void set(const T& value, Drafting& turn) {
    store(value, turn);
    if constexpr (kStamped) stamp_.at = turn.now;
  }

  // As before it was first written.
  void reset(const T& initial, Drafting& turn) {
    store(initial, turn);
    if constexpr (kStamped) stamp_.at = kUnwritten;
  }

  bool is_old(int64_t now, Duration ttl) const
    requires(kStamped)
  {
    return is_over(stamp_.at, now, ttl.micros);
  }

 private:
  void store(const T& value, Drafting& turn) {
    if constexpr (has_memory) {
      char* memory;
      value_ = keep(value, memory);
      turn.retired.add(std::exchange(memory_, memory));
    } else {
      value_ = value;
    }
  }

  T value_{};
  [[no_unique_address]] std::conditional_t<has_memory, char*, NoMemory> memory_{};
  [[no_unique_address]] std::conditional_t<kStamped, Stamp, Unstamped> stamp_{};
};

template <class T, bool kStamped>
class Draft {
 public:
  explicit Draft(Kept<T, kStamped>& kept) : value(kept.get()), kept_(kept) {}

  T value;

  void set(const T& changed) {
    value = changed;
    is_written_ = true;
  }

  void commit(Drafting& turn) {
    if (is_written_) kept_.set(value, turn);
  }
  void undo(Drafting&) {}

 private:
  Kept<T, kStamped>& kept_;
  bool is_written_ = false;
};

}  // namespace sage::state
