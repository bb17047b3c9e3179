#include "sage/base/number.hpp"

#include <bit>
#include <cmath>
#include <limits>

#include "test.hpp"

using namespace sage;

namespace {

template <class T>
std::optional<T> read(std::string_view text) {
  T value{};
  return read_text(text, value) ? std::optional<T>(value) : std::nullopt;
}

}  // namespace

TEST("integers are written and read up to their ends") {
  CHECK_EQ(text_of(std::numeric_limits<int64_t>::min()), "-9223372036854775808");
  CHECK_EQ(text_of(std::numeric_limits<uint64_t>::max()), "18446744073709551615");
  CHECK_EQ(text_of(int8_t{-5}), "-5");
  CHECK_EQ(read<int64_t>("-9223372036854775808"), std::numeric_limits<int64_t>::min());
  CHECK_EQ(read<int64_t>("9223372036854775807"), std::numeric_limits<int64_t>::max());
  CHECK(!read<int64_t>("9223372036854775808") && !read<int64_t>("-9223372036854775809"));
  CHECK_EQ(read<uint64_t>("18446744073709551615"), std::numeric_limits<uint64_t>::max());
  CHECK(!read<uint64_t>("18446744073709551616") && !read<uint64_t>("-1"));
  CHECK_EQ(read<int8_t>("-128"), int8_t{-128});
  CHECK(!read<int8_t>("128") && !read<int8_t>("-129") && !read<uint8_t>("256"));
  CHECK_EQ(read<int32_t>("+000000000000000000000000012"), 12);
}

TEST("integers of every length are written with all their digits") {
  std::string digits;
  for (uint64_t value = 1; digits.size() < 19; value *= 10) {
    digits = "1" + std::string(digits.size(), '0');
    CHECK_EQ(text_of(value), digits);
    CHECK_EQ(text_of(-static_cast<int64_t>(value)), "-" + digits);
    CHECK_EQ(text_of(value - 1), value == 1 ? "0" : std::string(digits.size() - 1, '9'));
  }
}

TEST("what is not an integer is refused") {
  for (const char* wrong :
       {"", "-", "+", "1.0", " 1", "1 ", "1_0", "0x1", "--1", "+-1", "1e3", "a"}) {
    CHECK(!read<int64_t>(wrong));
  }
}

TEST("floats are written as the shortest text that reads back") {
  CHECK_EQ(text_of(1.0), "1.0");
  CHECK_EQ(text_of(0.1), "0.1");
  CHECK_EQ(text_of(-0.0), "-0.0");
  CHECK_EQ(text_of(1e16), "1e+16");
  CHECK_EQ(text_of(123456789012345680.0), "1.2345678901234568e+17");
  CHECK_EQ(text_of(9999999999999998.0), "9999999999999998.0");
  CHECK_EQ(text_of(0.0001), "0.0001");
  CHECK_EQ(text_of(0.00001), "1e-05");
  CHECK_EQ(text_of(-1234.5678), "-1234.5678");
  CHECK_EQ(text_of(99999999999.99), "99999999999.99");
  CHECK_EQ(text_of(5e-324), "5e-324");
  CHECK_EQ(text_of(1.7976931348623157e308), "1.7976931348623157e+308");
  CHECK_EQ(text_of(0.1f), "0.1");
  CHECK_EQ(text_of(16777216.0f), "16777216.0");
  CHECK_EQ(text_of(1e10f), "10000000000.0");
  CHECK_EQ(text_of(-std::nan("")), "NaN");
  CHECK_EQ(text_of(-std::numeric_limits<double>::infinity()), "-Infinity");
}

TEST("every float reads back from its text") {
  uint64_t random = 1;
  for (int i = 0; i < 100'000; ++i) {
    random = random * 6364136223846793005 + 1442695040888963407;
    auto value = i % 2 == 0 ? std::bit_cast<double>(random)
                            : static_cast<double>(random >> 40) / (i % 4 == 1 ? 100 : 1e6);
    if (value != value) continue;
    CHECK_EQ(read<double>(text_of(value)), value);
    auto small = static_cast<float>(value);
    CHECK_EQ(read<float>(text_of(small)), small);
  }
}

TEST("floats are read as decimal numbers or words") {
  CHECK_EQ(read<double>("12.50"), 12.5);
  CHECK_EQ(read<double>("+.5"), 0.5);
  CHECK_EQ(read<double>("5."), 5.0);
  CHECK_EQ(read<double>("-1e3"), -1000.0);
  CHECK_EQ(read<double>("123456789012345678901234567890"), 123456789012345678901234567890.0);
  CHECK_EQ(read<double>("1e400"), std::numeric_limits<double>::infinity());
  CHECK_EQ(read<double>("-1e-400"), 0.0);
  CHECK_EQ(read<double>("4e-324"), 5e-324);
  CHECK_EQ(read<double>("-Infinity"), -std::numeric_limits<double>::infinity());
  CHECK(std::isnan(*read<double>("NaN")));
  CHECK(std::signbit(*read<double>("-0")));
  for (const char* wrong : {"", ".", "-", "1e", "1e+", "1.2.3", "1_0", " 1", "1 ", "0x10", "1f",
                            "nan(1)", "infin", "+-1", "e5"}) {
    CHECK(!read<double>(wrong));
  }
  CHECK_EQ(read<double>("1234567890123456."), 1234567890123456.0);
}

TEST("truth values are true and false") {
  CHECK_EQ(text_of(true), "true");
  CHECK_EQ(read<bool>("false"), false);
  CHECK(!read<bool>("False") && !read<bool>("1") && !read<bool>(""));
}
