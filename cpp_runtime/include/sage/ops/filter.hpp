// Passes the rows for which a condition holds.
#pragma once

#include "sage/base/frame.hpp"

namespace sage::ops {

template <class Where>
class Filter {
 public:
  explicit Filter(Where where = {}) : where_(where) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    const bool holds = where_(record, frame);
    if (frame.failed()) return Status::kFailed;
    if (holds) emit(record);
    return Status::kOk;
  }

 private:
  [[no_unique_address]] Where where_;
};

}  // namespace sage::ops
