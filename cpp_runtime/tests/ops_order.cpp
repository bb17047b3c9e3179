// The operators that put rows in order: sort and top.
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "sage/ops/sort.hpp"
#include "sage/ops/top.hpp"
#include "test.hpp"

using namespace sage;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct Row {
  int64_t id{};
  std::string_view name{};
  std::optional<double> score{};
  static constexpr auto fields =
      sage::fields(field("id", &Row::id), field("name", &Row::name), field("score", &Row::score));
};

struct NoKey {
  struct Value {
    static constexpr auto fields = sage::fields();
  };
  Value operator()(const Row&, Frame&) const { return {}; }
};

struct ByName {
  struct Value {
    std::string_view name{};
    static constexpr auto fields = sage::fields(field("name", &Value::name));
  };
  Value operator()(const Row& r, Frame&) const { return {r.name}; }
};

template <bool kDescending>
struct Score {
  using Input = Row;
  struct Value {
    std::optional<double> score{};
    static constexpr auto fields = sage::fields(field("score", &Value::score));
  };
  Value operator()(const Row& r, Frame& f) const {
    if (r.id < 0) f.fail(0, Code::kOverflow, "negative");
    return {r.score};
  }
  static constexpr bool descending[] = {kDescending};
};

struct NameThenScore {
  using Input = Row;
  struct Value {
    std::string_view name{};
    std::optional<double> score{};
    static constexpr auto fields =
        sage::fields(field("name", &Value::name), field("score", &Value::score));
  };
  Value operator()(const Row& r, Frame& f) const { return {f.arena.copy(r.name), r.score}; }
  static constexpr bool descending[] = {true, false};
};

// Passes rows whose text is gone afterwards, a batch each, and gives the ids that come out, with their names checked.
template <class Op>
std::vector<int64_t> run(Op op, const std::vector<Row>& rows) {
  Frame frame;
  for (const Row& row : rows) {
    std::string name(row.name);
    const Status status =
        op.process(Row{row.id, name, row.score}, frame, [](const Row&) { CHECK(!"emitted"); });
    CHECK_EQ(status == Status::kFailed, row.id < 0);
    std::memset(name.data(), '!', name.size());
    frame.arena.reset();
    frame.clear();
  }
  std::vector<int64_t> out;
  op.finish(frame, [&](const Row& row) {
    out.push_back(row.id);
    if (row.id < static_cast<int64_t>(rows.size()))
      CHECK_EQ(row.name, rows[static_cast<size_t>(row.id)].name);
  });
  return out;
}

using Ids = std::vector<int64_t>;

const std::vector<Row> kRows = {{0, "b", 2.0}, {1, "a", kNan}, {2, "b", std::nullopt},
                                {3, "a", 1.0}, {4, "b", 2.0},  {5, "a", 3.0},
                                {-1, "a", 9.0}};

TEST("sort is stable and puts NaN after numbers and null last, in both directions") {
  CHECK(run(ops::Sort<NoKey, Score<false>>{}, kRows) == Ids{3, 0, 4, 5, 1, 2});
  CHECK(run(ops::Sort<NoKey, Score<true>>{}, kRows) == Ids{5, 0, 4, 3, 1, 2});
}

TEST("sort keeps the groups of a key together, in order of first appearance") {
  CHECK(run(ops::Sort<ByName, Score<false>>{}, kRows) == Ids{0, 4, 2, 3, 5, 1});
}

TEST("sort compares one field after the other, each in its direction") {
  std::vector<Row> rows(kRows.begin(), kRows.end() - 1);
  CHECK(run(ops::Sort<NoKey, NameThenScore>{}, rows) == Ids{0, 4, 2, 3, 5, 1});
}

TEST("nothing sorted is nothing") {
  CHECK(run(ops::Sort<NoKey, Score<false>>{}, {}).empty());
  CHECK(run(ops::Top<NoKey, Score<false>>{3, true}, {}).empty());
}

TEST("top keeps the first n of the order, earlier rows before equal later ones") {
  CHECK(run(ops::Top<NoKey, Score<true>>{2, false}, kRows) == Ids{5, 0});
  CHECK(run(ops::Top<NoKey, Score<true>>{9, false}, kRows) == Ids{5, 0, 4, 3, 1, 2});
  CHECK(run(ops::Top<NoKey, Score<true>>{0, true}, kRows).empty());
}

TEST("top with ties keeps all rows that equal the n-th") {
  CHECK(run(ops::Top<NoKey, Score<true>>{2, true}, kRows) == Ids{5, 0, 4});
  const std::vector<Row> all_equal = {{0, "a", 1.0}, {1, "a", 1.0}, {2, "a", 1.0}};
  CHECK(run(ops::Top<NoKey, Score<true>>{1, true}, all_equal) == Ids{0, 1, 2});
  CHECK(run(ops::Top<NoKey, Score<true>>{1, false}, all_equal) == Ids{0});
}

TEST("top ranks each key by itself") {
  CHECK(run(ops::Top<ByName, Score<true>>{1, false}, kRows) == Ids{0, 5});
  CHECK(run(ops::Top<ByName, Score<true>>{1, true}, kRows) == Ids{0, 4, 5});
}

uint64_t noise(uint64_t x) {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
  return x ^ x >> 27;
}

TEST("top agrees with the start of sort, whatever n and the ties") {
  for (uint64_t range : {3, 20, 1000}) {
    std::vector<Row> rows;
    for (int64_t i = 0; i < 300; ++i) {
      const uint64_t draw = noise(static_cast<uint64_t>(i) + 1000 * range) % range;
      rows.push_back(
          {i, "a name", draw == 0 ? std::optional<double>{} : static_cast<double>(draw)});
    }
    const Ids sorted = run(ops::Sort<NoKey, Score<true>>{}, rows);
    for (size_t n : {1, 2, 7, 50, 299, 300, 301}) {
      size_t end = std::min(n, sorted.size());
      CHECK(run(ops::Top<NoKey, Score<true>>{static_cast<int64_t>(n), false}, rows) ==
            Ids(sorted.begin(), sorted.begin() + static_cast<ptrdiff_t>(end)));
      auto score = [&](size_t place) { return rows[static_cast<size_t>(sorted[place])].score; };
      while (end < sorted.size() && score(end) == score(n - 1)) ++end;
      CHECK(run(ops::Top<NoKey, Score<true>>{static_cast<int64_t>(n), true}, rows) ==
            Ids(sorted.begin(), sorted.begin() + static_cast<ptrdiff_t>(end)));
    }
  }
}

TEST("top frees the text of rows that were replaced, and keeps that of the others") {
  ops::Top<NoKey, NameThenScore> op(3, true);
  Frame frame;
  constexpr int kRowCount = 200'000;
  for (int i = 0; i < kRowCount; ++i) {
    char name[80];
    std::snprintf(name, sizeof name, "%070d", i);
    (void)op.process(Row{i, name, 1.0}, frame, [](const Row&) {});
    frame.arena.reset();
  }
  CHECK(op.text_bytes() < size_t{1} << 17);
  int expected = kRowCount;
  op.finish(frame, [&](const Row& row) {
    CHECK_EQ(row.id, int64_t{--expected});
    CHECK_EQ(std::stoi(std::string(row.name)), expected);
  });
  CHECK_EQ(expected, kRowCount - 3);
}

TEST("a million rows are sorted") {
  ops::Sort<NoKey, Score<false>> op;
  Frame frame;
  for (int64_t i = 0; i < 1'000'000; ++i) {
    (void)op.process(Row{i, "", static_cast<double>(noise(static_cast<uint64_t>(i)) >> 44)}, frame,
                     [](const Row&) {});
  }
  Row last{-1, "", -1.0};
  int64_t wrong = 0;
  op.finish(frame, [&](const Row& row) {
    wrong += *row.score < *last.score || (*row.score == *last.score && row.id < last.id);
    last = row;
  });
  CHECK_EQ(wrong, int64_t{0});
}

}  // namespace
