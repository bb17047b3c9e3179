// Aggregates over tumbling and sliding windows.
#include "sage/ops/sized_windows.hpp"

#include <map>

#include "sage/base/errors.hpp"

#include "windows.hpp"

using namespace sage;
using namespace sage::test;

namespace {

using Op = ops::SizedWindows<ByKey, Folds, true>;

Op op(int64_t size, int64_t every, int64_t offset = 0, int64_t lateness = 0) {
  return Op({size}, {every}, {offset}, {lateness});
}

struct Expected {
  std::vector<Result> rows;
  std::vector<int64_t> late;
};

// What comes out by the definition: every window that holds a row has all rows that came before it was gone.
Expected by_definition(const std::vector<Row>& rows, int64_t size, int64_t every, int64_t offset,
                       int64_t delay) {
  struct Open {
    std::vector<std::string> keys;
    std::map<std::string, std::map<int64_t, std::vector<int64_t>>> values;  // by key and slice
  };
  Expected expected;
  std::map<int64_t, std::map<std::string, std::vector<std::pair<int64_t, int64_t>>>> open;
  std::map<int64_t, std::vector<std::pair<int64_t, std::string>>>
      firsts;  // slice and key, in order of arrival
  const int64_t slice = std::gcd(size, every);
  auto floored = [&](int64_t time, int64_t length) {
    int64_t past = (time - offset) % length;
    return time - (past < 0 ? past + length : past);
  };
  int64_t watermark = kStartOfTime;
  auto fire = [&] {
    while (!open.empty() && open.begin()->first + size <= watermark) {
      const int64_t start = open.begin()->first;
      auto& order = firsts[start];
      std::stable_sort(order.begin(), order.end(),
                       [](auto& a, auto& b) { return a.first < b.first; });
      std::vector<std::string> seen;
      for (auto& [at, key] : order) {
        if (std::find(seen.begin(), seen.end(), key) != seen.end()) continue;
        seen.push_back(key);
        auto& values = open.begin()->second[key];
        std::stable_sort(values.begin(), values.end(),
                         [](auto& a, auto& b) { return a.first < b.first; });
        Result result{key, 0, 0, {}, {start, start + size}, start + size - 1};
        for (auto& [when, n] : values) {
          ++result.count;
          result.sum += n;
          result.values.push_back(n);
        }
        expected.rows.push_back(result);
      }
      open.erase(open.begin());
    }
  };
  for (const Row& row : rows) {
    watermark = std::max(watermark, row.time - delay);
    fire();
    bool is_late = true;
    for (int64_t start = floored(row.time, every); start > row.time - size; start -= every) {
      if (start + size <= watermark) continue;
      is_late = false;
      const std::string key(row.key);
      open[start][key].push_back({floored(row.time, slice), row.n});
      firsts[start].push_back({floored(row.time, slice), key});
    }
    if (is_late) expected.late.push_back(row.n);
  }
  watermark = kEndOfTime;
  fire();
  return expected;
}

TEST("a row on a boundary belongs to the window that begins there") {
  Driver d(op(10, 10));
  for (int64_t time : {-10, -1, 0, 9, 10}) (void)d.pass({"a", time, time});
  const std::vector<Result> expected = {{"a", 2, -11, {-10, -1}, {-10, 0}, -1},
                                        {"a", 2, 9, {0, 9}, {0, 10}, 9},
                                        {"a", 1, 10, {10}, {10, 20}, 19}};
  CHECK(d.end() == expected);
}

TEST("windows fire before the row that raises the watermark to their end") {
  Driver d(op(10, 10), 2);
  (void)d.pass({"a", 1, 0});
  (void)d.pass({"a", 2, 11});
  CHECK(d.out.empty());
  (void)d.pass({"a", 3, 12});
  CHECK_EQ(d.out.size(), size_t{1});
  CHECK_EQ(d.out[0].sum, int64_t{1});
}

TEST("a row whose window is gone is late, and counted") {
  Driver d(op(10, 10));
  for (int64_t time : {5, 20, 9, 10, 25}) (void)d.pass({"a", time, time});
  CHECK(d.dropped == std::vector<int64_t>{9, 10});
  CHECK_EQ(d.op.late(), uint64_t{2});
  CHECK_EQ(d.end().size(), size_t{2});
}

TEST("a row late for some of its windows counts in the others") {
  Driver d(op(10, 5));
  for (int64_t time : {6, 12, 7, 1}) (void)d.pass({"a", time, time});
  CHECK(d.dropped == std::vector<int64_t>{1});
  const std::vector<Result> expected = {{"a", 1, 6, {6}, {0, 10}, 9},
                                        {"a", 3, 25, {6, 7, 12}, {5, 15}, 14},
                                        {"a", 1, 12, {12}, {10, 20}, 19}};
  CHECK(d.end() == expected);
}

TEST("windows that begin before the first row fire too") {
  Driver d(op(6, 2));
  (void)d.pass({"a", 1, 5});
  std::vector<int64_t> starts;
  for (const Result& result : d.end()) starts.push_back(result.window.start);
  CHECK(starts == std::vector<int64_t>{0, 2, 4});
}

TEST("what comes out is what the definition says, whatever the sizes and the order of rows") {
  for (auto [size, every, offset] : {std::array<int64_t, 3>{10, 10, 0},
                                     {10, 10, 3},
                                     {12, 4, 0},
                                     {12, 4, -1},
                                     {10, 4, 0},
                                     {7, 3, 2},
                                     {9, 1, 0}}) {
    for (int64_t delay : {0, 5, 40}) {
      const auto rows = wandering(static_cast<uint32_t>(size * 100 + delay), 300, 4, 30);
      Driver d(op(size, every, offset), delay);
      for (const Row& row : rows) CHECK(d.pass(row) == Status::kOk);
      const Expected expected = by_definition(rows, size, every, offset, delay);
      CHECK(d.end() == expected.rows);
      CHECK(d.dropped == expected.late);
      CHECK_EQ(d.op.late(), expected.late.size());
    }
  }
}

TEST("far gaps are leapt over") {
  Driver d(op(10, 1));
  (void)d.pass({"a", 1, -3'000'000'000'000'000});
  (void)d.pass({"a", 2, 3'000'000'000'000'000});
  CHECK_EQ(d.end().size(), size_t{20});
}

TEST("the first and the last times that there are do no harm") {
  Driver d(op(10, 5, 3, 7), 0);
  CHECK(d.pass({"a", 1, INT64_MIN + 1}) == Status::kOk);
  CHECK(d.pass({"a", 2, INT64_MAX - 1}) == Status::kOk);
  CHECK(!d.end().empty());
}

TEST("a window that has fired is kept for its lateness, and late rows fire it again") {
  Driver d(op(10, 10, 0, 5));
  for (int64_t time : {1, 12, 2, 14, 3, 15, 4}) (void)d.pass({"a", time, time});
  const std::vector<Result> expected = {{"a", 1, 1, {1}, {0, 10}, 9},
                                        {"a", 2, 3, {1, 2}, {0, 10}, 9},
                                        {"a", 3, 6, {1, 2, 3}, {0, 10}, 9}};
  CHECK(d.out == expected);
  CHECK(d.dropped == std::vector<int64_t>{4});
  CHECK_EQ(d.end().size(), size_t{4});
}

TEST("a late row fires again those of its sliding windows that are kept, for its key alone") {
  Driver d(op(10, 5, 0, 5));
  for (Row row : {Row{"a", 1, 7}, {"b", 2, 8}, {"a", 3, 16}}) (void)d.pass(row);
  CHECK_EQ(d.out.size(), size_t{4});
  d.out.clear();
  (void)d.pass({"a", 4, 9});
  CHECK(d.out == std::vector<Result>{{"a", 2, 5, {1, 4}, {5, 15}, 14}});
  (void)d.pass({"c", 5, 9});
  CHECK(d.out.back() == Result{"c", 1, 5, {5}, {5, 15}, 14});
}

TEST("a row that fails leaves its window as it was") {
  Driver d(op(10, 5));
  CHECK(d.pass({"?", 1, 1}) == Status::kFailed);
  CHECK(d.pass({"a", INT64_MAX, 1}) == Status::kOk);
  CHECK(d.pass({"a", 1, 2}) == Status::kFailed);
  const std::vector<Result> expected = {{"a", 1, INT64_MAX, {INT64_MAX}, {-5, 5}, 4},
                                        {"a", 1, INT64_MAX, {INT64_MAX}, {0, 10}, 9}};
  CHECK(d.end() == expected);
}

TEST("a window whose parts do not fit together fails for its key, once") {
  Driver d(op(10, 5));
  for (Row row : {Row{"a", INT64_MAX, 1}, {"b", 2, 1}, {"a", 1, 6}, {"b", 3, 6}}) (void)d.pass(row);
  CHECK_EQ(d.end().size(), size_t{5});
  CHECK(d.failures == std::vector<std::string>{"a"});
}

TEST("windows of no size, and windows with rows between them, are refused") {
  for (auto [size, every] : {std::pair<int64_t, int64_t>{0, 0}, {10, 0}, {10, 11}, {-1, -1}}) {
    bool is_refused = false;
    try {
      op(size, every);
    } catch (const ConfigError&) {
      is_refused = true;
    }
    CHECK(is_refused);
  }
}

TEST("what there is of windows comes out early, ever again") {
  Op early({10}, {10}, {0}, {0}, {5});
  Frame frame;
  std::vector<int64_t> counts;
  auto emit = [&](const Result& result) { counts.push_back(result.count); };
  auto late = [](const Row&) {};
  auto failed = [](const ByKey::Value&) {};
  early.tick(100, frame, emit, late, failed);
  for (int64_t time : {1, 2, 12}) {
    frame.time = time;
    CHECK(early.process(Row{"a", time, time}, frame, emit, late, failed) == Status::kOk);
  }
  early.tick(104, frame, emit, late, failed);
  CHECK(counts.empty());
  early.tick(105, frame, emit, late, failed);
  early.tick(109, frame, emit, late, failed);
  CHECK(counts == std::vector<int64_t>{2, 1});
  early.advance(10, frame, emit, late, failed);
  early.tick(200, frame, emit, late, failed);
  early.tick(204, frame, emit, late, failed);
  CHECK(counts == std::vector<int64_t>{2, 1, 2, 1});
}

}  // namespace
