// The joins: what comes out and when, checked against plain lists on random rows, and that memory stays flat.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "sage/base/budget.hpp"
#include "sage/ops/join.hpp"
#include "sage/ops/join_over.hpp"
#include "sage/ops/join_within.hpp"
#include "sage/ops/lookup.hpp"
#include "sage/ops/lookup_versioned.hpp"
#include "test.hpp"

using namespace sage;
using ops::Pairs;

namespace {

struct Row {
  std::string_view key{};
  int64_t n{};
  static constexpr auto fields = sage::fields(field("key", &Row::key), field("n", &Row::n));
};

struct Pair {
  int64_t left{};
  int64_t right{};
  bool operator==(const Pair&) const = default;
};

constexpr int64_t kNone = -1;

// Rows meet by key unless both numbers end in the same digit; a left 13 fails with every partner.
struct On {
  using Input = Row;
  using Other = Row;
  using Output = Pair;
  static constexpr bool tests = true;
  static constexpr bool may_fail = true;
  struct Value {
    std::string_view key{};
    static constexpr auto fields = sage::fields(field("key", &Value::key));
  };
  Value left(const Row& r, Frame&) const { return {r.key}; }
  Value right(const Row& r, Frame&) const { return {r.key}; }
  bool matches(const Row& r, const Row& s, Frame& f) const {
    if (r.n == 13) f.fail(0, Code::kAbsent, "unlucky");
    return r.n % 10 != s.n % 10;
  }
  template <class... Bounds>
  static Pair pair(const Row& r, const Row& s, Bounds...) {
    return {r.n, s.n};
  }
  template <class... Bounds>
  static Pair lone(const Row& r, Bounds...) {
    return {r.n, kNone};
  }
  template <class... Bounds>
  static Pair lone_right(const Row& s, Bounds...) {
    return {kNone, s.n};
  }
};

// What came out, with its time.
struct Made {
  int64_t left;
  int64_t right;
  int64_t time;
  auto operator<=>(const Made&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Made& made) {
  return out << made.left << "/" << made.right << "@" << made.time;
}

struct Collector {
  Frame& frame;
  std::vector<Made>& made;
  void operator()(const Pair& pair) const { made.push_back({pair.left, pair.right, frame.time}); }
  void operator()(const Row& row) const { made.push_back({row.n, kNone, frame.time}); }
};

struct Arrival {
  int side;
  std::string key;
  int64_t n;
  int64_t time;
};

std::vector<Arrival> random_rows(uint32_t seed, int count, int keys, int64_t disorder) {
  std::mt19937 random(seed);
  std::vector<Arrival> rows;
  for (int i = 0; i < count; ++i) {
    const auto back = static_cast<int64_t>(random() % static_cast<uint32_t>(disorder + 1));
    const std::string key =
        "a long key, so that its text is kept " + std::to_string(random() % keys);
    rows.push_back({static_cast<int>(random() % 2), key, i, 1000 + i * 10 - back});
  }
  return rows;
}

// Feeds rows with the watermark right behind each that raises it.
template <class Join>
std::vector<Made> fed(Join& join, const std::vector<Arrival>& rows, int64_t delay) {
  std::vector<Made> made;
  Frame frame;
  int64_t watermark = kStartOfTime;
  const Collector collect{frame, made};
  for (const Arrival& row : rows) {
    if (row.time - delay > watermark) {
      watermark = row.time - delay;
      join.advance(watermark, frame, collect);
    }
    frame.time = row.time;
    std::string text = row.key;  // gone after this row
    const Row record{text, row.n};
    Status status = row.side == 0 ? join.process(Input<0>{}, record, frame, collect)
                                  : join.process(Input<1>{}, record, frame, collect);
    CHECK_EQ(status == Status::kFailed, frame.failed());
    frame.clear();
    std::fill(text.begin(), text.end(), '?');
  }
  join.advance(kEndOfTime, frame, collect);
  return made;
}

bool meet(const Arrival& a, const Arrival& b) { return a.key == b.key && a.n % 10 != b.n % 10; }

// All that should come out of rows that are at most `span` apart, in no order.
std::vector<Made> expected_within(const std::vector<Arrival>& rows, int64_t span, int64_t delay,
                                  Pairs kind) {
  std::vector<Made> made;
  std::vector<const Arrival*> in_time;
  int64_t watermark = kStartOfTime;
  for (const Arrival& row : rows) {
    watermark = std::max(watermark, row.time - delay);
    if (row.time >= watermark) in_time.push_back(&row);
  }
  std::vector<bool> met(rows.size());
  for (size_t j = 0; j < in_time.size(); ++j) {
    for (size_t i = 0; i < j; ++i) {
      const Arrival *a = in_time[i], *b = in_time[j];
      if (a->side == b->side || std::abs(a->time - b->time) > span || !meet(*a, *b)) continue;
      if (a->side == 1) std::swap(a, b);
      const bool is_first = !met[static_cast<size_t>(a->n)];
      met[static_cast<size_t>(a->n)] = met[static_cast<size_t>(b->n)] = true;
      const int64_t time = std::max(a->time, b->time);
      if (kind == Pairs::kSemi && is_first) made.push_back({a->n, kNone, time});
      if (!ops::is_once(kind)) made.push_back({a->n, b->n, time});
    }
  }
  for (const Arrival* row : in_time) {
    if (met[static_cast<size_t>(row->n)] || !ops::comes_alone(kind, row->side)) continue;
    made.push_back(row->side == 0 ? Made{row->n, kNone, row->time}
                                  : Made{kNone, row->n, row->time});
  }
  return made;
}

std::vector<Made> sorted(std::vector<Made> made) {
  std::sort(made.begin(), made.end());
  return made;
}

template <Pairs kKind>
void check_within() {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    const int64_t disorder = seed % 4 * 100, delay = seed % 3 * 120, span = (seed % 5) * 77;
    auto rows = random_rows(seed, 600, 1 + static_cast<int>(seed) * 3, disorder);
    rows.erase(rows.begin() + 13);  // the one that fails
    ops::JoinWithin<On, kKind> join(Duration{span});
    CHECK_EQ(sorted(fed(join, rows, delay)), sorted(expected_within(rows, span, delay, kKind)));
  }
}

template <Pairs kKind>
void check_over() {
  for (uint32_t seed = 0; seed < 12; ++seed) {
    const int64_t size = 500, every = seed % 3 == 0 ? 500 : seed % 3 == 1 ? 250 : 200;
    auto rows = random_rows(seed, 400, 1 + static_cast<int>(seed) * 3, 90);
    rows.erase(rows.begin() + 13);
    ops::JoinOver<On, kKind> join(Duration{size}, Duration{every}, Duration{0}, On{});
    std::vector<Made> expected;
    for (int64_t start = 0; start < 6000; start += every) {
      std::vector<const Arrival*> in;
      for (const Arrival& row : rows) {
        if (row.time >= start && row.time < start + size) in.push_back(&row);
      }
      std::vector<bool> met(rows.size() + 1);
      for (const Arrival* a : in) {
        if (a->side != 0) continue;
        for (const Arrival* b : in) {
          if (b->side != 1 || !meet(*a, *b)) continue;
          if (!ops::is_once(kKind)) expected.push_back({a->n, b->n, start + size - 1});
          if (kKind == Pairs::kSemi && !met[static_cast<size_t>(a->n)])
            expected.push_back({a->n, kNone, start + size - 1});
          met[static_cast<size_t>(a->n)] = met[static_cast<size_t>(b->n)] = true;
        }
        if (ops::comes_alone(kKind, 0) && !met[static_cast<size_t>(a->n)])
          expected.push_back({a->n, kNone, start + size - 1});
      }
      for (const Arrival* b : in) {
        if (b->side == 1 && ops::comes_alone(kKind, 1) && !met[static_cast<size_t>(b->n)])
          expected.push_back({kNone, b->n, start + size - 1});
      }
    }
    CHECK_EQ(fed(join, rows, 90), expected);
  }
}

// The bytes in use after a fifth of the rows, and the most from then on.
template <class Join, class Text>
void check_flat(Join& join, Text&& text_of) {
  Frame frame;
  uint64_t early = 0, most = 0, count = 0;
  auto take = [&](const auto&) { ++count; };
  constexpr int64_t kRows = 1'000'000;
  for (int64_t i = 0; i < kRows; ++i) {
    frame.time = i * 1000;
    join.advance(frame.time, frame, take);
    const std::string text = text_of(i);
    const Row record{text, i};
    if (i % 2 == 0) {
      static_cast<void>(join.process(Input<0>{}, record, frame, take));
    } else {
      static_cast<void>(join.process(Input<1>{}, record, frame, take));
    }
    frame.clear();
    if (i % 1000 != 0) continue;
    frame.arena.reset();
    (i < kRows / 5 ? early : most) = std::max(i < kRows / 5 ? early : most, memory::used());
  }
  CHECK(count > 0);
  CHECK(most <= early + early / 10 + (1 << 20));
}

std::string often(int64_t i) { return "key " + std::to_string(i / 2 % 100'000); }
std::string ever_new(int64_t i) { return "a key that comes twice " + std::to_string(i / 2); }

}  // namespace

TEST("rows meet within a span: inner") { check_within<Pairs::kInner>(); }
TEST("rows meet within a span: left") { check_within<Pairs::kLeft>(); }
TEST("rows meet within a span: full") { check_within<Pairs::kFull>(); }
TEST("rows meet within a span: semi") { check_within<Pairs::kSemi>(); }
TEST("rows meet within a span: anti") { check_within<Pairs::kAnti>(); }

TEST("rows meet in a window, in the order that is promised: inner") { check_over<Pairs::kInner>(); }
TEST("rows meet in a window, in the order that is promised: left") { check_over<Pairs::kLeft>(); }
TEST("rows meet in a window, in the order that is promised: full") { check_over<Pairs::kFull>(); }
TEST("rows meet in a window, in the order that is promised: semi") { check_over<Pairs::kSemi>(); }
TEST("rows meet in a window, in the order that is promised: anti") { check_over<Pairs::kAnti>(); }

TEST("rows that are kept for good meet all, and a row that fails is as if it had not come") {
  ops::Join<On, Pairs::kFull> join;
  Frame frame;
  std::vector<Made> made;
  const Collector collect{frame, made};
  auto left = [&](std::string_view key, int64_t n) {
    const bool ok = join.process(Input<0>{}, Row{key, n}, frame, collect) == Status::kOk;
    frame.clear();
    return ok;
  };
  auto right = [&](std::string_view key, int64_t n) {
    const bool ok = join.process(Input<1>{}, Row{key, n}, frame, collect) == Status::kOk;
    frame.clear();
    return ok;
  };
  frame.time = 0;
  CHECK(left("a", 1));
  CHECK(left("a", 2));
  CHECK(right("a", 11));
  CHECK(right("b", 12));
  CHECK(left("c", 13));
  CHECK(!right("c", 5));
  CHECK(!left("b", 13));
  join.end(Input<0>{});
  CHECK(right("a", 15));
  CHECK(right("d", 16));
  join.finish(frame, collect);
  const std::vector<Made> expected{{2, 11, 0},     {1, 15, 0},     {2, 15, 0},
                                   {13, kNone, 0}, {kNone, 12, 0}, {kNone, 16, 0}};
  CHECK_EQ(made, expected);
}

TEST("a late row meets nobody, and is counted") {
  ops::JoinWithin<On, Pairs::kInner> join(Duration{100});
  Frame frame;
  std::vector<Made> made;
  const Collector collect{frame, made};
  join.advance(50, frame, collect);
  for (int64_t time : {49, 50, 51}) {
    frame.time = time;
    static_cast<void>(join.process(Input<0>{}, Row{"a", time}, frame, collect));
  }
  frame.time = 60;
  static_cast<void>(join.process(Input<1>{}, Row{"a", 60}, frame, collect));
  CHECK_EQ(join.late(), 1u);
  CHECK_EQ(made, (std::vector<Made>{{51, 60, 60}}));
}

TEST("times at the ends of what there is") {
  ops::JoinWithin<On, Pairs::kFull> join(Duration{INT64_MAX});
  Frame frame;
  std::vector<Made> made;
  const Collector collect{frame, made};
  frame.time = INT64_MIN;
  static_cast<void>(join.process(Input<0>{}, Row{"a", 1}, frame, collect));
  frame.time = INT64_MAX;
  static_cast<void>(join.process(Input<1>{}, Row{"a", 2}, frame, collect));
  join.advance(kEndOfTime, frame, collect);
  CHECK_EQ(made.size(), 1u);  // the last moment of all never passes
}

TEST("a lookup finds the latest row, and what was replaced takes no memory") {
  ops::Lookup<On> lookup;
  Frame frame;
  std::vector<Made> made, missed;
  const Collector collect{frame, made}, none{frame, missed};
  frame.time = 0;
  static_cast<void>(lookup.process(Input<0>{}, Row{"a", 1}, frame, collect, none));
  static_cast<void>(lookup.process(Input<1>{}, Row{"a", 2}, frame, collect, none));
  static_cast<void>(lookup.process(Input<1>{}, Row{"a", 3}, frame, collect, none));
  static_cast<void>(lookup.process(Input<0>{}, Row{"a", 4}, frame, collect, none));
  CHECK_EQ(made, (std::vector<Made>{{4, 3, 0}}));
  CHECK_EQ(missed, (std::vector<Made>{{1, kNone, 0}}));
  const uint64_t before = memory::used();
  const std::string text(100, 'x');
  for (int64_t i = 0; i < 200'000; ++i) {
    const std::string key = text + std::to_string(i % 100);
    static_cast<void>(lookup.process(Input<1>{}, Row{key, i}, frame, collect, none));
  }
  CHECK(memory::used() < before + (1 << 20));
}

TEST("a version is the one that was the latest") {
  ops::LookupVersioned<On> lookup;
  Frame frame;
  std::vector<Made> made, missed;
  const Collector collect{frame, made}, none{frame, missed};
  auto at = [&](auto side, int64_t time, int64_t n) {
    frame.time = time;
    static_cast<void>(lookup.process(side, Row{"a", n}, frame, collect, none));
  };
  at(Input<1>{}, 20, 2);
  at(Input<0>{}, 15, 105);
  at(Input<0>{}, 9, 106);
  at(Input<1>{}, 10, 1);
  at(Input<0>{}, 20, 107);
  lookup.advance(20, frame, collect, none);
  CHECK_EQ(made, (std::vector<Made>{{105, 1, 15}}));
  CHECK_EQ(missed, (std::vector<Made>{{106, kNone, 9}}));
  at(Input<1>{}, 20, 3);
  at(Input<1>{}, 19, 4);
  lookup.advance(21, frame, collect, none);
  CHECK_EQ(made.back(), (Made{107, 3, 20}));
  CHECK_EQ(lookup.late(), 1u);
}

TEST("memory is flat within a span: keys that come again") {
  ops::JoinWithin<On, Pairs::kInner> join(Duration{10'000'000});
  check_flat(join, often);
}

TEST("memory is flat within a span: ever new keys, and rows that wait for partners") {
  ops::JoinWithin<On, Pairs::kFull> join(Duration{10'000'000});
  check_flat(join, ever_new);
}

TEST("memory is flat over windows") {
  ops::JoinOver<On, Pairs::kFull> join(Duration{10'000'000}, Duration{5'000'000}, Duration{0},
                                       On{});
  check_flat(join, ever_new);
}

TEST("memory is flat with versions") {
  ops::LookupVersioned<On> join;
  check_flat(join, [](int64_t i) { return "key " + std::to_string(i / 2 % 1000); });
}
