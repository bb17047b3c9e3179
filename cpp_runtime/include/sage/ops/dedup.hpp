// Passes the first row of each key. Keeps all keys, so its input has an end.
#pragma once

#include "sage/base/frame.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class Key>
class Dedup {
 public:
  explicit Dedup(Key key = {}) : key_(key) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    const auto key = key_(record, frame);
    if (frame.failed()) return Status::kFailed;
    if (seen_.insert(key).is_new) emit(record);
    return Status::kOk;
  }

  size_t keys() const { return seen_.size(); }
  size_t state_bytes() const { return seen_.bytes(); }

 private:
  [[no_unique_address]] Key key_;
  Table<typename Key::Value> seen_;
};

}  // namespace sage::ops
