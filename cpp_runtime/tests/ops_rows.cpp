// The operators that look at one row at a time: filter, map, flat_map, split, union, limit, skip, sample, inspect.
#include <string>
#include <vector>

#include "sage/base/record.hpp"
#include "sage/ops/filter.hpp"
#include "sage/ops/flat_map.hpp"
#include "sage/ops/inspect.hpp"
#include "sage/ops/limit.hpp"
#include "sage/ops/map.hpp"
#include "sage/ops/sample.hpp"
#include "sage/ops/skip.hpp"
#include "sage/ops/split.hpp"
#include "sage/ops/union.hpp"
#include "test.hpp"

using namespace sage;

namespace {

struct Row {
  int64_t n{};
  static constexpr auto fields = sage::fields(field("n", &Row::n));
};

// Fails for negative numbers.
int64_t checked(int64_t n, Frame& frame) {
  if (n < 0) frame.fail(0, Code::kOverflow, "negative");
  return n;
}

// The numbers that come out for 0..count-1.
template <class Op>
std::vector<int64_t> run(Op op, int64_t count) {
  Frame frame;
  std::vector<int64_t> out;
  for (int64_t i = 0; i < count; ++i) {
    CHECK(op.process(Row{i}, frame, [&](const auto& row) { out.push_back(row.n); }) == Status::kOk);
  }
  return out;
}

// Checks that a row that fails is reported and emits nothing.
template <class Op, class... Emits>
void check_fails(Op op, Emits... emits) {
  Frame frame;
  CHECK(op.process(Row{-1}, frame, emits...) == Status::kFailed);
  CHECK(frame.failure().reason == "negative");
}

auto never() {
  return [](const auto&) { CHECK(!"emitted"); };
}

struct Large {
  const int64_t& floor;
  bool operator()(const Row& r, Frame& f) const { return checked(r.n, f) >= floor; }
};

TEST("filter passes the rows for which the condition holds") {
  const int64_t floor = 3;
  CHECK(run(ops::Filter<Large>{{floor}}, 5) == std::vector<int64_t>{3, 4});
  check_fails(ops::Filter<Large>{{floor}}, never());
}

struct Double {
  Row operator()(const Row& r, Frame& f) const { return {checked(r.n, f) * 2}; }
};

TEST("map makes one row of each row") {
  CHECK(run(ops::Map<Double>{}, 3) == std::vector<int64_t>{0, 2, 4});
  check_fails(ops::Map<Double>{}, never());
}

struct Below {
  List<int64_t> items(const Row& r, Frame& f) const {
    auto* items = f.arena.array<int64_t>(static_cast<size_t>(checked(r.n, f) < 0 ? 1 : r.n));
    for (int64_t i = 0; i < r.n; ++i) items[i] = 10 * r.n + i;
    return {items, static_cast<size_t>(r.n < 0 ? 1 : r.n)};
  }
  static Row row(const Row&, int64_t item) { return {item}; }
};

TEST("flat_map makes a row of each element, none of an empty list") {
  CHECK(run(ops::FlatMap<Below>{}, 4) == std::vector<int64_t>{10, 20, 21, 30, 31, 32});
  check_fails(ops::FlatMap<Below>{}, never());
}

struct Even {
  std::optional<int64_t> items(const Row& r, Frame& f) const {
    return checked(r.n, f) % 2 == 0 ? std::optional{r.n} : std::nullopt;
  }
  static Row row(const Row&, int64_t item) { return {item}; }
};

TEST("an optional is a list of none or one, and null goes to the other output") {
  CHECK(run(ops::FlatMap<Even>{}, 5) == std::vector<int64_t>{0, 2, 4});
  check_fails(ops::FlatMap<Even>{}, never(), never());
  ops::FlatMap<Even> op;
  Frame frame;
  std::vector<int64_t> nulls;
  for (int64_t i = 0; i < 5; ++i) {
    (void)op.process(Row{i}, frame, [](const Row&) {}, [&](const Row& r) { nulls.push_back(r.n); });
  }
  CHECK(nulls == std::vector<int64_t>{1, 3});
}

struct Third {
  int operator()(const Row& r, Frame& f) const { return static_cast<int>(checked(r.n, f) % 3) - 1; }
};

TEST("split sends a row to the chosen output or nowhere") {
  std::vector<int64_t> first, second;
  ops::Split<Third> op;
  Frame frame;
  for (int64_t i = 0; i < 6; ++i) {
    auto status = op.process(
        Row{i}, frame, [&](const Row& r) { first.push_back(r.n); },
        [&](const Row& r) { second.push_back(r.n); });
    CHECK(status == Status::kOk);
  }
  CHECK(first == std::vector<int64_t>{1, 4});
  CHECK(second == std::vector<int64_t>{2, 5});
  check_fails(op, never(), never());
}

TEST("union passes every row") { CHECK(run(ops::Union{}, 3) == std::vector<int64_t>{0, 1, 2}); }

TEST("limit passes the first rows and then is done") {
  CHECK(run(ops::Limit{2}, 5) == std::vector<int64_t>{0, 1});
  CHECK(run(ops::Limit{9}, 2) == std::vector<int64_t>{0, 1});
  CHECK(ops::Limit{0}.done());
  ops::Limit op{1};
  Frame frame;
  CHECK(!op.done());
  (void)op.process(Row{1}, frame, [](const Row&) {});
  CHECK(op.done());
}

TEST("skip passes what comes after the first rows") {
  CHECK(run(ops::Skip{2}, 5) == std::vector<int64_t>{2, 3, 4});
  CHECK(run(ops::Skip{0}, 2) == std::vector<int64_t>{0, 1});
}

// The twin of this test is in tests/library/test_sampling.py.
TEST("sample chooses the same rows for the same seed") {
  CHECK(run(ops::Sample{0.25, 7}, 24) == std::vector<int64_t>{1, 5, 8, 10, 21});
  CHECK(run(ops::Sample{0.5, -1}, 12) == std::vector<int64_t>{2, 3, 7, 9, 10});
  CHECK(run(ops::Sample{0.25, 7}, 1000) != run(ops::Sample{0.25, 8}, 1000));
  CHECK_EQ(run(ops::Sample{1.0, 0}, 100).size(), size_t{100});
  CHECK_EQ(run(ops::Sample{0.0, 0}, 100).size(), size_t{0});
  const auto half = run(ops::Sample{0.5, -1}, 10'000).size();
  CHECK(half > 4800 && half < 5200);
}

struct Print {
  std::string& out;
  void operator()(std::string_view level, std::string_view message, const Row& r, Frame&) const {
    out += std::string(level) + ": " + std::string(message) + " " + std::to_string(r.n) + "\n";
  }
};

TEST("inspect shows each row and passes it") {
  std::string out;
  CHECK(run(ops::Inspect<Print>{"row", "info", {out}}, 2) == std::vector<int64_t>{0, 1});
  CHECK_EQ(out, std::string("info: row 0\ninfo: row 1\n"));
}

}  // namespace
