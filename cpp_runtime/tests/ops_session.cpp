// Aggregates over sessions.
#include "sage/ops/session_windows.hpp"

#include "windows.hpp"

using namespace sage;
using namespace sage::test;

namespace {

using Op = ops::SessionWindows<ByKey, Folds>;

Op op(int64_t gap, int64_t lateness = 0) { return Op({gap}, {lateness}); }

// What comes out by the definition, for rows that are never late: the sorted rows of a key, parted at pauses of `gap`.
std::vector<Result> by_definition(std::vector<Row> rows, int64_t gap) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.time < b.time; });
  std::vector<Result> all;
  for (const Row& row : rows) {
    auto last =
        std::find_if(all.rbegin(), all.rend(), [&](const Result& r) { return r.key == row.key; });
    if (last == all.rend() || row.time >= last->window.end) {
      all.push_back({std::string(row.key), 0, 0, {}, {row.time, 0}, 0});
      last = all.rbegin();
    }
    ++last->count;
    last->sum += row.n;
    last->window.end = row.time + gap;
    last->time = last->window.end - 1;
  }
  return all;
}

// In an order of their own, and without the values, whose order depends on when sessions become one.
std::vector<Result> sorted(std::vector<Result> rows) {
  for (Result& row : rows) row.values.clear();
  std::sort(rows.begin(), rows.end(), [](const Result& a, const Result& b) {
    return std::tie(a.window.end, a.key, a.count) < std::tie(b.window.end, b.key, b.count);
  });
  return rows;
}

TEST("a pause as long as the gap parts two sessions, and a shorter one does not") {
  Driver d(op(10));
  for (int64_t time : {-25, -16, -6, 4}) (void)d.pass({"a", time, time});
  const std::vector<Result> expected = {{"a", 2, -41, {-25, -16}, {-25, -6}, -7},
                                        {"a", 1, -6, {-6}, {-6, 4}, 3},
                                        {"a", 1, 4, {4}, {4, 14}, 13}};
  CHECK(d.end() == expected);
}

TEST("a row that bridges two sessions makes one of them") {
  Driver d(op(10), 100);
  for (int64_t time : {0, 18, 9}) (void)d.pass({"a", time, time});
  CHECK(d.end() == std::vector<Result>{{"a", 3, 27, {0, 18, 9}, {0, 28}, 27}});
}

TEST("a row that only touches two sessions joins neither") {
  Driver d(op(10), 100);
  for (int64_t time : {0, 20, 10}) (void)d.pass({"a", time, time});
  CHECK_EQ(d.end().size(), size_t{3});
}

TEST("sessions come out by their ends, then in the order in which they began to be seen") {
  Driver d(op(10), 100);
  for (Row row : {Row{"b", 1, 5}, {"a", 2, 5}, {"c", 3, 1}}) (void)d.pass(row);
  std::string keys;
  for (const Result& result : d.end()) keys += result.key;
  CHECK_EQ(keys, std::string("cba"));
}

TEST("what comes out is what the definition says, in whatever order rows come") {
  for (uint32_t seed = 1; seed <= 10; ++seed) {
    const auto rows = wandering(seed, 400, 12, 60);
    for (int64_t gap : {1, 7, 30, 100}) {
      Driver d(op(gap), 60);
      for (const Row& row : rows) CHECK(d.pass(row) == Status::kOk);
      CHECK_EQ(d.op.late(), uint64_t{0});
      const auto out = d.end();
      CHECK(
          std::is_sorted(out.begin(), out.end(), [](auto& a, auto& b) { return a.time < b.time; }));
      CHECK(sorted(out) == sorted(by_definition(rows, gap)));
      CHECK_EQ(d.op.size(), size_t{0});
    }
  }
}

TEST("a row whose own window is gone is late, unless it meets a session that is open") {
  Driver d(op(10));
  for (int64_t time : {0, 7, 14, 3, 40, 30, 31}) (void)d.pass({"a", time, time});
  CHECK(d.dropped == std::vector<int64_t>{30});
  CHECK_EQ(d.op.late(), uint64_t{1});
  const std::vector<Result> expected = {{"a", 4, 24, {0, 7, 14, 3}, {0, 24}, 23},
                                        {"a", 2, 71, {40, 31}, {31, 50}, 49}};
  CHECK(d.end() == expected);
}

TEST("a session that has fired is kept for its lateness, and grows") {
  Driver d(op(10, 20));
  for (Row row : {Row{"a", 1, 0}, {"b", 2, 12}, {"a", 3, 1}}) (void)d.pass(row);
  const std::vector<Result> first = {{"a", 1, 1, {1}, {0, 10}, 9},
                                     {"a", 2, 4, {1, 3}, {0, 11}, 10}};
  CHECK(d.out == first);
  (void)d.pass({"a", 4, 8});
  CHECK_EQ(d.out.size(), size_t{2});
  (void)d.pass({"b", 5, 30});
  CHECK_EQ(d.out.size(), size_t{4});
  CHECK(d.out[2] == Result{"a", 3, 8, {1, 3, 4}, {0, 18}, 17});
  (void)d.pass({"b", 6, 38});
  (void)d.pass({"a", 7, 8});
  CHECK(d.dropped == std::vector<int64_t>{7});
}

TEST("a row that comes late for a session of its own opens one that fires at once") {
  Driver d(op(10, 20));
  for (Row row : {Row{"a", 1, 25}, {"b", 2, 7}, {"b", 3, 9}}) (void)d.pass(row);
  const std::vector<Result> expected = {{"b", 1, 2, {2}, {7, 17}, 16},
                                        {"b", 2, 5, {2, 3}, {7, 19}, 18}};
  CHECK(d.out == expected);
  CHECK_EQ(d.end().size(), size_t{3});
}

TEST("a row that fails leaves sessions as they were, also if it would bridge two") {
  Driver d(op(10), 100);
  CHECK(d.pass({"a", INT64_MAX, 0}) == Status::kOk);
  CHECK(d.pass({"a", 1, 18}) == Status::kOk);
  CHECK(d.pass({"a", 0, 9}) == Status::kFailed);
  CHECK(d.pass({"?", 0, 9}) == Status::kFailed);
  CHECK(d.pass({"a", 1, 5}) == Status::kFailed);
  CHECK_EQ(d.end().size(), size_t{2});
}

TEST("keys are let go with their sessions") {
  Driver d(op(10));
  for (int64_t i = 0; i < 200'000; ++i) {
    const std::string key = "a key of some length, number " + std::to_string(i);
    (void)d.pass({key, i, i});
    if (!d.out.empty()) CHECK_EQ(d.out[0].key.substr(29), std::to_string(i - 10));
    d.out.clear();
  }
  CHECK(d.op.size() < 20);
}

}  // namespace
