// Passes the rows of several streams as one stream, in the order in which they come.
#pragma once

#include "sage/base/frame.hpp"

namespace sage::ops {

class Union {
 public:
  template <class Record, class Emit>
  Status process(const Record& record, Frame&, Emit&& emit) {
    emit(record);
    return Status::kOk;
  }
};

}  // namespace sage::ops
