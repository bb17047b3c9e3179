// Aggregates over windows of so many rows.
#include "sage/ops/count_windows.hpp"

#include <map>

#include "windows.hpp"

using namespace sage;
using namespace sage::test;

namespace {

// The same aggregates for rows without a window.
struct CountFolds : Folds {
  static Result row(const ByKey::Value& k, const State& s, Frame& f) {
    return Folds::row({}, k, s, f);
  }
};

using Op = ops::CountWindows<ByKey, CountFolds>;

std::vector<Result> run(int64_t size, int64_t every, const std::vector<Row>& rows) {
  Op op(size, every);
  Frame frame;
  frame.time = 0;
  std::vector<Result> out;
  auto emit = [&](const Result& result) { out.push_back(result); };
  for (const Row& row : rows) CHECK(op.process(row, frame, emit) == Status::kOk);
  op.finish(frame, emit);
  return out;
}

std::vector<std::vector<int64_t>> values(const std::vector<Result>& results) {
  std::vector<std::vector<int64_t>> all;
  for (const Result& result : results) all.push_back(result.values);
  return all;
}

std::vector<Row> numbered(int64_t count) {
  std::vector<Row> rows;
  for (int64_t i = 0; i < count; ++i) rows.push_back({"a", i, 0});
  return rows;
}

using Values = std::vector<std::vector<int64_t>>;

TEST("a window comes out with its last row, and the rest at the end") {
  CHECK(values(run(3, 3, numbered(7))) == Values{{0, 1, 2}, {3, 4, 5}, {6}});
  CHECK(values(run(3, 3, numbered(6))) == Values{{0, 1, 2}, {3, 4, 5}});
  CHECK(values(run(3, 3, numbered(2))) == Values{{0, 1}});
  CHECK(run(3, 3, {}).empty());
}

TEST("a window may begin before another is full") {
  CHECK(values(run(4, 2, numbered(7))) == Values{{0, 1, 2, 3}, {2, 3, 4, 5}, {4, 5, 6}});
  CHECK(values(run(4, 2, numbered(6))) == Values{{0, 1, 2, 3}, {2, 3, 4, 5}});
  CHECK(values(run(3, 2, numbered(5))) == Values{{0, 1, 2}, {2, 3, 4}});
  CHECK(values(run(3, 2, numbered(6))) == Values{{0, 1, 2}, {2, 3, 4}, {4, 5}});
  CHECK(values(run(2, 1, numbered(3))) == Values{{0, 1}, {1, 2}});
  CHECK(values(run(1, 1, numbered(2))) == Values{{0}, {1}});
}

TEST("each key has windows of its own, and what is left comes out in order of first appearance") {
  std::map<std::string, std::vector<int64_t>> of;
  const auto rows = wandering(7, 203, 2, 2);
  for (const Row& row : rows) of[std::string(row.key)].push_back(row.n);
  for (auto [size, every] : {std::pair<int64_t, int64_t>{6, 4}, {5, 5}, {6, 3}, {7, 1}}) {
    std::map<std::string, Values> expected, found;
    for (auto& [key, all] : of) {
      const auto count = static_cast<int64_t>(all.size());
      int64_t from = 0;
      for (; from + size <= count; from += every)
        expected[key].push_back({all.begin() + from, all.begin() + from + size});
      if (from == 0 || from - every + size < count)
        expected[key].push_back({all.begin() + from, all.end()});
    }
    for (const Result& result : run(size, every, rows)) found[result.key].push_back(result.values);
    CHECK(found == expected);
  }
}

TEST("a row with which its window would not fit fails, and the next takes its place") {
  Op op(2, 1);
  Frame frame;
  std::vector<int64_t> sums;
  auto emit = [&](const Result& result) { sums.push_back(result.sum); };
  for (int64_t n : {INT64_MAX, int64_t{1}, int64_t{-1}, int64_t{5}}) {
    CHECK_EQ(op.process(Row{"a", n, 0}, frame, emit) == Status::kFailed, n == 1);
    frame.clear();
  }
  CHECK(sums == std::vector<int64_t>{INT64_MAX - 1, 4});
}

}  // namespace
