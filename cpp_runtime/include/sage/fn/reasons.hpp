// Why an expression has no value, in words. Cold and out of line; the reference gives the same
// texts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sage/base/frame.hpp"
#include "sage/base/number.hpp"

namespace sage::fn {

// A value on its way into a reason.
struct Operand {
  enum class Kind : uint8_t { kSigned, kUnsigned, kFloat, kTimestamp, kDuration };

  template <Integer T>
  Operand(T value)
      : kind(std::is_signed_v<T> ? Kind::kSigned : Kind::kUnsigned),
        whole(static_cast<int64_t>(value)) {}
  Operand(double value) : kind(Kind::kFloat), real(value) {}
  Operand(Timestamp value) : kind(Kind::kTimestamp), whole(value.micros) {}
  Operand(Duration value) : kind(Kind::kDuration), whole(value.micros) {}

  Kind kind;
  union {
    int64_t whole;
    double real;
  };
};

// "300 does not fit i8"
void does_not_fit(At at, Operand value, const char* type);
// "100 + 200 does not fit u8"
void does_not_fit(At at, Operand left, const char* symbol, Operand right, const char* type);
// "-(-128) does not fit i8", "abs(-128) does not fit i8"
void does_not_fit(At at, const char* function, Operand value, const char* type);
// "division by zero"
void division_by_zero(At at);
// "index 5 is absent: the list has 3 items"
void absent(At at, Operand index, size_t count);
// "key "a" is absent", and why
void absent_key(At at, std::string key, std::string_view why = {});
// "a list of 99999999 items is too long"
void too_long(At at, const char* what, Operand count, const char* items);
// Any other text, with code R0102.
void no_value(At at, const char* reason);

// The longest text or list that a function makes because a number says so: one record must not take
// all memory.
inline constexpr int64_t kLongestMade = 1 << 24;

}  // namespace sage::fn
