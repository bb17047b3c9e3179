// What a thread that reads rows makes of them before they go to the thread that has their keys: one part for all rows of
// a key and a slice of time, where an aggregate comes to the same whatever the parts it is put together of.
//
// Parts are made of the rows between which the watermark, as far as these rows raise it, passes the end of no slice. A
// row that raises the watermark of all threads raises that of its own morsel too; so between two such ends all rows of a
// slice are in time or all are late, and each part stands for its rows at the place of the first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "sage/base/frame.hpp"
#include "sage/base/record.hpp"
#include "sage/state/table.hpp"
#include "sage/window/slices.hpp"

namespace sage::ops {

// The rows of a key and a slice.
template <class Key, class State>
struct Part {
  Key key;
  State state;
  uint64_t rows;

  static constexpr auto fields = sage::fields(
      field("key", &Part::key), field("state", &Part::state), field("rows", &Part::rows));
};

// The parts of a morsel. `Windows` are SizedWindows.
template <class Windows>
class Parts {
 public:
  using Made = Part<typename Windows::KeyOf::Value, typename Windows::ContentOf::State>;

  explicit Parts(const Windows& windows)
      : timing_(windows.slices()), key_(windows.key()), content_(windows.content()) {}

  // Begins with a morsel, of which nothing is known yet.
  void restart() { next_ = kStartOfTime; }

  // Adds a row, which does not fail; `take_step()` gives a part its place among what the morsel sends.
  template <class Record, class TakeStep>
  void add(const Record& record, Frame& frame, TakeStep&& take_step) {
    Slice& slice = slice_of(frame.time);
    Entry& entry = slice.parts.insert(key_(record, frame)).entry.value;
    if (entry.rows++ == 0) entry.step = take_step();
    Content::add(entry.state, content_.args(record, frame));
  }

  // The watermark has risen, as far as this morsel goes: true if it has passed the end of a slice, so that what there is
  // must be given now.
  bool ends_slice(int64_t watermark) {
    if (watermark < next_) [[likely]]
      return false;
    next_ = held(__int128{timing_.slice_of(watermark)} + timing_.length());
    return true;
  }

  // Calls `give(step, time, part)` for all parts, in order of their steps; they are then gone.
  template <class Give>
  void flush(Give&& give) {
    for (size_t i = 0; i < used_; ++i) slices_[i]->next = slices_[i]->parts.begin();
    while (Slice* slice = least()) {
      const auto& [key, entry] = *slice->next;
      give(entry.step, slice->start, Made{key, entry.state, entry.rows});
      ++slice->next;
    }
    used_ = 0;
    latest_ = nullptr;
  }

 private:
  using Content = typename Windows::ContentOf;

  struct Entry {
    typename Content::State state{};
    uint32_t step = 0;
    uint64_t rows = 0;
  };
  using Groups = Table<typename Windows::KeyOf::Value, Entry>;

  struct Slice {
    Groups parts{};
    int64_t start = 0;
    typename Groups::template Iterator<typename Groups::Entry> next = parts.begin();
  };

  Slice& slice_of(int64_t time) {
    if (latest_ == nullptr || time < latest_->start || time - latest_->start >= timing_.length())
        [[unlikely]]
      find(timing_.slice_of(time));
    return *latest_;
  }

  [[gnu::noinline]] void find(int64_t start) {
    for (size_t i = 0; i < used_; ++i) {
      latest_ = slices_[i].get();
      if (latest_->start == start) return;
    }
    if (used_ == slices_.size()) slices_.push_back(std::make_unique<Slice>());
    latest_ = slices_[used_++].get();
    latest_->parts.clear();
    latest_->start = start;
  }

  // The slice of which the next part comes first; null if there is none left.
  Slice* least() {
    Slice* found = nullptr;
    for (size_t i = 0; i < used_; ++i) {
      Slice& slice = *slices_[i];
      if (slice.next == slice.parts.end()) continue;
      if (found == nullptr || slice.next->value.step < found->next->value.step) found = &slice;
    }
    return found;
  }

  Slices timing_;
  [[no_unique_address]] typename Windows::KeyOf key_;
  [[no_unique_address]] Content content_;
  std::vector<std::unique_ptr<Slice>> slices_;
  size_t used_ = 0;
  Slice* latest_ = nullptr;      // that took a row
  int64_t next_ = kStartOfTime;  // the end of a slice that the watermark has not passed
};

}  // namespace sage::ops
