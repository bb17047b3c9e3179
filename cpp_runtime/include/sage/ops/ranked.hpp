// What `top` and `sort` keep of the rows of a group, as windows keep aggregates: the rows, and their places in the order
// of `By`. Rows that are equal stay in order of arrival, those of an earlier part before those of a later.
//
// With a number of rows to keep, it keeps that many and as many again; `ties` keeps all that equal the last of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sage/base/frame.hpp"
#include "sage/base/order.hpp"
#include "sage/base/own.hpp"
#include "sage/base/ranking.hpp"
#include "sage/window/bounds.hpp"

namespace sage::ops {

inline constexpr int64_t kAllRows = INT64_MAX;

template <class By>
class Ranked {
 public:
  using Input = typename By::Input;
  using Rank = typename By::Value;

  struct Args {
    Rank by;
    const Input& row;
    int64_t most;
    bool ties;
  };

  class State;

  explicit Ranked(int64_t most = kAllRows, bool ties = false, By by = {})
      : most_(most), ties_(ties), by_(by) {}

  using Order = By;
  int64_t most() const { return most_; }
  bool ties() const { return ties_; }
  const By& by() const { return by_; }

  Args args(const Input& row, Frame& frame) const { return {by_(row, frame), row, most_, ties_}; }

  static void check(const State&, const Args&, Frame&) {}
  static void check_merge(const State&, const State&, Frame&) {}
  static void add(State& state, const Args& args) {
    state.most = args.most;
    state.ties = args.ties;
    state.add(args.by, args.row);
  }
  static void merge(State& state, const State& other) {
    if (other.places.empty()) return;  // it does not know yet how many to keep
    state.most = other.most;
    state.ties = other.ties;
    for (const auto& place : other.places) state.add(place.by, place.row);
  }

  // Emits the rows that are kept, in order; `window` is that of the group, or nothing.
  template <class Emit, class... Window>
  static void emit_rows(const State& state, Emit& emit, const Window&... window) {
    const auto order = state.order();
    const size_t kept = state.kept(order);
    for (size_t i = 0; i < kept; ++i) emit(By::row(state.places[order[i]].row, window...));
  }

  class State {
   public:
    struct Place {
      Rank by;
      Input row;
    };

    void add(const Rank& by, const Input& row) {
      if (most <= 0 || is_behind(by)) return;
      places.push_back({own(by, text), own(row, text)});
      if (places.size() >= limit_) leave_out();
    }

    // The numbers of the rows, in order.
    std::vector<uint32_t> order() const {
      return ranked(places.size(), [this](uint32_t a, uint32_t b) {
        return before(places[a].by, places[b].by, By::descending);
      });
    }

    // How many of them, in order, are among the first.
    size_t kept(const std::vector<uint32_t>& order) const {
      const auto wanted = static_cast<uint64_t>(most);
      size_t count = order.size() < wanted ? order.size() : static_cast<size_t>(wanted);
      if (!ties || count == 0) return count;
      const Rank& last = places[order[count - 1]].by;
      while (count < order.size() && !before(last, places[order[count]].by, By::descending))
        ++count;
      return count;
    }

    int64_t most = kAllRows;
    bool ties = false;
    std::vector<Place> places;
    Arena text;

   private:
    static constexpr size_t kFewest = 32;

    // True for a row that comes behind all that were kept, as most do once the first have been found.
    bool is_behind(const Rank& by) const {
      if (kept_ == 0) return false;
      const Rank& last = places[kept_ - 1].by;
      return !before(by, last, By::descending) && !(ties && !before(last, by, By::descending));
    }

    // Leaves out the rows that are not among the first, once there are twice as many.
    [[gnu::noinline]] void leave_out() {
      if (most == kAllRows) {
        limit_ = SIZE_MAX;
        return;
      }
      const auto all = order();
      const size_t count = kept(all);
      if (count < places.size()) {
        Arena kept_text;
        std::vector<Place> kept_places;
        kept_places.reserve(count);
        for (size_t i = 0; i < count; ++i) {
          const Place& place = places[all[i]];
          kept_places.push_back({own(place.by, kept_text), own(place.row, kept_text)});
        }
        places = std::move(kept_places);
        text = std::move(kept_text);
        kept_ = count;
      }
      limit_ = 2 * count < kFewest ? kFewest : 2 * count;
    }

    size_t limit_ = kFewest;
    size_t kept_ = 0;  // the first so many places are in order, and as many as are wanted
  };

 private:
  int64_t most_;
  bool ties_;
  [[no_unique_address]] By by_;
};

// Emits what a group gives: its rows, or one row of its aggregates.
template <class Content, class Key, class State, class Emit, class... Window>
void emit_group(const Key& key, const State& state, Frame& frame, Emit& emit,
                const Window&... window) {
  if constexpr (requires { Content::emit_rows(state, emit, window...); }) {
    Content::emit_rows(state, emit, window...);
  } else {
    emit(Content::row(window..., key, state, frame));
  }
}

}  // namespace sage::ops
