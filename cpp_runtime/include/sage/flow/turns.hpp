// Reads several sources whose rows have times in turns: always a row of the one whose time has come least far, so that
// the order of rows does not depend on the sizes of batches.
//
//   sage::pump_in_turns(runtime_, frame_, [this] { flush(); },
//       sage::turn<Bid>(csv_0, kOperators[0], [this](const Bid& r) { to_x(r); return true; },
//                       [this] { return event_time_1.watermark(); }, [this] { event_time_1.end(); rise_1(); },
//                       [this](int64_t micros) { if (event_time_1.silent_for(micros)) rise_1(); }),
//       ...);
//
// Nobody goes on before a source that has come less far, unless that has been silent for so long that it is idle.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "sage/base/clock.hpp"
#include "sage/base/own.hpp"
#include "sage/flow/runtime.hpp"

namespace sage {

struct NoErrors {};

// Lets the thread rest while no source has rows.
void wait_for_rows();

// One of the sources, and the rows of its batch that wait for their turn. `watermark` tells how far its time has come,
// `end` that no row will come, and `silent` is told for how long none has come; true if that makes it idle.
template <class Record, class Source, class Emit, class Watermark, class End, class Silent,
          class ToErrors>
class Turn {
 public:
  Turn(Source& source, const Operator& op, Emit emit, Watermark watermark, End end, Silent silent,
       ToErrors errors)
      : source_(source),
        op_(op),
        emit_(std::move(emit)),
        end_(std::move(end)),
        silent_(std::move(silent)),
        to_errors_(std::move(errors)),
        watermark(std::move(watermark)) {}

  bool is_open() const { return is_open_; }
  bool is_idle() const { return is_idle_; }

  // True if it has rows, or can read a batch without waiting.
  bool is_ready() {
    if constexpr (requires { source_.is_ready(); }) return !is_empty() || source_.is_ready();
    return true;
  }

  // Notes that no rows are there. True if that makes it idle.
  bool rest() {
    const int64_t now = monotonic_micros();
    if (silent_since_ < 0) silent_since_ = now;
    is_idle_ = is_idle_ || silent_(now - silent_since_);
    return is_idle_;
  }

  bool is_empty() const { return next_ == rows_.size() && next_bad_ == bad_.size(); }

  // Reads a batch. The rows of the last one are gone.
  void fill(Runtime& runtime, Frame& frame) {
    rows_.clear();
    bad_.clear();
    next_ = next_bad_ = 0;
    kept_.reset();
    const bool more = source_.read(
        frame,
        [&](const auto& record) {
          rows_.push_back(own(record, kept_));
          return true;
        },
        [&](const io::BadRow& row) { bad_.push_back({rows_.size(), row}); });
    runtime.counters(op_).out.add(rows_.size());
    has_more_ = more;
    if (!is_empty()) {
      silent_since_ = -1;
      is_idle_ = false;
    } else if (!more) {
      close();
    }
  }

  // Hands on a row, or rejects one that does not decode.
  void step(Runtime& runtime, Frame& frame) {
    if (next_bad_ < bad_.size() && bad_[next_bad_].first == next_) {
      const io::BadRow& row = bad_[next_bad_++].second;
      if constexpr (std::is_same_v<ToErrors, NoErrors>) {
        runtime.reject_input(op_, frame, row);
      } else {
        runtime.reject_input(op_, frame, row, to_errors_);
      }
    } else if (!emit_(rows_[next_++])) {
      return close();
    }
    if (is_empty() && !has_more_) close();
  }

 private:
  void close() {
    is_open_ = false;
    end_();
  }

  Source& source_;
  const Operator& op_;
  Emit emit_;
  End end_;
  Silent silent_;
  [[no_unique_address]] ToErrors to_errors_;
  std::vector<Record> rows_;
  std::vector<std::pair<size_t, io::BadRow>> bad_;  // before which row
  size_t next_ = 0;
  size_t next_bad_ = 0;
  Arena kept_;
  bool is_open_ = true;
  bool has_more_ = true;
  bool is_idle_ = false;
  int64_t silent_since_ = -1;  // -1: it has given rows last

 public:
  Watermark watermark;
};

template <class Record, class Source, class Emit, class Watermark, class End, class Silent,
          class ToErrors = NoErrors>
auto turn(Source& source, const Operator& op, Emit emit, Watermark watermark, End end,
          Silent silent, ToErrors errors = {}) {
  return Turn<Record, Source, Emit, Watermark, End, Silent, ToErrors>(
      source, op, std::move(emit), std::move(watermark), std::move(end), std::move(silent),
      std::move(errors));
}

// Reads all to their ends, or until the runtime stops. Of sources that have come equally far, the first goes on.
template <class Flush, class... Turns>
void pump_in_turns(Runtime& runtime, Frame& frame, Flush&& flush, Turns&&... turns) {
  bool has_read = false;
  // Hands on a row of a source or reads a batch of it. False if it has nothing yet.
  auto go_on = [&](auto& turn) {
    if (!turn.is_empty()) {
      turn.step(runtime, frame);
      return true;
    }
    flush();
    has_read = true;
    if (!turn.is_ready()) return false;
    frame.arena.reset();
    turn.fill(runtime, frame);
    return !turn.is_open() || !turn.is_empty();
  };
  while ((turns.is_open() || ...) && !runtime.stopping()) {
    int64_t least = kEndOfTime;
    ((least = turns.is_open() && !turns.is_idle() ? std::min(least, turns.watermark()) : least),
     ...);
    bool went_on = false;
    has_read = false;
    auto take = [&](auto& turn) {
      if (!turn.is_open() || turn.is_idle() || turn.watermark() != least) return false;
      went_on = go_on(turn);
      if (!went_on) turn.rest();
      return true;
    };
    const bool is_any_active = (take(turns) || ...);
    if (is_any_active && !has_read) continue;  // those that are idle are looked at with every batch
    auto wake = [&](auto& turn) {
      if (turn.is_open() && turn.is_idle()) went_on = go_on(turn) || went_on;
    };
    (wake(turns), ...);
    if (!went_on) wait_for_rows();
  }
}

}  // namespace sage
