// min, max, first, last and count_distinct, plain and of optional columns, of numbers, text and records.
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "sage/agg/count_distinct.hpp"
#include "sage/agg/first.hpp"
#include "sage/agg/last.hpp"
#include "sage/agg/max.hpp"
#include "sage/agg/min.hpp"
#include "test.hpp"

using namespace sage;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

template <class Aggregate, class T>
auto of(std::initializer_list<T> values) {
  Frame frame;
  Aggregate aggregate;
  for (const T& value : values) aggregate.add(value);
  return aggregate.result(frame);
}

TEST("min and max of numbers") {
  CHECK_EQ((of<agg::Min<int32_t>, int32_t>({3, -1, 2})), -1);
  CHECK_EQ((of<agg::Max<int32_t>, int32_t>({-3, -1, -2})), -1);
  CHECK_EQ((of<agg::Max<Timestamp>, Timestamp>({{3}, {5}})), Timestamp{5});
  CHECK_EQ((of<agg::Max<bool>, bool>({false, true})), true);
}

TEST("NaN comes after every number: min passes over it, max is it") {
  CHECK_EQ((of<agg::Min<double>, double>({kNan, 2.0, 1.0})), 1.0);
  const double most = of<agg::Max<double>, double>({1.0, kNan, 2.0});
  CHECK(most != most);
  const double least = of<agg::Min<double>, double>({kNan, kNan});
  CHECK(least != least);
}

TEST("of equal values min and max keep the first") {
  CHECK(std::signbit(of<agg::Min<double>, double>({-0.0, 0.0})));
  CHECK(!std::signbit(of<agg::Max<double>, double>({0.0, -0.0})));
}

TEST("text is ordered by code point and kept when its row is gone") {
  Frame frame;
  agg::Min<std::string_view> least;
  agg::Max<std::string_view> most;
  agg::First<std::string_view> first;
  agg::Last<std::string_view> last;
  for (const char* text :
       {"some text that is not short", "\u00e9tude", "another text that is not short", "z"}) {
    std::string gone(text);
    least.add(gone);
    most.add(gone);
    first.add(gone);
    last.add(gone);
    std::memset(gone.data(), '!', gone.size());
  }
  CHECK_EQ(least.result(frame), std::string_view("another text that is not short"));
  CHECK_EQ(most.result(frame), std::string_view("\u00e9tude"));
  CHECK_EQ(first.result(frame), std::string_view("some text that is not short"));
  CHECK_EQ(last.result(frame), std::string_view("z"));
}

TEST("the empty text is a value") {
  CHECK_EQ((of<agg::Min<std::string_view>, std::string_view>({"a", "", "b"})), std::string_view());
  CHECK_EQ((of<agg::First<std::string_view>, std::string_view>({"", "b"})), std::string_view());
}

TEST("of an optional column the nulls are skipped, and null is the result without values") {
  using Maybe = std::optional<int64_t>;
  CHECK_EQ((of<agg::Nullable<agg::Min<int64_t>>, Maybe>({std::nullopt, 2, 1})), Maybe{1});
  CHECK_EQ((of<agg::Nullable<agg::Max<int64_t>>, Maybe>({std::nullopt})), Maybe{});
  CHECK_EQ((of<agg::Nullable<agg::First<int64_t>>, Maybe>({std::nullopt, 2, 1})), Maybe{2});
  CHECK_EQ((of<agg::Nullable<agg::Last<int64_t>>, Maybe>({2, 1, std::nullopt})), Maybe{1});
}

struct Point {
  std::string_view name{};
  List<std::string_view> tags{};
  static constexpr auto fields =
      sage::fields(field("name", &Point::name), field("tags", &Point::tags));
};

TEST("records and lists are kept with all they hold, also when their group moves") {
  Frame frame;
  std::vector<agg::Last<Point>> groups(1);
  for (int i = 0; i < 100; ++i) {
    std::vector<std::string> texts = {"name " + std::to_string(i), "red",
                                      "green " + std::string(i, '.')};
    std::vector<std::string_view> tags = {texts[1], texts[2]};
    groups.front().add({texts[0], test::list(tags)});
    groups.emplace_back();
  }
  const Point kept = groups.front().result(frame);
  CHECK_EQ(kept.name, std::string_view("name 99"));
  CHECK_EQ(kept.tags.size(), size_t{2});
  CHECK_EQ(kept.tags[1].size(), size_t{105});
}

TEST("count_distinct counts keys: NaN once, the zeros once, text by content") {
  CHECK_EQ((of<agg::CountDistinct<double>, double>({1.0, kNan, -0.0, 0.0, kNan})), int64_t{3});
  CHECK_EQ((of<agg::CountDistinct<bool>, bool>({true, false, true})), int64_t{2});
  CHECK_EQ((of<agg::CountDistinct<int64_t>, int64_t>({})), int64_t{0});
  Frame frame;
  agg::Nullable<agg::CountDistinct<std::string_view>> names;
  for (int i = 0; i < 3000; ++i) {
    const std::string text = "name " + std::to_string(i % 1000);
    names.add(i % 7 == 0 ? std::optional<std::string_view>{} : text);
  }
  CHECK_EQ(names.result(frame), int64_t{1000});
}

TEST("count_distinct holds a million values, and many small sets") {
  Frame frame;
  agg::CountDistinct<int64_t> many;
  for (int64_t i = 0; i < 2'000'000; ++i) many.add(i % 1'000'000);
  CHECK_EQ(many.result(frame), int64_t{1'000'000});
  std::vector<agg::CountDistinct<std::string_view>> groups;
  for (int i = 0; i < 10'000; ++i) groups.emplace_back().add("one text");
  CHECK_EQ(groups.front().result(frame), int64_t{1});
}

}  // namespace
