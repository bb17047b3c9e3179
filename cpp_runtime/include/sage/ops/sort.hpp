// Puts the rows in order at the end of the input: the groups in order of their keys' first appearance, each sorted
// stably by `By`. Keeps all rows.
#pragma once

#include <algorithm>
#include <vector>

#include "sage/base/order.hpp"
#include "sage/base/own.hpp"
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
    if (is_new) group.value = groups_.size();
    places_.push_back({own(by, text_), group.value, rows_.size()});
    rows_.push_back(own(record, text_));
    return Status::kOk;
  }

  template <class Emit>
  void finish(Frame& frame, Emit&& emit) {
    std::stable_sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
      return a.group != b.group ? a.group < b.group : before(a.by, b.by, By::descending);
    });
    for (const Place& place : places_) {
      emit(rows_[place.row]);
      end_row(frame);
    }
  }

 private:
  using Row = typename By::Input;

  // Sorted instead of the rows, which may be large.
  struct Place {
    typename By::Value by;
    size_t group;
    size_t row;
  };

  [[no_unique_address]] Key key_;
  [[no_unique_address]] By by_;
  Table<typename Key::Value, size_t> groups_;
  std::vector<Place> places_;
  std::vector<Row> rows_;
  Arena text_;
};

}  // namespace sage::ops
