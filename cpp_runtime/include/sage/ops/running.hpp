// Passes every row with the aggregates of its key's rows so far, this one included.
#pragma once

#include "sage/ops/groups.hpp"

namespace sage::ops {

template <class Key, class Folds>
class Running {
 public:
  explicit Running(Key key = {}, Folds folds = {}) : groups_(key, folds) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    const auto* state = groups_.add(record, frame);
    if (!state) return Status::kFailed;
    emit(Folds::row(record, *state, frame));
    return Status::kOk;
  }

  size_t keys() const { return groups_.keys(); }
  size_t state_bytes() const { return groups_.state_bytes(); }

 private:
  Groups<Key, Folds> groups_;
};

}  // namespace sage::ops
