// The first n rows of each key in the order of `By`, at the end of the input: groups in order of their keys' first
// appearance; of equal rows the earlier ones, or with `ties` all that equal the n-th.
//
// Keeps n rows a key, and the ties; the text of rows that were replaced is freed from time to time.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "sage/base/order.hpp"
#include "sage/base/own.hpp"
#include "sage/ops/batch.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class Key, class By>
class Top {
 public:
  Top(int64_t n, bool ties, Key key = {}, By by = {})
      : n_(n > 0 ? static_cast<size_t>(n) : 0), ties_(ties), key_(key), by_(by) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&&) {
    const auto key = key_(record, frame);
    const auto by = by_(record, frame);
    if (frame.failed()) return Status::kFailed;
    if (n_ == 0) return Status::kOk;
    add(groups_.insert(key, frame.position).entry.value, by, record);
    free_text();
    return Status::kOk;
  }

  template <class Emit>
  void finish(Frame& frame, Emit&& emit) {
    for (auto at = groups_.begin(); at != groups_.end(); ++at) {
      auto& group = at->value;
      frame.born = at.born();
      auto& places = group.best;
      places.insert(places.end(), group.tied.begin(), group.tied.end());
      std::sort(places.begin(), places.end(), is_better);
      for (const Place& place : places) {
        emit(place.row);
        end_row(frame);
      }
    }
  }

  // The memory held for the text of rows.
  size_t text_bytes() const { return text_.used(); }

  size_t keys() const { return groups_.size(); }
  size_t state_bytes() const { return groups_.bytes() + text_.bytes() + places_ * sizeof(Place); }

 private:
  using Rank = typename By::Value;
  using Row = typename By::Input;

  struct Place {
    Rank by;
    uint64_t arrival;
    Row row;
  };

  // `best` is a heap with its worst row in front; the rows of `tied` equal that one and came after it.
  struct Group {
    std::vector<Place> best;
    std::vector<Place> tied;
  };

  static bool is_before(const Rank& a, const Rank& b) { return before(a, b, By::descending); }

  static bool is_better(const Place& a, const Place& b) {
    if (is_before(a.by, b.by)) return true;
    return !is_before(b.by, a.by) && a.arrival < b.arrival;
  }

  void add(Group& group, const Rank& by, const Row& row) {
    auto& [best, tied] = group;
    if (best.size() < n_) {
      ++places_;
      return push(best, own_place(by, row));
    }
    if (is_before(by, best.front().by)) {
      std::pop_heap(best.begin(), best.end(), is_better);
      const Place worst = best.back();
      best.pop_back();
      push(best, own_place(by, row));
      if (is_before(best.front().by, worst.by)) {
        places_ -= tied.size();
        tied.clear();
      } else if (ties_) {
        ++places_;
        tied.push_back(worst);
      }
    } else if (ties_ && !is_before(best.front().by, by)) {
      ++places_;
      tied.push_back(own_place(by, row));
    }
  }

  static void push(std::vector<Place>& heap, const Place& place) {
    heap.push_back(place);
    std::push_heap(heap.begin(), heap.end(), is_better);
  }

  Place own_place(const Rank& by, const Row& row) {
    return {own(by, text_), arrivals_++, own(row, text_)};
  }

  // Copies the text of the rows that are kept and frees the rest, once it may be more than half.
  void free_text() {
    if (text_.used() <= 2 * used_after_freeing_ + kSmall) return;
    Arena kept;
    for (auto& [key, group] : groups_) {
      for (auto* places : {&group.best, &group.tied}) {
        for (Place& place : *places)
          place = {own(place.by, kept), place.arrival, own(place.row, kept)};
      }
    }
    text_ = std::move(kept);
    used_after_freeing_ = text_.used();
  }

  static constexpr size_t kSmall = 64 << 10;

  size_t n_;
  bool ties_;
  [[no_unique_address]] Key key_;
  [[no_unique_address]] By by_;
  Table<typename Key::Value, Group> groups_;
  uint64_t arrivals_ = 0;
  size_t places_ = 0;  // in all groups
  Arena text_;
  size_t used_after_freeing_ = 0;
};

}  // namespace sage::ops
