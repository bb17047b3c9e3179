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
  explicit EventTime(Duration delay, At at = {}) : at_(at), delay_(delay.micros) {}

  // `rise` is called when the watermark has risen.
  template <class Record, class Emit, class Rise>
  Status process(const Record& record, Frame& frame, Emit&& emit, Rise&& rise) {
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

  // No row will come any more.
  void end() { watermark_ = kEndOfTime; }

 private:
  [[no_unique_address]] At at_;
  int64_t delay_;
  int64_t watermark_ = kStartOfTime;
};

}  // namespace sage::ops
