// Makes one row of each key and window of a size: the key, the aggregates and the window. Windows fire when the watermark
// reaches their ends, keys in order of their first slice and then of their first appearance in it.
//
// Aggregates are kept once a slice and key and put together when a window fires, so that a row costs the same whatever
// the number of windows that hold it. A row all of whose windows are gone is counted and goes to `late`.
#pragma once

#include "sage/ops/window_timing.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class Key, class Folds>
class WindowAggregate {
 public:
  WindowAggregate(Duration size, Duration every, Duration offset, Duration lateness, Key key = {},
                  Folds folds = {})
      : timing_(Slices(size, every, offset), lateness), key_(key), folds_(folds) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    return process(record, frame, emit, [](const Record&) {});
  }

  // `late` gets the rows all of whose windows are gone.
  template <class Record, class Emit, class Late>
  Status process(const Record& record, Frame& frame, Emit&& emit, Late&& late) {
    auto* pane = timing_.pane_of(frame.time);
    if (pane == nullptr) [[unlikely]] {
      ++late_;
      late(record);
      return Status::kOk;
    }
    const auto key = key_(record, frame);
    const auto args = folds_.args(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    auto* entry = pane->content.find(key);
    Folds::check(entry ? entry->value : empty_, args, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    if (!entry) entry = &pane->content.insert(key).entry;
    Folds::add(entry->value, args);
    if (timing_.fires_again(*pane)) [[unlikely]]
      fire_again(*pane, entry->key, frame, emit);
    return Status::kOk;
  }

  template <class Emit, class... Others>
  void advance(int64_t watermark, Frame& frame, Emit&& emit, Others&&...) {
    if (timing_.rests(watermark)) return;
    timing_.advance(watermark, [&](Window window) { fire(window, frame, emit); });
  }

  // Rows of which no window is left, since the start.
  uint64_t late() const { return late_; }

 private:
  using KeyValue = typename Key::Value;
  using State = typename Folds::State;
  using Group = Table<KeyValue, State>;
  using Pane = typename WindowTiming<Group>::Pane;

  template <class Emit>
  void fire(Window window, Frame& frame, Emit& emit) {
    const AtTime scope(frame, window.end - 1);
    const Group& groups = whole(window);
    for (const auto& [key, state] : groups) emit(Folds::row(key, state, window, frame));
    merged_.clear();
  }

  // The groups of a window; put together if it has several panes.
  const Group& whole(Window window) {
    const Pane* only = nullptr;
    timing_.each_pane(window, [&](const Pane& pane) {
      if (only != nullptr && merged_.empty()) merge(only->content);
      if (only != nullptr) merge(pane.content);
      only = &pane;
    });
    return merged_.empty() ? only->content : merged_;
  }

  void merge(const Group& groups) {
    for (const auto& [key, state] : groups) Folds::merge(merged_.insert(key).entry.value, state);
  }

  template <class Emit>
  [[gnu::noinline]] void fire_again(const Pane& changed, const KeyValue& key, Frame& frame,
                                    Emit& emit) {
    timing_.fire_again(changed, [&](Window window) {
      State state{};
      timing_.each_pane(window, [&](const Pane& pane) {
        if (const auto* entry = pane.content.find(key)) Folds::merge(state, entry->value);
      });
      const AtTime scope(frame, window.end - 1);
      emit(Folds::row(key, state, window, frame));
    });
  }

  WindowTiming<Group> timing_;
  [[no_unique_address]] Key key_;
  [[no_unique_address]] Folds folds_;
  State empty_{};
  Group merged_;  // of the window that fires
  uint64_t late_ = 0;
};

}  // namespace sage::ops
