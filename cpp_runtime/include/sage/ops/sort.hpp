// Puts the rows in order at the end of the input: the groups in order of their keys' first appearance, each sorted
// stably by `By`. Keeps all rows.
#pragma once

#include <vector>

#include "sage/base/order.hpp"
#include "sage/base/own.hpp"
#include "sage/base/ranking.hpp"
#include "sage/ops/batch.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class Key, class By>
class Sort {
 public:
  explicit Sort(Key key = {}, By by = {}) : key_(key), by_(by) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&&) {
    const auto key = key_(record, frame);
    const auto by = by_(record, frame);
    if (frame.failed()) return Status::kFailed;
    auto [group, is_new] = groups_.insert(key);
    if (is_new) {
      group.value = groups_.size();
      if (frame.position != 0) births_.push_back(frame.position);
    }
    ranks_.push_back({group.value, own(by, text_)});
    rows_.push_back(own(record, text_));
    return Status::kOk;
  }

  template <class Emit>
  void finish(Frame& frame, Emit&& emit) {
    const auto order = ranked(rows_.size(), [this](uint32_t a, uint32_t b) {
      const Rank &x = ranks_[a], &y = ranks_[b];
      return x.group != y.group ? x.group < y.group : before(x.by, y.by, By::descending);
    });
    for (uint32_t row : order) {
      if (!births_.empty()) frame.born = births_[ranks_[row].group - 1];
      emit(rows_[row]);
      end_row(frame);
    }
  }

  size_t keys() const { return groups_.size(); }
  size_t state_bytes() const {
    return groups_.bytes() + text_.bytes() + ranks_.capacity() * sizeof(Rank) +
           rows_.capacity() * sizeof(Row);
  }

 private:
  using Row = typename By::Input;

  struct Rank {
    size_t group;
    typename By::Value by;
  };

  [[no_unique_address]] Key key_;
  [[no_unique_address]] By by_;
  Table<typename Key::Value, size_t> groups_;
  std::vector<Rank> ranks_;  // of rows_
  std::vector<uint64_t>
      births_;  // of groups that other threads have too: where they began (Frame::position)
  std::vector<Row> rows_;
  Arena text_;
};

}  // namespace sage::ops
