// Passes the first row of every n, of each key.
#pragma once

#include <cstdint>

#include "sage/base/frame.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class Key>
class Every {
 public:
  explicit Every(int64_t n, Key key = {}) : n_(n), key_(key) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    const auto key = key_(record, frame);
    if (frame.failed()) return Status::kFailed;
    int64_t& seen = seen_.insert(key).entry.value;
    const bool passes = seen == 0;
    seen = seen + 1 < n_ ? seen + 1 : 0;
    if (passes) emit(record);
    return Status::kOk;
  }

  size_t keys() const { return seen_.size(); }
  size_t state_bytes() const { return seen_.bytes(); }

 private:
  int64_t n_;
  [[no_unique_address]] Key key_;
  Table<typename Key::Value, int64_t> seen_;
};

}  // namespace sage::ops
