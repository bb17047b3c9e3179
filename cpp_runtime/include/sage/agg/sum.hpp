// sum(x): in the widest type of its kind, i64, u64, f64 or duration; integers and durations checked, floats added in
// order of arrival. The sum of nothing is 0.
#pragma once

#include <cstdint>
#include <type_traits>

#include "sage/agg/nullable.hpp"
#include "sage/fn/reasons.hpp"

namespace sage::agg {

template <class T>
class Sum {
 public:
  using Total = std::conditional_t<std::is_floating_point_v<T>, double,
                                   std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>>;

  void check(At at, T value) const
    requires std::is_integral_v<T>
  {
    Total sum;
    if (!__builtin_add_overflow(total_, Total{value}, &sum)) [[likely]]
      return;
    fn::does_not_fit(at, total_, "+", Total{value}, type_name<Total>);
  }

  // REQUIRES: check(value) has not failed.
  void add(T value) { total_ += Total{value}; }

  void check_merge(At at, const Sum& other) const
    requires std::is_integral_v<T>
  {
    Total sum;
    if (!__builtin_add_overflow(total_, other.total_, &sum)) [[likely]]
      return;
    fn::does_not_fit(at, total_, "+", other.total_, type_name<Total>);
  }

  // REQUIRES: check_merge(other) has not failed.
  void merge(const Sum& other) { total_ += other.total_; }

  Total result(Frame&) const { return total_; }

 private:
  Total total_ = 0;
};

template <>
class Sum<Duration> {
 public:
  void check(At at, Duration value) const {
    int64_t sum;
    if (!__builtin_add_overflow(micros_, value.micros, &sum)) [[likely]]
      return;
    fn::does_not_fit(at, Duration{micros_}, "+", value, "duration");
  }

  void add(Duration value) { micros_ += value.micros; }

  void check_merge(At at, const Sum& other) const { check(at, {other.micros_}); }

  // REQUIRES: check_merge(other) has not failed.
  void merge(const Sum& other) { micros_ += other.micros_; }

  Duration result(Frame&) const { return {micros_}; }

 private:
  int64_t micros_ = 0;
};

}  // namespace sage::agg
