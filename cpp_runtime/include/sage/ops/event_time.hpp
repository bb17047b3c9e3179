// Gives each row its time, and tells how far time has come: the watermark is the largest time seen less the delay.
//
// The watermark rises before the row that raises it goes on, so that what was due comes out first.
#pragma once

#include "sage/base/frame.hpp"
#include "sage/base/types.hpp"

namespace sage::ops {

template <class At>
class EventTime {
 public:
  // After `idle` without rows the stream no longer holds others back; none is never.
  EventTime(Duration delay, Duration idle, At at = {})
      : at_(at), delay_(delay.micros), idle_(idle.micros) {}

  // `rise` is called when the watermark has risen.
  template <class Record, class Emit, class Rise>
  Status process(const Record& record, Frame& frame, Emit&& emit, Rise&& rise) {
    is_idle_ = false;
    const int64_t time = at_(record, frame).micros;
    if (frame.failed()) [[unlikely]]
      return Status::kFailed;
    int64_t reached;
    if (!__builtin_sub_overflow(time, delay_, &reached) && reached > watermark_) {
      watermark_ = reached;
      rise();
    }
    AtTime scope(frame, time);
    emit(record);
    return Status::kOk;
  }

  int64_t watermark() const { return watermark_; }

  // Tells that no row has come for so many microseconds. True if that makes it idle.
  bool silent_for(int64_t micros) {
    const bool before = is_idle_;
    is_idle_ = idle_ > 0 && micros >= idle_;
    return is_idle_ && !before;
  }

  // False from when it has become idle until its next row.
  bool counts() const { return !is_idle_; }

  // What another thread knows: it has come so far. True if that is further than before.
  bool reach(int64_t watermark) {
    if (watermark <= watermark_) return false;
    watermark_ = watermark;
    return true;
  }

  // Forgets how far it has come, for rows that may come before those of which it was told.
  void restart() { watermark_ = kStartOfTime; }

  // No row will come any more.
  void end() { watermark_ = kEndOfTime; }

 private:
  [[no_unique_address]] At at_;
  int64_t delay_;
  int64_t idle_;
  bool is_idle_ = false;
  int64_t watermark_ = kStartOfTime;
};

}  // namespace sage::ops
