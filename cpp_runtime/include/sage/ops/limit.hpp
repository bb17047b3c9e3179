// Passes the first n rows.
#pragma once

#include <cstdint>

#include "sage/base/frame.hpp"

namespace sage::ops {

class Limit {
 public:
  explicit Limit(int64_t n) : left_(n) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame&, Emit&& emit) {
    if (done()) return Status::kOk;
    --left_;
    emit(record);
    return Status::kOk;
  }

  // True if no further row can pass.
  bool done() const { return left_ <= 0; }

 private:
  int64_t left_;
};

}  // namespace sage::ops
