// Passes a row unless it is nearer in time than `within` to the last row of its key that passed, which is the one with the
// latest time. A key is forgotten when the watermark is as far behind that row.
//
// Keys stand in two tables: those that took a row lately, and older ones. Once all the older ones can be forgotten, the
// others take their place, so that what is forgotten is not searched for, and no more than twice `within` is kept.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>

#include "sage/base/frame.hpp"
#include "sage/base/types.hpp"
#include "sage/state/table.hpp"
#include "sage/window/slices.hpp"

namespace sage::ops {

template <class Key>
class DedupWithin {
 public:
  explicit DedupWithin(Duration within, Key key = {}) : within_(within.micros), key_(key) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    const auto key = key_(record, frame);
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    auto* entry = recent_.find(key);
    const auto* known = entry != nullptr ? entry : older_.find(key);
    int64_t last = frame.time;
    if (known != nullptr && known->value + __int128{within_} > watermark_) {
      const __int128 past = __int128{frame.time} - known->value;
      if (past < within_ && -past < within_) return Status::kOk;
      last = std::max(last, known->value);
    }
    if (entry == nullptr) entry = &recent_.insert(key).entry;
    entry->value = last;
    latest_ = std::max(latest_, last);
    if (due_ == kEndOfTime) due_ = held(__int128{last} + within_);
    emit(record);
    return Status::kOk;
  }

  template <class Emit>
  void advance(int64_t watermark, Frame&, Emit&&) {
    watermark_ = watermark;
    while (watermark >= due_ && due_ != kEndOfTime) rotate();
  }

  // The keys that are kept; one that stands in both tables counts twice.
  size_t size() const { return recent_.size() + older_.size(); }

  size_t keys() const { return recent_.size() + older_.size(); }
  size_t state_bytes() const { return recent_.bytes() + older_.bytes(); }

 private:
  [[gnu::noinline]] void rotate() {
    older_.clear();
    std::swap(older_, recent_);
    due_ = older_.empty() ? kEndOfTime : held(__int128{latest_} + within_);
    latest_ = kStartOfTime;
  }

  int64_t within_;
  [[no_unique_address]] Key key_;
  Table<typename Key::Value, int64_t> recent_;  // with the time of the last row that passed
  Table<typename Key::Value, int64_t> older_;
  int64_t latest_ = kStartOfTime;  // of the times in recent_
  int64_t due_ = kEndOfTime;       // when all of older_ can be forgotten
  int64_t watermark_ = kStartOfTime;
};

}  // namespace sage::ops
