// Finds for each row the row of a table with its key that was the latest at its time.
//
// A row waits until the watermark has passed its time, so that no version can come that it should have found; rows that
// are due come out in the order of their times. A version is let go when the watermark has reached its successor. Rows of
// either side below the watermark are late: they are dropped and counted.
#pragma once

#include <algorithm>
#include <vector>

#include "sage/base/own.hpp"
#include "sage/ops/batch.hpp"
#include "sage/state/chunks.hpp"
#include "sage/state/slabs.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class On>
class LookupVersioned {
 public:
  explicit LookupVersioned(On on = {}) : on_(on), waiting_(kSlab) {}

  template <class Record, class... Emits>
  Status process(Input<0>, const Record& record, Frame& frame, Emits&&...) {
    if (is_late(frame)) return Status::kOk;
    static_cast<void>(on_.left(record, frame));
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    auto& slab = waiting_.at(frame.time);
    auto& rows = slab.content;
    rows.is_sorted = rows.is_sorted && (rows.kept.empty() || rows.kept.back().time <= frame.time);
    rows.kept.push_back({own(record, slab.memory), frame.time});
    due_ = std::min(due_, frame.time);
    return Status::kOk;
  }

  template <class Record, class... Emits>
  Status process(Input<1>, const Record& record, Frame& frame, Emits&&...) {
    if (is_late(frame)) return Status::kOk;
    const auto key = on_.right(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    Versions& versions = table_.insert(key).entry.value;
    let_go(versions);
    versions.add(record, frame.time);
    return Status::kOk;
  }

  template <class... Emits>
  void advance(int64_t watermark, Frame& frame, Emits&&... emits) {
    watermark_ = watermark;
    if (watermark <= due_) [[likely]]
      return;
    const OwnArena scope(frame, made_);
    fire(watermark, frame, emits...);
  }

  // Rows that came too late, since the start.
  uint64_t late() const { return late_; }

  size_t keys() const { return table_.size(); }
  size_t state_bytes() const { return table_.bytes() + waiting_.bytes(); }

 private:
  using Left = typename On::Input;
  using Right = typename On::Other;
  static constexpr int64_t kSlab = 1'000'000;

  struct Kept {
    Left row;
    int64_t time;
  };

  // The rows of a slab, from `next` on; in the order of their times once that is asked for.
  struct Waiting {
    std::vector<Kept> kept;
    size_t next = 0;
    bool is_sorted = true;

    size_t bytes() const { return kept.capacity() * sizeof(Kept); }

    void clear() {
      kept.clear();
      next = 0;
      is_sorted = true;
    }
  };

  // The versions of one key in the order of their times, from `first` on.
  struct Versions {
    struct Version {
      Right row;
      int64_t time;
    };

    std::vector<Version> all;
    size_t first = 0;
    Arena text;

    void add(const Right& row, int64_t time) {
      auto place = all.end();
      while (place != all.begin() + static_cast<std::ptrdiff_t>(first) && (place - 1)->time > time)
        --place;
      all.insert(place, {own(row, text), time});
    }

    // The latest at a time, or null.
    const Right* at(int64_t time) const {
      for (size_t i = all.size(); i > first; --i) {
        if (all[i - 1].time <= time) return &all[i - 1].row;
      }
      return nullptr;
    }

    // Gives back what is not needed any more, once that is more than what is.
    void tighten() {
      if (first * 2 <= all.size()) return;
      Arena kept;
      all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first));
      for (Version& version : all) version.row = own(version.row, kept);
      text = std::move(kept);
      first = 0;
    }
  };

  bool is_late(const Frame& frame) {
    const bool late = frame.time < watermark_;
    late_ += late;
    return late;
  }

  // Lets the versions go that no row can find any more.
  void let_go(Versions& versions) const {
    while (versions.first + 1 < versions.all.size() &&
           versions.all[versions.first + 1].time <= watermark_)
      ++versions.first;
    versions.tighten();
  }

  template <class... Emits>
  [[gnu::noinline]] void fire(int64_t watermark, Frame& frame, Emits&... emits) {
    for (size_t at = waiting_.begin(); at != waiting_.end() && waiting_[at].start < watermark;
         ++at) {
      Waiting& rows = waiting_[at].content;
      if (!rows.is_sorted) {
        std::stable_sort(rows.kept.begin() + static_cast<std::ptrdiff_t>(rows.next),
                         rows.kept.end(),
                         [](const Kept& a, const Kept& b) { return a.time < b.time; });
        rows.is_sorted = true;
      }
      for (; rows.next < rows.kept.size() && rows.kept[rows.next].time < watermark; ++rows.next) {
        find(rows.kept[rows.next], frame, emits...);
        end_row(frame);
      }
    }
    while (!waiting_.empty() && waiting_.front().end <= watermark) waiting_.pop_front();
    set_due();
  }

  void set_due() {
    due_ = kEndOfTime;
    for (size_t at = waiting_.begin(); at != waiting_.end(); ++at) {
      const Waiting& rows = waiting_[at].content;
      if (rows.next == rows.kept.size()) continue;
      due_ = rows.is_sorted ? rows.kept[rows.next].time : waiting_[at].start;
      return;
    }
  }

  template <class Emit, class... Missed>
  void find(const Kept& kept, Frame& frame, Emit& emit, Missed&... missed) {
    const AtTime scope(frame, kept.time);
    const auto* entry = table_.find(on_.left(kept.row, frame));
    const Right* match = entry == nullptr ? nullptr : entry->value.at(kept.time);
    if (match != nullptr && on_.matches(kept.row, *match, frame)) {
      emit(On::pair(kept.row, *match));
    } else {
      (missed(kept.row), ...);
    }
    frame.clear();
  }

  [[no_unique_address]] On on_;
  int64_t watermark_ = kStartOfTime;
  int64_t due_ = kEndOfTime;  // the time of the first row that waits, or before it
  uint64_t late_ = 0;
  Table<typename On::Value, Versions> table_;
  Slabs<Waiting> waiting_;
  Arena made_;  // of the rows that come out
};

}  // namespace sage::ops
