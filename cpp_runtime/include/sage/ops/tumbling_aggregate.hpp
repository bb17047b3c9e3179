// Makes one row of each key's rows in each window, when the watermark has reached the window's end. Windows follow one
// another, so each row is in one. Keeps aggregates, not rows.
//
// A window is kept for `lateness` after it has fired; a row that comes then makes it fire anew for that row's key.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "sage/ops/batch.hpp"
#include "sage/ops/groups.hpp"
#include "sage/window/bounds.hpp"

namespace sage::ops {

template <class Key, class Folds>
class TumblingAggregate {
 public:
  TumblingAggregate(Duration size, Duration offset, Duration lateness, Key key = {}, Folds folds = {})
      : size_(size.micros),
        offset_(offset.micros),
        lateness_(lateness.micros),
        key_(key),
        folds_(folds) {}

  template <class Record, class Emit, class... Late>
  Status process(const Record& record, Frame& frame, Emit&& emit, Late&&... late) {
    Pane* pane = pane_at(frame.time);
    if (pane == nullptr) {
      const int64_t start = window_start(frame.time, size_, offset_);
      if (start + size_ + lateness_ <= watermark_) [[unlikely]] {
        ++late_;
        (late(record), ...);
        return Status::kOk;
      }
      pane = open(start);
    }
    const auto* entry = pane->groups.add_entry(record, frame);
    if (entry == nullptr) {
      if (pane->groups.empty()) close(pane);
      return Status::kFailed;
    }
    if (pane->is_fired) [[unlikely]]
      fire(*pane, *entry, frame, emit);
    return Status::kOk;
  }

  template <class Emit, class... Late>
  void advance(int64_t watermark, Frame& frame, Emit&& emit, Late&&...) {
    watermark_ = watermark;
    if (watermark < due_) [[likely]]
      return;
    for (auto& pane : panes_) {
      if (pane->start + size_ > watermark) break;
      if (pane->is_fired) continue;
      pane->is_fired = true;
      for (const auto& entry : pane->groups) {
        fire(*pane, entry, frame, emit);
        end_row(frame);
      }
    }
    last_ = nullptr;
    auto kept = std::find_if(panes_.begin(), panes_.end(), [&](const auto& pane) {
      return pane->start + size_ + lateness_ > watermark;
    });
    panes_.erase(panes_.begin(), kept);
    note_due();
  }

  uint64_t late() const { return late_; }

 private:
  struct Pane {
    Pane(int64_t start, const Key& key, const Folds& folds) : start(start), groups(key, folds) {}
    int64_t start;
    bool is_fired = false;
    Groups<Key, Folds> groups;
  };

  // The open window that holds a time; null if there is none.
  Pane* pane_at(int64_t time) {
    if (last_ != nullptr && static_cast<uint64_t>(time - last_->start) < static_cast<uint64_t>(size_))
        [[likely]]
      return last_;
    for (auto& pane : panes_) {
      if (static_cast<uint64_t>(time - pane->start) < static_cast<uint64_t>(size_)) return last_ = pane.get();
    }
    return nullptr;
  }

  Pane* open(int64_t start) {
    auto after = std::find_if(panes_.begin(), panes_.end(),
                              [start](const auto& pane) { return pane->start > start; });
    last_ = panes_.insert(after, std::make_unique<Pane>(start, key_, folds_))->get();
    last_->is_fired = start + size_ <= watermark_;
    note_due();
    return last_;
  }

  void close(Pane* pane) {
    panes_.erase(std::find_if(panes_.begin(), panes_.end(),
                              [pane](const auto& other) { return other.get() == pane; }));
    last_ = nullptr;
    note_due();
  }

  template <class Entry, class Emit>
  void fire(const Pane& pane, const Entry& entry, Frame& frame, Emit& emit) {
    AtTime scope(frame, pane.start + size_ - 1);
    const Bounds bounds{{pane.start}, {pane.start + size_}};
    emit(Folds::row(bounds, entry.key, entry.value, frame));
  }

  // The least watermark at which a window fires or is forgotten.
  void note_due() {
    due_ = kEndOfTime;
    for (const auto& pane : panes_)
      due_ = std::min(due_, pane->start + size_ + (pane->is_fired ? lateness_ : 0));
  }

  int64_t size_;
  int64_t offset_;
  int64_t lateness_;
  [[no_unique_address]] Key key_;
  [[no_unique_address]] Folds folds_;
  std::vector<std::unique_ptr<Pane>> panes_;  // by their starts
  Pane* last_ = nullptr;                      // that took a row
  int64_t watermark_ = kStartOfTime;
  int64_t due_ = kEndOfTime;
  uint64_t late_ = 0;
};

}  // namespace sage::ops
