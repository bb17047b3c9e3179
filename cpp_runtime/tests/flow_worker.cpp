// A stage as the emitter writes it, on several threads: what comes out, and how it ends, must be as on one.
#include "sage/flow/worker.hpp"

#include <map>
#include <stdexcept>

#include "sage/flow/pump.hpp"
#include "sage/io/memory.hpp"
#include "sage/ops/event_time.hpp"
#include "sage/ops/groups.hpp"
#include "test.hpp"

using namespace sage;

namespace {

struct Number {
  int64_t it{};
  static constexpr bool plain = true;
  static constexpr auto fields = sage::fields(field("it", &Number::it));
};

// A key's count up to a row, or at the end.
struct Out {
  int64_t key{};
  int64_t value{};
  std::string_view text{};
  static constexpr auto fields =
      sage::fields(field("key", &Out::key), field("value", &Out::value), field("text", &Out::text));
};

constexpr Operator kOperators[] = {{"range", {"a.sage", 2, 3, "range"}, Role::kSource},
                                   {"running", {"a.sage", 3, 3, "running"}},
                                   {"null", {"a.sage", 4, 3, "null"}, Role::kSink}};
constexpr Program kProgram{.name = "unit",
                           .version = "1",
                           .doc = "",
                           .manifest = "{}",
                           .on_error = OnError::kSkip,
                           .has_flows = true,
                           .has_request = false,
                           .params = {},
                           .make_params = nullptr,
                           .make = nullptr,
                           .sites = {},
                           .operators = kOperators};

// What the stage does.
struct Task {
  int64_t rows = 10'000;
  int64_t keys = 97;
  int64_t enough = INT64_MAX;   // rows that the tail wants
  int64_t fails_in_front = -1;  // the number that throws there
  int64_t fails_in_tail = -1;   // the row that throws there
  int64_t rejected_each = 0;    // every so many numbers one is rejected in front
  bool bursts = false;          // keyed copies emit many rows at once
  int64_t step = 1;             // of time
};

// And what has come of it.
struct World : Task {
  explicit World(const Task& task) : Task(task) {}

  std::vector<std::string> seen;
  bool is_closed = false;
};

struct Params {
  World& world;
};

struct Time {
  using Input = Number;
  World& world;
  Timestamp operator()(const Number& r, Frame&) const {
    return {r.it * world.step + (r.it * 7919 % 13) * 3};
  }
};

class Stage final : public Lane {
 public:
  static constexpr bool kHasKeys = true;

  Stage(const Params& params, Runtime& runtime)
      : runtime_(runtime),
        world_(params.world),
        range_(0, world_.rows),
        time_({20}, {0}, Time{world_}) {}

  int64_t work() const override { return range_.work(); }
  void follow(Lane& first) override {
    range_.follow(static_cast<Stage&>(first).range_, runtime_.morsel_rows());
  }

  bool pull(uint64_t& number) override {
    if (!range_.claim(number)) return false;
    time_.restart();
    while (read()) {
    }
    return true;
  }

  void run() override {
    for (bool more = wanted(); more; more = read()) {
    }
    end(kAll);
  }

  void take(const Morsel& morsel, const Batch& rows) override {
    take_rows(*this, frame_, morsel, rows, [&](uint32_t step) { at(morsel.number, step); });
  }
  void receive(const Entry& entry) override {
    entry.edge() == 0 ? to_keyed(entry.row<Number>()) : to_tail_ops(entry.row<Out>());
  }
  void receive_failed(const FailedRow& row) override {
    world_.seen.push_back("failed " + std::string(row.reason));
    runtime_.reject_relayed(kOperators[row.op], frame_, row.failure(), row.record, row.origin);
  }
  void reach(uint32_t, int64_t watermark) override {
    if (time_.reach(watermark)) rise();
  }
  bool wanted() override { return static_cast<int64_t>(world_.seen.size()) < world_.enough; }

  void end(uint32_t until) override {
    if (is_due(1, until)) {
      if (is_keyed()) at_end(1);
      time_.end();
      rise();
    }
    if (!is_due(2, until)) return;
    if (is_keyed()) at_end(2);
    for (auto at = counts_.begin(); at != counts_.end(); ++at) {
      frame_.born = at.born();
      cut_out({at->key, at->value, "end"});
    }
    if (is_split()) return;
    world_.is_closed = true;
  }
  void flush() override {}

 private:
  bool read() {
    return pump_once(runtime_, range_, frame_, kOperators[0], [this](const Number& r) {
      if (r.it == world_.fails_in_front) throw std::runtime_error("in front");
      if (world_.rejected_each != 0 && r.it % world_.rejected_each == 0) {
        frame_.fail(0, Code::kOverflow, "no " + std::to_string(r.it));
        if (!is_split()) world_.seen.push_back("failed no " + std::to_string(r.it));
        runtime_.reject(kOperators[1], frame_, r);
        return is_split() || wanted();
      }
      static_cast<void>(
          time_.process(r, frame_, [this](const Number& n) { cut_in(n); }, [this] { rise(); }));
      return is_split() || wanted();
    });
  }

  void rise() {
    if (is_front()) return note_rise(0, time_.watermark());
    // What is due: the sum of each stretch of 50 units of time that has passed, and in it of each key.
    while (!due_.empty() && due_.begin()->first <= time_.watermark()) {
      const AtTime scope(frame_, due_.begin()->first);
      auto& sums = due_.begin()->second;
      for (auto at = sums.begin(); at != sums.end(); ++at) {
        frame_.born = at.born();
        cut_out({at->key, at->value, "window"});
      }
      due_.erase(due_.begin());
    }
  }

  void cut_in(const Number& r) {
    if (is_split()) return to_worker(0, key_hash(r.it % world_.keys), r);
    to_keyed(r);
  }
  void cut_out(const Out& r) {
    if (is_split()) return to_tail(1, r);
    to_tail_ops(r);
  }

  void to_keyed(const Number& r) {
    const int64_t key = r.it % world_.keys;
    int64_t& count = counts_.insert(key, frame_.position).entry.value;
    due_[(frame_.time / 50 + 1) * 50].insert(key, frame_.position).entry.value += r.it;
    ++count;
    const std::string text = "row " + std::to_string(r.it);  // goes when this function ends
    const int copies = world_.bursts && r.it % 1000 == 0 ? 20'000 : 1;
    for (int i = 0; i < copies; ++i) cut_out({key, count, text});
  }

  void to_tail_ops(const Out& r) {
    if (!wanted()) return;
    if (static_cast<int64_t>(world_.seen.size()) == world_.fails_in_tail)
      throw std::runtime_error("in the tail");
    world_.seen.push_back(std::to_string(frame_.time) + " " + std::to_string(r.key) + " " +
                          std::to_string(r.value) + " " + std::string(r.text));
  }

  Runtime& runtime_;
  World& world_;
  io::RangeSource<Number> range_;
  ops::EventTime<Time> time_;
  Table<int64_t, int64_t> counts_;
  std::map<int64_t, Table<int64_t, int64_t>> due_;
};

// Runs a stage; the text of what it threw is the last that is seen.
void run(World& world, size_t workers, size_t batch) {
  Runtime runtime(kProgram, OnError::kSkip, {workers, batch});
  Stage stage({world}, runtime);
  try {
    run_stage(stage, Params{world}, runtime);
  } catch (const std::runtime_error& problem) {
    world.seen.push_back(problem.what());
  }
}

void check_same(const Task& task) {
  World one(task);
  run(one, 1, 0);
  CHECK(!one.seen.empty());
  for (size_t workers : {2, 3, 5}) {
    for (size_t batch : {1, 7, 1000}) {
      World many(task);
      run(many, workers, batch);
      CHECK_EQ(many.seen.size(), one.seen.size());
      CHECK(many.seen == one.seen);
      CHECK_EQ(many.is_closed, one.is_closed);
    }
  }
}

}  // namespace

TEST("rows, windows and what comes at the end come out as from one thread, in its order") {
  check_same({});
  check_same({.keys = 1});
  check_same({.rows = 3});
  check_same({.rows = 20'000, .keys = 5000, .step = 5});
}

TEST("many rows at once are handed on in parts") { check_same({.rows = 3000, .bursts = true}); }

TEST("failed records come in their place") { check_same({.rejected_each = 17}); }

TEST("the source ends when enough has come") { check_same({.enough = 1234}); }

TEST("what the tail throws ends all, after the same rows") {
  check_same({.rows = 5000, .fails_in_tail = 1000});
}

TEST("what a front throws ends all, and is thrown") {
  for (size_t workers : {2, 3}) {
    World world({.fails_in_front = 5000});
    run(world, workers, 10);
    CHECK(!world.seen.empty() && world.seen.back() == "in front");
    CHECK(!world.is_closed);
  }
}

TEST("a stage that is told to stop finishes with what it has read") {
  World world({.rows = INT64_MAX, .keys = 3});
  Runtime runtime(kProgram, OnError::kSkip, {2, 100});
  Stage stage({world}, runtime);
  runtime.stop();
  run_stage(stage, Params{world}, runtime);
  CHECK(world.is_closed);
}

TEST("small inputs stay on one thread unless threads are asked for") {
  Runtime unasked(kProgram, OnError::kSkip), asked(kProgram, OnError::kSkip, {3, 0});
  CHECK_EQ(unasked.workers_for(1000), 1u);
  CHECK_EQ(asked.workers_for(1000), 3u);
  CHECK_EQ(asked.workers_for(0), 1u);
}
