// What the joins have in common: which rows come out, and the two sides of their code.
//
// `On` is the code of one join: `left(r, frame)` and `right(r, frame)` give the keys of the two sides, of type `Value`;
// `matches(r, s, frame)` is the condition, of which `tests` says that there is one and `may_fail` that it may fail;
// `pair(r, s)`, `lone(r)` and `lone_right(s)` make what comes out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <type_traits>

#include "sage/base/frame.hpp"

namespace sage::ops {

enum class Pairs { kInner, kLeft, kFull, kSemi, kAnti };

// True if a row of this side comes out when it has no partner.
constexpr bool comes_alone(Pairs kind, int side) {
  return kind == Pairs::kFull || (side == 0 && (kind == Pairs::kLeft || kind == Pairs::kAnti));
}

// True if a left row is done with once it has a partner.
constexpr bool is_once(Pairs kind) { return kind == Pairs::kSemi || kind == Pairs::kAnti; }

// The code of a join, asked by the number of the side that a row comes from.
template <class On, Pairs kKind>
struct Meeting {
  using Key = typename On::Value;
  template <int I>
  using Row = std::conditional_t<I == 0, typename On::Input, typename On::Other>;

  [[no_unique_address]] On on;

  template <int I>
  Key key(const Row<I>& row, Frame& frame) const {
    if constexpr (I == 0) {
      return on.left(row, frame);
    } else {
      return on.right(row, frame);
    }
  }

  // True if a row of side I meets one of the other side whose key it has.
  template <int I>
  bool matches(const Row<I>& row, const Row<1 - I>& other, Frame& frame) const {
    if constexpr (!On::tests) {
      return true;
    } else if constexpr (I == 0) {
      return on.matches(row, other, frame);
    } else {
      return on.matches(other, row, frame);
    }
  }

  // Emits what comes out as the two meet; `bounds` are those of their window, if there is one.
  template <int I, class Emit, class... Bounds>
  static void met(const Row<I>& row, const Row<1 - I>& other, Emit& emit, Bounds... bounds) {
    if constexpr (kKind == Pairs::kAnti) {
      return;
    } else if constexpr (I != 0) {
      met<0>(other, row, emit, bounds...);
    } else if constexpr (kKind != Pairs::kSemi) {
      emit(On::pair(row, other, bounds...));
    } else {
      alone<0>(row, emit, bounds...);
    }
  }

  // Emits what comes out for a row without a partner.
  template <int I, class Emit, class... Bounds>
  static void alone(const Row<I>& row, Emit& emit, Bounds... bounds) {
    if constexpr (I == 1) {
      emit(On::lone_right(row, bounds...));
    } else if constexpr (is_once(kKind) && sizeof...(bounds) == 0) {
      emit(row);
    } else {
      emit(On::lone(row, bounds...));
    }
  }
};

}  // namespace sage::ops
