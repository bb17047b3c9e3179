// Runs the user's handlers for the rows of each key, with the key's state and its timers.
//
// A handler works on drafts: state changes, rows go on and timers are set when it has ended and nothing in it has
// failed. Timers come in order of their times and then of the first rows of their keys; one that is set at or before
// the time on the clock comes at once. The clock is the watermark where rows have a time, else that of `tick`.
//
// Handlers has `State`, `Turn`, `fresh`, `item`, and as far as the program has them `timer`, `end` and `forget`.
#pragma once

#include <algorithm>
#include <tuple>
#include <vector>

#include "sage/base/frame.hpp"
#include "sage/ops/batch.hpp"
#include "sage/state/kept.hpp"
#include "sage/state/slab.hpp"
#include "sage/state/timers.hpp"

namespace sage::ops {

namespace detail {

template <class T>
struct Without {};
template <bool kHas, class T>
using If = std::conditional_t<kHas, T, Without<T>>;

struct Timed {
  state::Times times;
  int64_t fired = kStartOfTime;  // when its last timer came
};
struct Touched {
  int64_t touched = kStartOfTime;  // when code last ran for it
};
struct Ending {
  int64_t time = kStartOfTime;  // of its last row
};

// What is known of a key.
template <class Handlers>
struct Known : If<Handlers::kHasTimers, Timed>,
               If<Handlers::kForgets, Touched>,
               If<Handlers::kEnds, Ending> {
  typename Handlers::State state;
  uint64_t order = 0;  // of its first row among those of all keys
};

}  // namespace detail

template <class Key, class Handlers>
class Process {
  using Turn = typename Handlers::Turn;
  using Known = detail::Known<Handlers>;

 public:
  explicit Process(Key key = {}, Handlers handlers = {}) : key_(key), handlers_(handlers) {}

  // `emits` take the rows of the ports; one more, if it is there, the key at whose timer or end something failed.
  template <class Record, class... Emits>
  Status process(const Record& record, Frame& frame, Emits&&... emits) {
    const auto key = key_(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    const auto mark = turn_.mark();
    turn_.now = clock_;
    auto out = std::tie(emits...);
    if (const uint32_t number = known_of(key); number != 0) [[likely]] {
      auto& entry = keys_[number];
      handlers_.forget(entry.value.state, turn_, frame);
      handlers_.item(record, entry.key, entry.value.state, turn_, frame);
      if (frame.failed()) [[unlikely]]
        return undo(mark);
      if constexpr (Handlers::kEnds) entry.value.time = frame.time;
      settle(number, entry.value, mark, out, false);
    } else {
      Known fresh;
      handlers_.fresh(fresh.state, turn_, frame);
      handlers_.item(record, key, fresh.state, turn_, frame);
      if (frame.failed()) [[unlikely]]
        return undo(mark);
      fresh.order = frame.position != 0 ? frame.position : ++last_order_;
      if constexpr (Handlers::kEnds) fresh.time = frame.time;
      const uint32_t added = keys_.add(key, std::move(fresh));
      settle(added, keys_[added].value, mark, out, false);
    }
    if constexpr (Handlers::kHasTimers) fire(clock_, frame, out, false);
    if constexpr (Handlers::kStamped) sweep(frame);
    return Status::kOk;
  }

  template <class... Emits>
  void advance(int64_t watermark, Frame& frame, Emits&&... emits) {
    if (watermark != kEndOfTime) {
      tick(watermark, frame, emits...);
    } else if constexpr (Handlers::kHasTimers) {
      auto out = std::tie(emits...);
      fire(kEndOfTime, frame, out, true);
    }
  }

  // The same by the clock of the machine.
  template <class... Emits>
  void tick(int64_t now, Frame& frame, Emits&&... emits) {
    if constexpr (Handlers::kHasTimers) {
      if (timers_.due() <= now) [[unlikely]] {
        auto out = std::tie(emits...);
        fire(now, frame, out, false);
      }
    }
    if (now > clock_) clock_ = now;
  }

  template <class... Emits>
  void finish(Frame& frame, Emits&&... emits) {
    if constexpr (Handlers::kEnds) {
      auto out = std::tie(emits...);
      for (const uint32_t number : in_order()) {
        Known& known = keys_[number].value;
        turn_.now = clock_;
        if constexpr (Handlers::kHasTimers) turn_.now = std::max(clock_, known.fired);
        if (is_forgotten(known, turn_.now)) continue;
        AtTime scope(frame, known.time);
        run(number, frame, out, true,
            [&](const auto& key, auto& state) { handlers_.end(key, state, turn_, frame); });
        end_row(frame);
      }
    }
  }

  size_t keys() const { return keys_.size(); }
  size_t state_bytes() const {
    return keys_.bytes() + static_cast<size_t>(std::max<int64_t>(taken_, 0)) + timers_.bytes();
  }

 private:
  uint32_t known_of(const typename Key::Value& key) {
    const uint32_t number = keys_.find(key);
    if (number == 0 || !is_forgotten(keys_[number].value, clock_)) [[likely]]
      return number;
    keys_.erase(number);
    return 0;
  }

  // True if nothing is left of a key, whose state is all forgotten after some time.
  bool is_forgotten(const Known& known, int64_t now) const {
    if constexpr (Handlers::kForgets) {
      if constexpr (Handlers::kHasTimers) {
        if (!known.times.empty()) return false;
      }
      return state::is_over(known.touched, now, handlers_.longest().micros);
    }
    return false;
  }

  Status undo(const typename Turn::Mark& mark) {
    turn_.drop(mark);
    turn_.timers.clear();
    end_turn();
    return Status::kFailed;
  }

  // Sets the timers of a handler that has ended, and hands on its rows. Nothing is kept that was set at the end.
  template <class Out>
  void settle(uint32_t number, Known& known, const typename Turn::Mark& mark, Out& out,
              bool is_last) {
    if constexpr (Handlers::kForgets) known.touched = std::max(known.touched, turn_.now);
    if constexpr (Handlers::kHasTimers) {
      for (const state::TimerChange& change : turn_.timers) {
        if (!change.is_set) {
          if (known.times.remove(change.time)) timers_.done();
        } else if (!is_last && known.times.add(change.time)) {
          timers_.push({change.time, known.order, number});
        }
      }
      turn_.timers.clear();
      timers_.tidy([&](const state::Timer& timer) { return is_set(timer); });
    }
    if constexpr (Handlers::kTakesMemory) taken_ += std::exchange(state::taken, 0);
    if (turn_.has_since(mark)) {
      ++depth_;
      turn_.hand_on(mark, out);
      --depth_;
    }
    end_turn();
  }

  // Nobody looks at what was replaced any more, once the rows of all turns that are under way have been handed on.
  void end_turn() {
    if constexpr (Handlers::kTakesMemory) {
      if (depth_ == 0) turn_.retired.release();
      taken_ += std::exchange(state::taken, 0);
    }
  }

  bool is_set(const state::Timer& timer) {
    const auto& entry = keys_[timer.number];
    return entry.is_there && entry.value.order == timer.order && entry.value.times.has(timer.time);
  }

  // Runs what is due. The row that is on its way keeps its text: what is made here has memory of its own, unless this
  // comes of rows that are being handed on.
  template <class Out>
  void fire(int64_t until, Frame& frame, Out& out, bool is_last) {
    if (timers_.empty() || timers_.due() > until) [[likely]]
      return;
    if (depth_ != 0) {
      while (fire_one(until, frame, out, is_last)) {
      }
    } else {
      const OwnArena scope(frame, text_);
      while (fire_one(until, frame, out, is_last)) end_row(frame);
    }
  }

  // False if none is due.
  template <class Out>
  bool fire_one(int64_t until, Frame& frame, Out& out, bool is_last) {
    if (timers_.empty() || timers_.due() > until) return false;
    const state::Timer timer = timers_.pop();
    if (!is_set(timer)) return true;
    Known& known = keys_[timer.number].value;
    known.times.remove(timer.time);
    timers_.done();
    known.fired = turn_.now = std::max(timer.time, clock_);
    const AtTime scope(frame, timer.time);
    run(timer.number, frame, out, is_last, [&](const auto& key, auto& state) {
      if constexpr (Handlers::kOnTimer)
        handlers_.timer(Timestamp{timer.time}, key, state, turn_, frame);
    });
    return true;
  }

  // Runs a handler that no row has called.
  template <class Out, class Handler>
  void run(uint32_t number, Frame& frame, Out& out, bool is_last, Handler&& handler) {
    auto& entry = keys_[number];
    frame.born = entry.value.order;  // threads that share the keys are put in order by it
    const auto mark = turn_.mark();
    handlers_.forget(entry.value.state, turn_, frame);
    handler(entry.key, entry.value.state);
    if (frame.failed()) [[unlikely]] {
      static_cast<void>(undo(mark));
      if constexpr (std::tuple_size_v<Out> > Turn::kPorts) std::get<Turn::kPorts>(out)(entry.key);
      return;
    }
    settle(number, entry.value, mark, out, is_last);
  }

  // The keys in the order of their first rows.
  std::vector<uint32_t> in_order() {
    std::vector<uint32_t> numbers;
    for (uint32_t number = 1; number <= keys_.last(); ++number) {
      if (keys_[number].is_there) numbers.push_back(number);
    }
    std::sort(numbers.begin(), numbers.end(),
              [&](uint32_t a, uint32_t b) { return keys_[a].value.order < keys_[b].value.order; });
    return numbers;
  }

  // Gives back what one key has forgotten. Called with every row, so that memory stays in bounds.
  void sweep(Frame& frame) {
    if (++swept_ > keys_.last()) swept_ = 1;
    auto& entry = keys_[swept_];
    if (!entry.is_there) return;
    turn_.now = clock_;
    if (is_forgotten(entry.value, clock_)) {
      keys_.erase(swept_);
    } else {
      handlers_.forget(entry.value.state, turn_, frame);
    }
    end_turn();
  }

  [[no_unique_address]] Key key_;
  [[no_unique_address]] Handlers handlers_;
  state::Slab<typename Key::Value, Known> keys_;
  state::Timers timers_;
  Turn turn_;
  Arena text_;  // of rows that timers emit
  int64_t clock_ = kStartOfTime;
  uint64_t last_order_ = 0;
  int64_t taken_ = 0;  // bytes that state has beside its place in the slab
  uint32_t swept_ = 0;
  uint32_t depth_ = 0;  // of rows that are being handed on
};

}  // namespace sage::ops
