// Reads several sources whose rows have times in turns: always a row of the one whose time has come least far, so that
// the order of rows does not depend on the sizes of batches.
//
//   sage::pump_in_turns(runtime_, frame_, [this] { flush(); },
//       sage::turn<Bid>(csv_0, kOperators[0], [this](const Bid& r) { to_x(r); return true; },
//                       [this] { return event_time_1.watermark(); }, [this] { event_time_1.end(); rise_1(); }),
//       ...);
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "sage/base/own.hpp"
#include "sage/flow/runtime.hpp"

namespace sage {

struct NoErrors {};

// One of the sources, and the rows of its batch that wait for their turn. `watermark` tells how far its time has come,
// and `end` that no row will come.
template <class Record, class Source, class Emit, class Watermark, class End, class ToErrors>
class Turn {
 public:
  Turn(Source& source, const Operator& op, Emit emit, Watermark watermark, End end, ToErrors errors)
      : source_(source),
        op_(op),
        emit_(std::move(emit)),
        end_(std::move(end)),
        to_errors_(std::move(errors)),
        watermark(std::move(watermark)) {}

  bool is_open() const { return is_open_; }
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
    if (is_empty() && !more) close();
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
  [[no_unique_address]] ToErrors to_errors_;
  std::vector<Record> rows_;
  std::vector<std::pair<size_t, io::BadRow>> bad_;  // before which row
  size_t next_ = 0;
  size_t next_bad_ = 0;
  Arena kept_;
  bool is_open_ = true;
  bool has_more_ = true;

 public:
  Watermark watermark;
};

template <class Record, class Source, class Emit, class Watermark, class End, class ToErrors = NoErrors>
auto turn(Source& source, const Operator& op, Emit emit, Watermark watermark, End end, ToErrors errors = {}) {
  return Turn<Record, Source, Emit, Watermark, End, ToErrors>(
      source, op, std::move(emit), std::move(watermark), std::move(end), std::move(errors));
}

// Reads all to their ends, or until the runtime stops. Of sources that have come equally far, the first goes on.
template <class Flush, class... Turns>
void pump_in_turns(Runtime& runtime, Frame& frame, Flush&& flush, Turns&&... turns) {
  for (bool is_any_open = true; is_any_open && !runtime.stopping();) {
    int64_t least = kEndOfTime;
    is_any_open = (turns.is_open() || ...);
    (static_cast<void>(turns.is_open() ? least = std::min(least, turns.watermark()) : 0), ...);
    auto take = [&](auto& turn) {
      if (!turn.is_open() || turn.watermark() != least) return false;
      if (turn.is_empty()) {
        flush();
        frame.arena.reset();
        turn.fill(runtime, frame);
      } else {
        turn.step(runtime, frame);
      }
      return true;
    };
    static_cast<void>((take(turns) || ...));
  }
}

}  // namespace sage
