// What a thread leaves out of the rows that it sends to where the first so many of each window and group are found, for
// so many of its own come before them. It looks at the rows of one window at a time, as they come from those that fire.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sage/base/frame.hpp"
#include "sage/base/order.hpp"
#include "sage/base/own.hpp"
#include "sage/state/table.hpp"
#include "sage/window/slices.hpp"

namespace sage::ops {

// `Ranks` is an OverWindow of Ranked rows.
template <class Ranks>
class Sieve {
 public:
  explicit Sieve(const Ranks& ranks)
      : key_(ranks.key()),
        by_(ranks.content().by()),
        most_(ranks.content().most()),
        ties_(ranks.content().ties()) {}

  // True if a row cannot be among the first, which is then counted. A row whose code fails can.
  template <class Record>
  bool leaves_out(const Record& record, Frame& frame, uint64_t& count) {
    if constexpr (has_views<Rank>()) {
      return false;
    } else {
      if (most_ < 1 || most_ > kMost) return false;
      const auto key = key_(record, frame);
      const Rank rank = by_(record, frame);
      if (frame.failed()) [[unlikely]] {
        frame.clear();
        return false;
      }
      const Window window{key.window_start.micros, key.window_end.micros};
      if (window != window_) [[unlikely]]
        begin(window);
      if (kIsOne) {
        if (only_ == nullptr) only_ = &groups_.insert(key).entry.value;
        return is_behind(*only_, rank, count);
      }
      return is_behind(groups_.insert(key).entry.value, rank, count);
    }
  }

 private:
  using Key = typename Ranks::KeyOf;
  using By = typename Ranks::ContentOf::Order;
  using Rank = typename By::Value;
  using First = std::vector<Rank>;  // of a group, in order

  static constexpr int64_t kMost = 16;  // so many are worth being kept twice
  static constexpr bool kIsOne = field_count<typename Key::Value> == 2;  // a window is one group

  void begin(Window window) {
    window_ = window;
    groups_.clear();
    only_ = nullptr;
  }

  static bool is_before(const Rank& a, const Rank& b) { return before(a, b, By::descending); }

  // Rows that are equal come in order of arrival.
  bool is_behind(First& first, const Rank& rank, uint64_t& count) const {
    if (first.size() == static_cast<size_t>(most_)) {
      if (!is_before(rank, first.back())) {
        const bool is_out = !ties_ || is_before(first.back(), rank);
        count += is_out;
        return is_out;
      }
      // With ties the last place may be that of several, which have been sent.
      first.pop_back();
    }
    size_t at = first.size();
    first.push_back(rank);
    for (; at > 0 && is_before(rank, first[at - 1]); --at) first[at] = first[at - 1];
    first[at] = rank;
    return false;
  }

  [[no_unique_address]] Key key_;
  [[no_unique_address]] By by_;
  int64_t most_;
  bool ties_;
  Window window_;
  Table<typename Key::Value, First> groups_;
  First* only_ = nullptr;
};

}  // namespace sage::ops
