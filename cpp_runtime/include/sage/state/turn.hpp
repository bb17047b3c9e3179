// What a handler of `process` does in its turn, beside reading: what it changes, emits and sets is a draft until it has
// ended, for a failing record leaves no trace.
//
// Rows are handed on when the handler has ended; by then the state that they look at may be another, so what was taken
// out of it is retired and given back after that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "sage/base/frame.hpp"
#include "sage/state/owned.hpp"

namespace sage::state {

// The part that state needs.
class Drafting {
 public:
  int64_t now = kStartOfTime;  // on the clock of the operator
  Retired retired;

  // Ends the drafts of a handler: all are kept, or none if it failed.
  template <class... Drafts>
  void settle(const Frame& frame, Drafts&... drafts) {
    if (frame.failed()) [[unlikely]] {
      (drafts.undo(*this), ...);
    } else {
      (drafts.commit(*this), ...);
    }
  }
};

struct TimerChange {
  int64_t time;
  bool is_set;  // or cancelled
};

// Rows are those of each port.
template <class... Rows>
class Turn : public Drafting {
 public:
  static constexpr size_t kPorts = sizeof...(Rows);
  template <size_t kPort>
  using Row = std::tuple_element_t<kPort, std::tuple<Rows...>>;

  template <size_t kPort>
  void emit(const Row<kPort>& row) {
    std::get<kPort>(rows_).push_back(row);
    if constexpr (sizeof...(Rows) > 1) order_.push_back(kPort);
  }

  void timer(Timestamp at) { timers.push_back({at.micros, true}); }
  void cancel_timer(Timestamp at) { timers.push_back({at.micros, false}); }

  // How much was emitted so far.
  struct Mark {
    size_t rows[sizeof...(Rows)];
    size_t order;
  };

  Mark mark() const {
    return std::apply([&](const auto&... rows) { return Mark{{rows.size()...}, order_.size()}; },
                      rows_);
  }

  bool has_since(const Mark& mark) const {
    if constexpr (kPorts > 1) return order_.size() > mark.order;
    return std::get<0>(rows_).size() > mark.rows[0];
  }

  // Forgets what was emitted since.
  void drop(const Mark& mark) { drop(mark, std::index_sequence_for<Rows...>{}); }

  // Hands on what was emitted since, in order. What takes it may lead back here.
  template <class Emits>
  void hand_on(const Mark& mark, Emits& emits) {
    if constexpr (sizeof...(Rows) == 1) {
      auto& rows = std::get<0>(rows_);
      for (size_t i = mark.rows[0]; i < rows.size(); ++i) {
        const Row<0> row = rows[i];
        std::get<0>(emits)(row);
      }
    } else {
      Mark at = mark;
      for (; at.order < order_.size(); ++at.order)
        hand_on_one(at, order_[at.order], emits, std::index_sequence_for<Rows...>{});
    }
    drop(mark);
  }

  std::vector<TimerChange> timers;

 private:
  template <size_t... kPorts>
  void drop(const Mark& mark, std::index_sequence<kPorts...>) {
    (std::get<kPorts>(rows_).resize(mark.rows[kPorts]), ...);
    order_.resize(mark.order);
  }

  template <class Emits, size_t... kPorts>
  void hand_on_one(Mark& at, uint8_t port, Emits& emits, std::index_sequence<kPorts...>) {
    auto hand_on = [&]<size_t kPort>(std::integral_constant<size_t, kPort>) {
      const Row<kPort> row = std::get<kPort>(rows_)[at.rows[kPort]++];
      std::get<kPort>(emits)(row);
    };
    (static_cast<void>(port == kPorts ? hand_on(std::integral_constant<size_t, kPorts>{}) : void()),
     ...);
  }

  std::tuple<std::vector<Rows>...> rows_;
  std::vector<uint8_t> order_;  // of ports, if there are several
};

}  // namespace sage::state
