// Makes one row of each row: select, extend, drop, rename, map and key_by.
#pragma once

#include "sage/base/frame.hpp"

namespace sage::ops {

template <class To>
class Map {
 public:
  explicit Map(To to = {}) : to_(to) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    const auto made = to_(record, frame);
    if (frame.failed()) return Status::kFailed;
    emit(made);
    return Status::kOk;
  }

 private:
  [[no_unique_address]] To to_;
};

}  // namespace sage::ops
