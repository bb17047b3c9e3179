// What the tests of windows share: rows of a key and a value at a time, their aggregates, and what comes out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "sage/agg/collect.hpp"
#include "sage/agg/count.hpp"
#include "sage/agg/sum.hpp"
#include "sage/base/record.hpp"
#include "sage/window/slices.hpp"
#include "test.hpp"

namespace sage::test {

struct Row {
  std::string_view key;
  int64_t n = 0;
  int64_t time = 0;
  static constexpr auto fields =
      sage::fields(field("key", &Row::key), field("n", &Row::n), field("time", &Row::time));
};

struct ByKey {
  struct Value {
    std::string_view key{};
    static constexpr auto fields = sage::fields(field("key", &Value::key));
  };
  Value operator()(const Row& r, Frame& f) const {
    if (r.key == "?") f.fail(0, Code::kAbsent, "no key");
    return {r.key};
  }
};

// A row that came out: its key, how many rows, their sum and their values in order, the window, and the row's time.
struct Result {
  std::string key;
  int64_t count = 0;
  int64_t sum = 0;
  std::vector<int64_t> values;
  Window window;
  int64_t time = 0;
  bool operator==(const Result&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const Result& r) {
    return out << r.key << " " << r.count << " " << r.sum << " [" << r.window.start << ", "
               << r.window.end << ")@" << r.time;
  }
};

struct Folds {
  using Input = Row;
  struct Args {
    int64_t n;
  };
  struct State {
    agg::Count count;
    agg::Sum<int64_t> sum;
    agg::Collect<int64_t> values;
  };
  Args args(const Row& r, Frame&) const { return {r.n}; }
  static void check(const State& s, const Args& a, Frame& f) { s.sum.check({f, 1}, a.n); }
  static void add(State& s, const Args& a) {
    s.count.add();
    s.sum.add(a.n);
    s.values.add(a.n, 1000);
  }
  static void check_merge(const State& s, const State& other, Frame& f) {
    s.sum.check_merge({f, 1}, other.sum);
  }
  static void merge(State& s, const State& other) {
    s.count.merge(other.count);
    s.sum.merge(other.sum);
    s.values.merge(other.values);
  }
  static Result row(const Bounds& w, const ByKey::Value& k, const State& s, Frame& f) {
    const Window window{w.start.micros, w.end.micros};
    const auto values = s.values.result(f);
    return {std::string(k.key),
            s.count.result(f),
            s.sum.result(f),
            {values.begin(), values.end()},
            window,
            f.time};
  }
};

// Drives an operator as a stream with a delay does, and notes what comes out.
template <class Op>
struct Driver {
  explicit Driver(Op made, int64_t delay = 0) : op(std::move(made)), delay(delay) {}

  void rise(int64_t to) {
    if (to <= watermark) return;
    watermark = to;
    op.advance(watermark, frame, emit(), late(), failed());
  }

  Status pass(Row row) {
    if (row.time - delay > watermark) rise(row.time - delay);
    std::string key(row.key);
    row.key = key;
    frame.time = row.time;
    const Status status = op.process(row, frame, emit(), late(), failed());
    std::fill(key.begin(), key.end(), '!');
    frame.clear();
    frame.arena.reset();
    return status;
  }

  std::vector<Result>& end() {
    rise(kEndOfTime);
    return out;
  }

  auto emit() {
    return [this](const Result& result) {
      CHECK_EQ(frame.time, result.time);
      out.push_back(result);
    };
  }
  auto failed() {
    return [this](const ByKey::Value& key) {
      failures.emplace_back(key.key);
      frame.clear();
    };
  }
  auto late() {
    return [this](const Row& row) { dropped.push_back(row.n); };
  }

  Op op;
  int64_t delay;
  Frame frame;
  int64_t watermark = kStartOfTime;
  std::vector<Result> out;
  std::vector<int64_t> dropped;
  std::vector<std::string> failures;
};

// Rows of a few keys whose times wander forwards, some far behind.
inline std::vector<Row> wandering(uint32_t seed, size_t count, int64_t step, int64_t back) {
  static constexpr std::string_view kKeys[] = {"a", "b", "c", "a rather long key of no use", ""};
  std::mt19937 draw(seed);
  std::vector<Row> rows;
  int64_t time = -200;
  for (size_t i = 0; i < count; ++i) {
    time += draw() % static_cast<uint64_t>(step);
    const auto behind =
        static_cast<int64_t>(draw() % 3 == 0 ? draw() % static_cast<uint64_t>(back) : 0);
    rows.push_back({kKeys[draw() % 5], static_cast<int64_t>(i), time - behind});
  }
  return rows;
}

}  // namespace sage::test
