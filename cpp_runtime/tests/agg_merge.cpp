// Aggregates of parts, put together.
#include <limits>
#include <string>

#include "sage/agg/arg_max.hpp"
#include "sage/agg/arg_min.hpp"
#include "sage/agg/collect.hpp"
#include "sage/agg/collect_distinct.hpp"
#include "sage/agg/count.hpp"
#include "sage/agg/count_distinct.hpp"
#include "sage/agg/count_if.hpp"
#include "sage/agg/first.hpp"
#include "sage/agg/last.hpp"
#include "sage/agg/max.hpp"
#include "sage/agg/mean.hpp"
#include "sage/agg/median.hpp"
#include "sage/agg/min.hpp"
#include "sage/agg/stddev.hpp"
#include "sage/agg/sum.hpp"
#include "test.hpp"

using namespace sage;

namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();

// What an aggregate makes of values, put together of parts that are parted at each place in turn, is always `expected`.
template <class Aggregate, class T, class Result>
void check_parts(const std::vector<T>& values, const Result& expected) {
  for (size_t place = 0; place <= values.size(); ++place) {
    Frame frame;
    Aggregate whole, first, second;
    for (size_t i = 0; i < values.size(); ++i) (i < place ? first : second).add(values[i]);
    whole.merge(first);
    whole.merge(Aggregate{});
    whole.merge(second);
    CHECK_EQ(whole.result(frame), expected);
  }
}

TEST("numbers of parts are those of the whole") {
  const std::vector<int64_t> values = {5, 3, 9, 3, -2};
  check_parts<agg::Count>(values, int64_t{5});
  check_parts<agg::Sum<int64_t>>(values, int64_t{18});
  check_parts<agg::Mean<int64_t>>(values, 3.6);
  check_parts<agg::Min<int64_t>>(values, int64_t{-2});
  check_parts<agg::Max<int64_t>>(values, int64_t{9});
  check_parts<agg::Median<int64_t>>(values, 3.0);
  check_parts<agg::CountDistinct<int64_t>>(values, int64_t{4});
  check_parts<agg::First<int64_t>>(values, int64_t{5});
  check_parts<agg::Last<int64_t>>(values, int64_t{-2});
  check_parts<agg::CountIf>(std::vector<int>{1, 0, 1}, int64_t{2});
  check_parts<agg::Mean<Duration>>(std::vector<Duration>{{1}, {2}}, Duration{2});
  check_parts<agg::Sum<Duration>>(std::vector<Duration>{{1}, {2}}, Duration{3});
}

TEST("the spread of parts is that of the whole") {
  check_parts<agg::Variance<double>>(std::vector<double>{1, 2, 3, 6},
                                     std::optional<double>{14.0 / 3});
  check_parts<agg::Stddev<double>>(std::vector<double>{1, 3, 5}, std::optional<double>{2.0});
}

TEST("nulls of parts do not count") {
  using Values = std::vector<std::optional<int64_t>>;
  check_parts<agg::Nullable<agg::Sum<int64_t>>>(Values{1, std::nullopt, 2}, int64_t{3});
  check_parts<agg::Nullable<agg::Min<int64_t>>>(Values{std::nullopt}, std::optional<int64_t>{});
}

TEST("parts whose sum does not fit are refused, and unchanged") {
  Frame frame;
  agg::Nullable<agg::Sum<int64_t>> most, one;
  most.add(kMost);
  one.add(int64_t{1});
  most.check_merge(At{frame, 3}, one);
  CHECK_EQ(frame.failure().reason, std::string("9223372036854775807 + 1 does not fit i64"));
  CHECK_EQ(most.result(frame), kMost);
}

TEST("text and lists of parts are kept when the parts are gone") {
  Frame frame;
  agg::Max<std::string_view> largest;
  agg::Collect<std::string_view> all;
  agg::CollectDistinct<std::string_view> different;
  for (const char* text : {"a rather long text, kept outside of the object", "b", "b", "c"}) {
    agg::Max<std::string_view> max;
    agg::Collect<std::string_view> collect;
    agg::CollectDistinct<std::string_view> distinct;
    const std::string copy = text;
    max.add(copy);
    collect.add(copy, 3);
    distinct.add(copy, 3);
    largest.merge(max);
    all.merge(collect);
    different.merge(distinct);
  }
  CHECK_EQ(largest.result(frame), std::string_view("c"));
  CHECK_EQ(all.result(frame).size(), size_t{3});
  CHECK_EQ(all.result(frame)[2], std::string_view("b"));
  CHECK_EQ(different.result(frame)[2], std::string_view("c"));
}

TEST("where rows have a time, the first is the earliest") {
  struct Entry {
    int64_t value, by, time;
  };
  const std::vector<Entry> rows = {{1, 7, 20}, {2, 0, 10}, {3, 7, 30},
                                   {4, 7, 30}, {5, 7, 20}, {6, 0, 5}};
  for (size_t place = 0; place <= rows.size(); ++place) {
    Frame frame;
    agg::FirstByTime<int64_t> first[2];
    agg::LastByTime<int64_t> last[2];
    agg::ArgMaxByTime<int64_t, int64_t> largest[2];
    agg::ArgMinByTime<int64_t, int64_t> smallest[2];
    for (size_t i = 0; i < rows.size(); ++i) {
      const auto& [value, by, time] = rows[i];
      const int part = i >= place;
      first[part].add(value, time);
      last[part].add(value, time);
      largest[part].add(value, by, time);
      smallest[part].add(value, by, time);
    }
    first[0].merge(first[1]);
    last[0].merge(last[1]);
    largest[0].merge(largest[1]);
    smallest[0].merge(smallest[1]);
    CHECK_EQ(first[0].result(frame), int64_t{6});
    CHECK_EQ(last[0].result(frame), int64_t{4});
    CHECK_EQ(largest[0].result(frame), int64_t{1});
    CHECK_EQ(smallest[0].result(frame), int64_t{6});
  }
}

}  // namespace
