// variance, stddev, median, quantile, arg_min, arg_max, collect and collect_distinct.
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "sage/agg/arg_max.hpp"
#include "sage/agg/arg_min.hpp"
#include "sage/agg/collect.hpp"
#include "sage/agg/collect_distinct.hpp"
#include "sage/agg/median.hpp"
#include "sage/agg/stddev.hpp"
#include "test.hpp"

using namespace sage;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <class Aggregate, class T>
auto of(std::initializer_list<T> values) {
  Frame frame;
  Aggregate aggregate;
  for (const T& value : values) aggregate.add(value);
  return aggregate.result(frame);
}

double quantile(std::initializer_list<double> values, double place) {
  Frame frame;
  agg::Quantile<double> aggregate;
  for (double value : values) aggregate.add(value, place);
  return aggregate.result(frame);
}

TEST("the variance is of the sample, and there is none of fewer than two values") {
  using Maybe = std::optional<double>;
  CHECK_EQ((of<agg::Variance<int32_t>, int32_t>({2, 4, 4, 4, 5, 5, 7, 9})), Maybe{32.0 / 7});
  CHECK_EQ((of<agg::Stddev<int64_t>, int64_t>({1, 3, 5})), Maybe{2.0});
  CHECK_EQ((of<agg::Variance<double>, double>({1})), Maybe{});
  CHECK_EQ((of<agg::Stddev<double>, double>({})), Maybe{});
  CHECK_EQ((of<agg::Nullable<agg::Variance<double>>, Maybe>({1.0, std::nullopt, 3.0})), Maybe{2.0});
  CHECK_EQ((of<agg::Nullable<agg::Variance<double>>, Maybe>({1.0, std::nullopt})), Maybe{});
}

TEST("the variance of close values far from zero does not cancel") {
  CHECK_EQ((of<agg::Variance<double>, double>({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16})),
           std::optional<double>{30.0});
}

TEST("quantiles are linear between neighbours") {
  CHECK_EQ(quantile({4, 1, 3, 2}, 0.0), 1.0);
  CHECK_EQ(quantile({4, 1, 3, 2}, 0.25), 1.75);
  CHECK_EQ(quantile({4, 1, 3, 2}, 0.95), 3.8499999999999996);
  CHECK_EQ(quantile({4, 1, 3, 2}, 1.0), 4.0);
  CHECK_EQ((of<agg::Median<int64_t>, int64_t>({3, 1, 2, 2})), 2.0);
  CHECK_EQ((of<agg::Median<uint8_t>, uint8_t>({1, 2})), 1.5);
  CHECK_EQ((of<agg::Nullable<agg::Median<double>>, std::optional<double>>({std::nullopt})),
           std::optional<double>{});
}

TEST("NaN stands after every number; infinities have no width between them") {
  CHECK_EQ(quantile({kNan, 2, 1}, 0.5), 2.0);
  const double last = quantile({kNan, 2, 1}, 1);
  CHECK(last != last);
  CHECK_EQ(quantile({-kInfinity, 1}, 0.5), -kInfinity);
  CHECK_EQ(quantile({kInfinity, kInfinity}, 0.5), kInfinity);
  CHECK_EQ(quantile({-1.7e308, 1.7e308}, 0.5), 0.0);
  CHECK(!std::signbit(quantile({-0.0, -0.0}, 0.5)));
}

TEST("a median can be asked for again and again") {
  Frame frame;
  agg::Median<double> median;
  for (int i = 0; i < 100; ++i) {
    median.add(i % 2 == 0 ? i : -i);
    if (i == 2) CHECK_EQ(median.result(frame), 0.0);
  }
  CHECK_EQ(median.result(frame), -0.5);
}

TEST("arg_max and arg_min keep the first row of equals, with its text") {
  Frame frame;
  agg::ArgMax<std::string_view, double> most;
  agg::ArgMin<std::string_view, std::string_view> least;
  double by = 1;
  for (const char* text : {"b, which is long enough to move", "a, which is long enough too", "c"}) {
    std::string gone(text);
    most.add(gone, by);
    least.add(gone, gone);
    by = 2;
    std::memset(gone.data(), '!', gone.size());
  }
  CHECK_EQ(most.result(frame), std::string_view("a, which is long enough too"));
  CHECK_EQ(least.result(frame), std::string_view("a, which is long enough too"));
  agg::ArgMax<int64_t, double> nan;
  nan.add(1, 5.0);
  nan.add(2, kNan);
  nan.add(3, kNan);
  CHECK_EQ(nan.result(frame), int64_t{2});
}

TEST("collect keeps so many values with their text, also when their group moves") {
  Frame frame;
  std::vector<agg::Collect<std::string_view>> groups(1);
  for (int i = 0; i < 200; ++i) {
    const std::string text = "value " + std::to_string(i);
    groups.front().add(text);
    groups.emplace_back().add(text, 1);
  }
  const auto kept = groups.front().result(frame);
  CHECK_EQ(kept.size(), size_t{100});
  CHECK_EQ(kept[99], std::string_view("value 99"));
  CHECK_EQ(groups.back().result(frame)[0], std::string_view("value 199"));
  agg::Collect<bool> flags;
  for (bool flag : {true, false}) flags.add(flag);
  CHECK_EQ(flags.result(frame)[1], false);
}

TEST("collect_distinct keeps the first of values that are one key") {
  Frame frame;
  agg::CollectDistinct<double> values;
  for (double value : {-0.0, kNan, 0.0, kNan, 2.0, 3.0}) values.add(value, 3);
  const auto kept = values.result(frame);
  CHECK_EQ(kept.size(), size_t{3});
  CHECK(std::signbit(kept[0]));
  CHECK_EQ(kept[2], 2.0);
}

}  // namespace
