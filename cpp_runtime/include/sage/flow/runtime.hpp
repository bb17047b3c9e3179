// What the library gives to a running stage: the wish to stop, a place for failed records, and counters.
//
// One Runtime serves a whole program. Its stages may run in several threads, which may all call everything here; but
// records that fail are settled by one thread of the flows, to which others relay them, and by that which answers
// requests. A failed record is reported with the operator it failed in:
//
//   if (filter_1.process(r, frame_, emit) == sage::Status::kFailed) runtime_.reject(kOperators[1], frame_, r);
//
// and, in a program that reads the stream `errors`, with the edge that takes it there:
//
//   runtime_.reject(kOperators[1], frame_, r, [this](const sage::ErrorRow& e) { to_log_7(e); });
//
// `reject` does what on_error says and clears the frame's failure:
//
//   fail          prints the failure and throws ProgramFailed, which ends the run with exit code 5
//   skip          counts, and logs the first 3 of an operator and every 1000th
//   dead_letter   passes an ErrorRow to the edge, or appends it to <pipeline>.errors.jsonl; the row lives until the
//                 frame's arena is reset. What fails on its way through the edge goes to the file
//
// While a request is handled, whatever on_error says, the failure becomes the answer to the caller.
#pragma once

#include <atomic>
#include <memory>
#include <string_view>
#include <type_traits>

#include "sage/base/json.hpp"
#include "sage/flow/counters.hpp"
#include "sage/flow/program.hpp"
#include "sage/io/input.hpp"

namespace sage {

// Thrown by `reject` under on_error "fail", when all has been said; caught by run_program.
struct ProgramFailed {};

// What an operator keeps.
struct Kept {
  uint64_t keys = 0;
  uint64_t bytes = 0;
};

// How many threads a stage may have.
struct Threads {
  size_t workers = 0;  // 0: as many as the machine has processors, for inputs that are worth it
  size_t batch = 0;    // rows that are handed on together; 0: a good number
};

class Runtime {
 public:
  Runtime(const Program& program, OnError on_error, const Threads& threads = {});
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;
  ~Runtime();

  const Program& program() const { return program_; }

  // True when sources are to stop reading; what is inside is finished.
  bool stopping() const { return stop_.load(std::memory_order_relaxed); }
  const std::atomic<bool>* stop_flag() const { return &stop_; }

  // Asks the flows to stop. May be called by any thread and by signal handlers.
  void stop() { stop_.store(true, std::memory_order_relaxed); }

  // REQUIRES: an operator of the program's table.
  Counters& counters(const Operator& op) { return counters_[&op - program_.operators.data()]; }
  const Counters& counters(const Operator& op) const {
    return counters_[&op - program_.operators.data()];
  }

  // Adds what a stage has counted of the rows into each of its operators, the first of which is `first`; starts anew.
  template <size_t N>
  void count(const Operator* first, uint64_t (&rows)[N]) {
    for (size_t i = 0; i < N; ++i) {
      if (rows[i] != 0) counters(first[i]).in.add(rows[i]);
      rows[i] = 0;
    }
  }

  // Adds the records that came too late to an operator since `before`, if it counts them.
  template <class Counting>
  void count_late(const Operator& op, const Counting& counting, uint64_t& before) {
    if constexpr (requires { counting.late(); }) {
      const uint64_t late = counting.late();
      if (late != before) counters(op).late.add(late - before);
      before = late;
    }
  }

  // Notes what an operator keeps, if it tells: `before` is what was noted last.
  template <class Keeping>
  void count_kept(const Operator& op, const Keeping& keeping, Kept& before) {
    if constexpr (requires { keeping.keys(), keeping.state_bytes(); }) {
      const Kept now{keeping.keys(), keeping.state_bytes()};
      if (now.bytes == before.bytes && now.keys == before.keys) return;
      counters(op).keys.add(now.keys - before.keys);
      counters(op).bytes.add(now.bytes - before.bytes);
      before = now;
    }
  }

  // On how many threads a stage runs whose source has so many bytes; 0 for one that cannot be read by several.
  size_t workers_for(int64_t work) const;

  // Rows of a morsel of its source.
  size_t morsel_rows() const { return threads_.batch != 0 ? threads_.batch : size_t{1024}; }

  template <class Record>
  void reject(const Operator& op, Frame& frame, const Record& record) {
    reject(op, frame, record, kToFile);
  }

  template <class Record, class ToErrors>
  [[gnu::cold, gnu::noinline]] void reject(const Operator& op, Frame& frame, const Record& record,
                                           ToErrors&& to_errors) {
    std::string text = json::text_of(record);
    Rejected rejected{op, frame.failure(), text, {}};
    finish(rejected, frame, to_errors);
  }

  // The same for a row of the input that does not decode.
  template <class ToErrors>
  [[gnu::cold, gnu::noinline]] void reject_input(const Operator& op, Frame& frame,
                                                 const io::BadRow& row, ToErrors&& to_errors) {
    Rejected rejected{op, {row.code, kNoSite, row.reason}, row.row, row.origin};
    finish(rejected, frame, to_errors);
  }

  // The same for a record that failed in another thread, which passed it on by its frame's relay.
  template <class ToErrors>
  [[gnu::cold, gnu::noinline]] void reject_relayed(const Operator& op, Frame& frame,
                                                   const Failure& failure, std::string_view record,
                                                   std::string_view origin, ToErrors&& to_errors) {
    Rejected rejected{op, failure, record, origin};
    finish(rejected, frame, to_errors);
  }

  void reject_relayed(const Operator& op, Frame& frame, const Failure& failure,
                      std::string_view record, std::string_view origin) {
    reject_relayed(op, frame, failure, record, origin, kToFile);
  }

  void reject_input(const Operator& op, Frame& frame, const io::BadRow& row) {
    reject_input(op, frame, row, kToFile);
  }

 private:
  struct ToFile {};
  static constexpr ToFile kToFile{};

  struct Rejected {
    const Operator& op;
    Failure failure;
    std::string_view record;
    std::string_view origin;
  };

  template <class ToErrors>
  void finish(const Rejected& rejected, Frame& frame, ToErrors& to_errors) {
    constexpr bool is_read = !std::is_same_v<std::remove_cvref_t<ToErrors>, ToFile>;
    const ErrorRow* row = settle(rejected, frame, is_read && !in_errors_);
    if constexpr (is_read) {
      if (row == nullptr) return;
      in_errors_ = true;
      to_errors(*row);
      in_errors_ = false;
    }
  }

  // Does what on_error says. Answers a row if it is to go on to the stream `errors`, which is read if `is_read`.
  const ErrorRow* settle(const Rejected& rejected, Frame& frame, bool is_read);
  void log_sample(const Rejected& rejected, const Site& site, uint64_t failed) const;

  const Program& program_;
  OnError on_error_;
  Threads threads_;
  std::atomic<bool> stop_{false};
  bool in_errors_ = false;  // a row is on its way through the edge of `errors`
  std::unique_ptr<Counters[]> counters_;
  class DeadLetters;
  std::unique_ptr<DeadLetters> dead_letters_;
};

}  // namespace sage
