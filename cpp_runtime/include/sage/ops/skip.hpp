// Passes all rows after the first n.
#pragma once

#include <cstdint>

#include "sage/base/frame.hpp"

namespace sage::ops {

class Skip {
 public:
  explicit Skip(int64_t n) : left_(n) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame&, Emit&& emit) {
    if (left_ > 0) {
      --left_;
    } else {
      emit(record);
    }
    return Status::kOk;
  }

 private:
  int64_t left_;
};

}  // namespace sage::ops
