// count, count_if, sum and mean, plain and of optional columns.
#include <limits>

#include "sage/agg/count.hpp"
#include "sage/agg/count_if.hpp"
#include "sage/agg/mean.hpp"
#include "sage/agg/sum.hpp"
#include "test.hpp"

using namespace sage;

namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();

template <class Aggregate, class T>
auto of(std::initializer_list<T> values) {
  Frame frame;
  Aggregate aggregate;
  for (const T& value : values) aggregate.add(value);
  return aggregate.result(frame);
}

// Why a value cannot be added to a sum of one other; "" if it can. The sum is unchanged.
template <class T>
std::string refusal(T first, T second) {
  Frame frame;
  agg::Sum<T> sum;
  sum.add(first);
  const auto before = sum.result(frame);
  sum.check(At{frame, 0}, second);
  CHECK_EQ(sum.result(frame), before);
  CHECK(!frame.failed() || frame.failure().code == Code::kOverflow);
  return frame.failure().reason;
}

using MaybeInt = std::optional<int64_t>;
using MaybeDouble = std::optional<double>;

TEST("count counts rows, and of an optional column those that are not null") {
  Frame frame;
  agg::Count rows;
  rows.add();
  rows.add();
  CHECK_EQ(rows.result(frame), int64_t{2});
  CHECK_EQ((of<agg::Nullable<agg::Count>, MaybeInt>({1, std::nullopt, 0})), int64_t{2});
  CHECK_EQ((of<agg::Nullable<agg::Count>, MaybeInt>({std::nullopt})), int64_t{0});
}

TEST("count_if counts where the condition holds") {
  CHECK_EQ((of<agg::CountIf, bool>({true, false, true})), int64_t{2});
  CHECK_EQ((of<agg::Nullable<agg::CountIf>, std::optional<bool>>({true, false, std::nullopt})),
           int64_t{1});
}

TEST("sum is of the widest type of its kind") {
  static_assert(std::is_same_v<agg::Sum<int8_t>::Total, int64_t>);
  static_assert(std::is_same_v<agg::Sum<uint16_t>::Total, uint64_t>);
  static_assert(std::is_same_v<agg::Sum<float>::Total, double>);
  CHECK_EQ((of<agg::Sum<int8_t>, int8_t>({-100, -100, 50})), int64_t{-150});
  CHECK_EQ((of<agg::Sum<uint64_t>, uint64_t>({1ull << 63, 5})), (1ull << 63) + 5);
  CHECK_EQ((of<agg::Sum<float>, float>({0.5f, 0.25f})), 0.75);
  CHECK_EQ((of<agg::Sum<Duration>, Duration>({{1}, {-3}})), Duration{-2});
}

TEST("the sum of nothing, and of nulls alone, is 0") {
  CHECK_EQ((of<agg::Sum<int64_t>, int64_t>({})), int64_t{0});
  CHECK_EQ((of<agg::Nullable<agg::Sum<int64_t>>, MaybeInt>({std::nullopt})), int64_t{0});
  CHECK_EQ((of<agg::Nullable<agg::Sum<double>>, MaybeDouble>({2.0, std::nullopt, 1.0})), 3.0);
}

TEST("a sum that does not fit is refused and unchanged") {
  CHECK_EQ(refusal<int64_t>(kMost, 1), std::string("9223372036854775807 + 1 does not fit i64"));
  CHECK_EQ(refusal<int32_t>(-2147483648, -2147483648), std::string());
  CHECK_EQ(refusal<int64_t>(kLeast, -1), std::string("-9223372036854775808 + -1 does not fit i64"));
  CHECK_EQ(refusal<uint64_t>(~0ull, 1), std::string("18446744073709551615 + 1 does not fit u64"));
  CHECK_EQ(refusal<Duration>({kMost}, {1}),
           std::string("106751991d4h54.775807s + 1us does not fit duration"));
  CHECK_EQ(refusal<int64_t>(kMost, -1), std::string());
}

TEST("a null is not checked") {
  Frame frame;
  agg::Nullable<agg::Sum<int64_t>> sum;
  sum.add(MaybeInt{kMost});
  sum.check(At{frame, 0}, MaybeInt{});
  CHECK(!frame.failed());
  sum.check(At{frame, 0}, MaybeInt{1});
  CHECK(frame.failed());
}

TEST("the mean of integers is of their exact sum") {
  CHECK_EQ((of<agg::Mean<int64_t>, int64_t>({kMost, kMost, kLeast, kLeast})), -0.5);
  CHECK_EQ((of<agg::Mean<uint8_t>, uint8_t>({255, 254})), 254.5);
  CHECK_EQ((of<agg::Mean<uint64_t>, uint64_t>({~0ull, ~0ull})), 0x1p64);
}

TEST("the mean of floats adds in order of arrival") {
  CHECK_EQ((of<agg::Mean<double>, double>({1e16, 1.0, -1e16})), 0.0);
  CHECK_EQ((of<agg::Mean<double>, double>({1e16, -1e16, 1.0})), 1.0 / 3);
}

TEST("the mean of durations rounds half to even") {
  auto mean = [](std::initializer_list<Duration> values) {
    return of<agg::Mean<Duration>, Duration>(values).micros;
  };
  CHECK_EQ(mean({{1}, {2}}), int64_t{2});
  CHECK_EQ(mean({{2}, {3}}), int64_t{2});
  CHECK_EQ(mean({{-1}, {-2}}), int64_t{-2});
  CHECK_EQ(mean({{-2}, {-3}}), int64_t{-2});
  CHECK_EQ(mean({{0}, {0}, {1}}), int64_t{0});
  CHECK_EQ(mean({{0}, {1}, {1}}), int64_t{1});
  CHECK_EQ(mean({{0}, {-1}, {-1}}), int64_t{-1});
  CHECK_EQ(mean({{kMost}, {kMost}}), kMost);
  CHECK_EQ(mean({{kLeast}, {kLeast}, {kLeast}}), kLeast);
}

TEST("the mean of an optional column is null without values") {
  CHECK_EQ((of<agg::Nullable<agg::Mean<double>>, MaybeDouble>({std::nullopt})), MaybeDouble{});
  CHECK_EQ((of<agg::Nullable<agg::Mean<double>>, MaybeDouble>({3.0, std::nullopt})),
           MaybeDouble{3.0});
}

}  // namespace
