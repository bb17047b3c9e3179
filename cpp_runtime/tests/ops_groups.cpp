// The operators that work on the rows of a key: aggregate, running, dedup.
#include <cstring>
#include <string>
#include <vector>

#include "sage/agg/count.hpp"
#include "sage/agg/max.hpp"
#include "sage/agg/sum.hpp"
#include "sage/ops/aggregate.hpp"
#include "sage/ops/dedup.hpp"
#include "sage/ops/running.hpp"
#include "test.hpp"

using namespace sage;

namespace {

constexpr int64_t kMost = INT64_MAX;

struct Row {
  std::string_view user{};
  int64_t n{};
  static constexpr auto fields = sage::fields(field("user", &Row::user), field("n", &Row::n));
};

struct User {
  struct Value {
    std::string_view user{};
    static constexpr auto fields = sage::fields(field("user", &Value::user));
  };
  Value operator()(const Row& r, Frame& f) const {
    if (r.user == "?") f.fail(0, Code::kAbsent, "no user");
    return {r.user};
  }
};

struct NoKey {
  struct Value {
    static constexpr auto fields = sage::fields();
  };
  Value operator()(const Row&, Frame&) const { return {}; }
};

struct Totals {
  std::string_view user{};
  int64_t count{};
  int64_t total{};
  std::string_view last_user{};
  bool operator==(const Totals&) const = default;
};

struct Folds {
  using Input = Row;
  struct Args {
    int64_t n;
    std::string_view user;
  };
  struct State {
    agg::Count count;
    agg::Sum<int64_t> total;
    agg::Max<std::string_view> user;
  };
  Args args(const Row& r, Frame& f) const {
    if (r.n == 0) f.fail(1, Code::kZeroDivision, "zero");
    return {r.n, r.user};
  }
  static void check(const State& s, const Args& a, Frame& f) { s.total.check({f, 2}, a.n); }
  static void add(State& s, const Args& a) {
    s.count.add();
    s.total.add(a.n);
    s.user.add(a.user);
  }
  template <class KeyOrRow>
  static Totals row(const KeyOrRow& k, const State& s, Frame& f) {
    std::string_view user;
    if constexpr (requires { k.user; }) user = k.user;
    return {user, s.count.result(f), s.total.result(f), s.user.result(f)};
  }
};

// Passes a row whose text is gone afterwards.
template <class Op, class Emit>
Status pass(Op& op, Frame& frame, const char* user, int64_t n, Emit&& emit) {
  char text[64];
  std::strncpy(text, user, sizeof text);
  const Status status = op.process(Row{text, n}, frame, emit);
  std::memset(text, '!', sizeof text);
  frame.clear();
  return status;
}

auto nothing() {
  return [](const auto&) { CHECK(!"emitted"); };
}

template <class Op>
std::vector<Totals> finish(Op& op, Frame& frame) {
  std::vector<Totals> out;
  op.finish(frame, [&](const Totals& t) { out.push_back(t); });
  return out;
}

TEST("aggregate makes a row of each key in order of first appearance") {
  ops::Aggregate<User, Folds> op;
  Frame frame;
  for (auto [user, n] : {std::pair{"bob", 1}, {"ann", 2}, {"bob", 3}}) {
    CHECK(pass(op, frame, user, n, nothing()) == Status::kOk);
    frame.arena.reset();
  }
  CHECK(finish(op, frame) == std::vector<Totals>{{"bob", 2, 4, "bob"}, {"ann", 1, 2, "ann"}});
}

TEST("an empty input aggregates to no rows, without a key too") {
  ops::Aggregate<NoKey, Folds> op;
  Frame frame;
  CHECK(finish(op, frame).empty());
  CHECK(pass(op, frame, "ann", 5, nothing()) == Status::kOk);
  CHECK(pass(op, frame, "bob", 6, nothing()) == Status::kOk);
  CHECK(finish(op, frame) == std::vector<Totals>{{"", 2, 11, "bob"}});
}

TEST("a row that fails leaves its group unchanged and makes no new one") {
  ops::Aggregate<User, Folds> op;
  Frame frame;
  CHECK(pass(op, frame, "?", 1, nothing()) == Status::kFailed);
  CHECK(pass(op, frame, "ann", 0, nothing()) == Status::kFailed);
  CHECK(pass(op, frame, "bob", kMost, nothing()) == Status::kOk);
  CHECK(pass(op, frame, "bob", 1, nothing()) == Status::kFailed);
  CHECK(pass(op, frame, "bob", -1, nothing()) == Status::kOk);
  CHECK(finish(op, frame) == std::vector<Totals>{{"bob", 2, kMost - 1, "bob"}});
}

TEST("the first failing site is reported, with the aggregate's reason") {
  ops::Aggregate<User, Folds> op;
  Frame frame;
  (void)op.process(Row{"ann", kMost}, frame, nothing());
  CHECK(op.process(Row{"ann", 1}, frame, nothing()) == Status::kFailed);
  CHECK_EQ(frame.failure().site, 2u);
  CHECK_EQ(frame.failure().reason, std::string("9223372036854775807 + 1 does not fit i64"));
  frame.clear();
  CHECK(op.process(Row{"?", 0}, frame, nothing()) == Status::kFailed);
  CHECK_EQ(frame.failure().site, 0u);
}

TEST("groups grow by the hundred thousand, and their results survive the batches of finish") {
  ops::Aggregate<User, Folds> op;
  Frame frame;
  constexpr int kKeys = 100'000;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < kKeys; ++i) {
      CHECK(pass(op, frame, ("user " + std::to_string(i)).c_str(), i + 1, nothing()) ==
            Status::kOk);
    }
  }
  int64_t i = 0;
  op.finish(frame, [&](const Totals& t) {
    const std::string user = "user " + std::to_string(i++);
    CHECK(t == Totals{user, 2, 2 * i, user});
  });
  CHECK_EQ(i, int64_t{kKeys});
  CHECK(frame.arena.used() < size_t{1} << 20);
}

TEST("running passes each row with the totals so far") {
  ops::Running<User, Folds> op;
  Frame frame;
  std::vector<Totals> out;
  auto emit = [&](const Totals& t) { out.push_back(t); };
  std::vector<std::string> users = {"bob", "ann", "bob"};
  for (const auto& user : users) CHECK(op.process(Row{user, 3}, frame, emit) == Status::kOk);
  CHECK(out ==
        std::vector<Totals>{{"bob", 1, 3, "bob"}, {"ann", 1, 3, "ann"}, {"bob", 2, 6, "bob"}});
  CHECK(pass(op, frame, "bob", kMost, emit) == Status::kFailed);
  CHECK_EQ(out.size(), size_t{3});
}

TEST("a running text stays as it was until the batch ends") {
  ops::Running<NoKey, Folds> op;
  Frame frame;
  std::vector<std::string_view> largest;
  for (const char* user : {"ann", "bob", "abe", "cat"}) {
    (void)op.process(Row{user, 1}, frame, [&](const Totals& t) { largest.push_back(t.last_user); });
  }
  CHECK(largest == std::vector<std::string_view>{"ann", "bob", "bob", "cat"});
}

TEST("dedup passes the first row of each key") {
  ops::Dedup<User> op;
  Frame frame;
  std::vector<int64_t> out;
  auto emit = [&](const Row& r) { out.push_back(r.n); };
  int64_t n = 0;
  for (const char* user : {"ann", "bob", "ann", "", "bob", ""})
    CHECK(pass(op, frame, user, ++n, emit) == Status::kOk);
  CHECK(pass(op, frame, "?", 99, emit) == Status::kFailed);
  CHECK(out == std::vector<int64_t>{1, 2, 4});
}

}  // namespace
