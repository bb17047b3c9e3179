// Sends each row to one of several outputs: that of the first condition that holds.
//
// `Branches` gives the number of the output, or -1 to drop the row.
#pragma once

#include "sage/base/frame.hpp"

namespace sage::ops {

template <class Branches>
class Split {
 public:
  explicit Split(Branches branches = {}) : branches_(branches) {}

  template <class Record, class... Emits>
  Status process(const Record& record, Frame& frame, Emits&&... emits) {
    const int chosen = branches_(record, frame);
    if (frame.failed()) return Status::kFailed;
    int output = 0;
    ((output++ == chosen ? static_cast<void>(emits(record)) : void()), ...);
    return Status::kOk;
  }

 private:
  [[no_unique_address]] Branches branches_;
};

}  // namespace sage::ops
