#include "sage/base/frame.hpp"

#include "test.hpp"

using namespace sage;

TEST("the failure at the earliest site is kept") {
  Frame frame;
  CHECK(!frame.failed());
  frame.fail(5, Code::kOverflow, "five");
  frame.fail(7, Code::kAbsent, "seven");
  CHECK_EQ(frame.failure().reason, "five");
  frame.fail(2, Code::kZeroDivision, "two");
  frame.fail(2, Code::kAbsent, "two again");
  CHECK_EQ(frame.failure().reason, "two");
  CHECK_EQ(code_name(frame.failure().code), "R0103");
  CHECK(frame.status() == Status::kFailed);
  frame.clear();
  CHECK(frame.status() == Status::kOk);
}
