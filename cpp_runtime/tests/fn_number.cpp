// fn/number.hpp and fn/math.hpp. That their values are those of the reference is tested from Python;
// here is what is theirs alone: failures, and that they go on with some value.
#include "sage/fn/number.hpp"

#include <cmath>

#include "sage/fn/math.hpp"
#include "test.hpp"

using namespace sage;

namespace {

// The reason of a call's failure, or "" if it did not fail.
template <class Call>
std::string reason(Call call) {
  Frame frame;
  call(At{frame, 0});
  return frame.failure().reason;
}

}  // namespace

TEST("arithmetic says what did not fit") {
  CHECK_EQ(reason([](At at) { fn::add(at, INT64_MAX, int64_t{1}); }),
           "9223372036854775807 + 1 does not fit i64");
  CHECK_EQ(reason([](At at) { fn::sub(at, uint8_t{1}, uint8_t{2}); }), "1 - 2 does not fit u8");
  CHECK_EQ(reason([](At at) { fn::mul(at, int8_t{-128}, int8_t{-1}); }),
           "-128 * -1 does not fit i8");
  CHECK_EQ(reason([](At at) { fn::neg(at, INT32_MIN); }), "-(-2147483648) does not fit i32");
  CHECK_EQ(reason([](At at) { fn::floor_div(at, INT64_MIN, int64_t{-1}); }),
           "-9223372036854775808 // -1 does not fit i64");
  CHECK_EQ(reason([](At at) { fn::mod(at, int64_t{1}, int64_t{0}); }), "division by zero");
  CHECK_EQ(reason([](At at) { fn::mod(at, INT64_MIN, int64_t{-1}); }), "");
  CHECK_EQ(reason([](At at) { fn::to<int32_t>(at, 1e20); }), "1e+20 does not fit i32");
}

TEST("an expression fails where its first failing part stands") {
  Frame frame;
  auto sum = fn::add(At{frame, 0}, int8_t{100}, int8_t{100});
  fn::divide(At{frame, 1}, sum, int8_t{0});
  CHECK_EQ(frame.failure().site, 0u);
  CHECK(frame.failure().code == Code::kOverflow);
}

TEST("division and rest round down for every pair of small integers") {
  Frame frame;
  At at{frame, 0};
  for (int a = -128; a < 128; ++a) {
    for (int b = -128; b < 128; ++b) {
      if (b == 0 || (a == -128 && b == -1)) continue;
      auto quotient = fn::floor_div(at, static_cast<int8_t>(a), static_cast<int8_t>(b));
      CHECK_EQ(quotient, static_cast<int8_t>(std::floor(static_cast<double>(a) / b)));
      CHECK_EQ(fn::mod(at, static_cast<int8_t>(a), static_cast<int8_t>(b)),
               static_cast<int8_t>(a - quotient * b));
    }
  }
  CHECK(!frame.failed());
}

TEST("nothing is contracted: 0.1 * 10 - 1 is 0") {
  volatile double tenth = 0.1;
  CHECK_EQ(tenth * 10.0 - 1.0, 0.0);
}

TEST("wrapping and clamping never fail") {
  CHECK_EQ(fn::wrap_mul(int16_t{INT16_MAX}, int16_t{INT16_MAX}), int16_t{1});
  CHECK_EQ(fn::wrap<uint8_t>(int64_t{-1}), uint8_t{255});
  CHECK_EQ(fn::clamp_to<int8_t>(UINT64_MAX), int8_t{127});
  CHECK_EQ(fn::clamp_to<uint8_t>(int64_t{-5}), uint8_t{0});
}

TEST("min and max follow the order of sort") {
  CHECK_EQ(fn::min(std::nan(""), 1.0), 1.0);
  CHECK(std::isnan(fn::max(std::nan(""), 1.0)));
  CHECK_EQ(fn::clamp(std::string_view("m"), std::string_view("a"), std::string_view("k")), "k");
}
