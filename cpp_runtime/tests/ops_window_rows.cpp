// Rows of windows: in order, the first of them, those that carry their window, and those that are the same.
#include <cstring>
#include <string>
#include <vector>

#include "sage/ops/dedup_over.hpp"
#include "sage/ops/dedup_within.hpp"
#include "sage/ops/over_window.hpp"
#include "sage/ops/ranked_windows.hpp"
#include "test.hpp"

using namespace sage;

namespace {

struct Row {
  std::string_view name{};
  int64_t n{};
  Timestamp window_start{};
  Timestamp window_end{};
  static constexpr auto fields = sage::fields(field("name", &Row::name), field("n", &Row::n),
                                              field("window_start", &Row::window_start),
                                              field("window_end", &Row::window_end));
};

struct Together {
  struct Value {
    static constexpr auto fields = sage::fields();
  };
  Value operator()(const Row&, Frame&) const { return {}; }
};

struct ByWindow {
  struct Value {
    Timestamp window_start{};
    Timestamp window_end{};
    static constexpr auto fields = sage::fields(field("window_start", &Value::window_start),
                                                field("window_end", &Value::window_end));
  };
  Value operator()(const Row& r, Frame&) const { return {r.window_start, r.window_end}; }
};

struct ByName {
  struct Value {
    std::string_view name{};
    static constexpr auto fields = sage::fields(field("name", &Value::name));
  };
  Value operator()(const Row& r, Frame&) const { return {r.name}; }
};

struct Largest {
  using Input = Row;
  struct Value {
    int64_t k0{};
    static constexpr auto fields = sage::fields(field("k0", &Value::k0));
  };
  static constexpr bool descending[] = {true};
  Value operator()(const Row& r, Frame&) const { return {r.n}; }
  static Row row(const Row& r, const Bounds& w) { return {r.name, r.n, w.start, w.end}; }
  static const Row& row(const Row& r) { return r; }
};

using Numbers = std::vector<int64_t>;

// Passes rows at times, whose text is gone afterwards, with a watermark at each row's time; gives the numbers that come out.
template <class Op>
Numbers run(Op& op, const std::vector<std::pair<int64_t, Row>>& rows) {
  Frame frame;
  Numbers out;
  auto emit = [&](const Row& row) {
    out.push_back(row.n);
    if (!row.name.empty()) CHECK_EQ(row.name, std::string_view("a rather long name"));
  };
  int64_t watermark = kStartOfTime;
  for (const auto& [time, row] : rows) {
    if (time > watermark) op.advance(watermark = time, frame, emit);
    frame.time = time;
    std::string name(row.name);
    CHECK(op.process(Row{name, row.n, row.window_start, row.window_end}, frame, emit) ==
          Status::kOk);
    std::memset(name.data(), '!', name.size());
    frame.arena.reset();
  }
  op.advance(kEndOfTime, frame, emit);
  return out;
}

constexpr std::string_view kName = "a rather long name";

TEST("rows of a window come out in order, equal ones as they came") {
  ops::RankedTumbling<Together, Largest> op({10}, {0}, {0}, {0}, ops::kAllRows, false);
  CHECK(run(op, {{1, {kName, 5}}, {2, {kName, 7}}, {3, {kName, 5}}, {12, {kName, 1}}}) ==
        Numbers{7, 5, 5, 1});
}

TEST("the first rows of a window, with those that are as good as the last of them") {
  const std::vector<std::pair<int64_t, Row>> rows = {
      {1, {kName, 5}}, {2, {kName, 7}}, {3, {kName, 5}}};
  ops::RankedTumbling<Together, Largest> two({10}, {0}, {0}, {0}, 2, false);
  ops::RankedTumbling<Together, Largest> tied({10}, {0}, {0}, {0}, 2, true);
  ops::RankedTumbling<Together, Largest> none({10}, {0}, {0}, {0}, 0, true);
  CHECK(run(two, rows) == Numbers{7, 5});
  CHECK(run(tied, rows) == Numbers{7, 5, 5});
  CHECK(run(none, rows).empty());
}

TEST("a row is among the first of each of its windows") {
  ops::RankedSliding<Together, Largest> op({10}, {5}, {0}, {0}, {0}, 1, false);
  CHECK(run(op, {{1, {kName, 5}}, {6, {kName, 3}}, {11, {kName, 4}}}) == Numbers{5, 5, 4, 4});
}

TEST("of many rows no more are kept than may be among the first") {
  ops::Ranked<Largest>::State state;
  ops::Ranked<Largest> top(3, false);
  Frame frame;
  for (int64_t i = 0; i < 100'000; ++i)
    top.add(state, top.args(Row{kName, i * 7919 % 100'000}, frame));
  CHECK(state.places.size() < 64);
  CHECK(state.text.used() < 16384);
  Numbers out;
  auto emit = [&](const Row& row) { out.push_back(row.n); };
  ops::Ranked<Largest>::emit_rows(state, emit);
  CHECK(out == Numbers{99'999, 99'998, 99'997});
}

TEST("rows that carry their window come out when it ends, by the windows' ends and starts") {
  ops::RankedOverWindow<ByWindow, Largest> op(ops::kAllRows, false);
  const Timestamp zero{0}, five{5}, ten{10}, twenty{20};
  CHECK(run(op, {{0, {kName, 1, five, ten}},
                 {0, {kName, 2, zero, twenty}},
                 {1, {kName, 3, zero, ten}},
                 {2, {kName, 4, five, ten}},
                 {10, {kName, 5, zero, ten}},
                 {11, {kName, 6, zero, twenty}}}) == Numbers{3, 4, 1, 6, 2});
  CHECK_EQ(op.late(), uint64_t{1});
}

TEST("a row near in time to the last that passed is dropped") {
  ops::DedupWithin<ByName> op({10});
  CHECK(run(op, {{0, {kName, 1}},
                 {9, {kName, 2}},
                 {10, {kName, 3}},
                 {19, {kName, 4}},
                 {21, {kName, 5}}}) == Numbers{1, 3, 5});
}

TEST("keys are forgotten when the watermark is far enough behind") {
  ops::DedupWithin<ByName> op({10});
  Frame frame;
  auto emit = [](const Row&) {};
  for (int64_t i = 0; i < 100'000; ++i) {
    op.advance(i, frame, emit);
    frame.time = i;
    CHECK(op.process(Row{std::to_string(i), i}, frame, emit) == Status::kOk);
    CHECK(op.size() < 40);
  }
}

TEST("the first row of a key with a window passes, until the window is over") {
  ops::DedupOver<ByWindow> op;
  const Timestamp zero{0}, ten{10}, twenty{20};
  CHECK(run(op, {{0, {kName, 1, zero, ten}},
                 {1, {kName, 2, zero, ten}},
                 {2, {kName, 3, ten, twenty}},
                 {10, {kName, 4, zero, ten}}}) == Numbers{1, 3});
  CHECK_EQ(op.late(), uint64_t{1});
}

}  // namespace
