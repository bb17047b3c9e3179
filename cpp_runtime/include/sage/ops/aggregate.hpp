// Makes one row of each key's rows: the key and the aggregates. Emits at the end of the input, in order of the keys'
// first appearance; a group has at least one row.
#pragma once

#include "sage/ops/batch.hpp"
#include "sage/ops/groups.hpp"

namespace sage::ops {

template <class Key, class Folds>
class Aggregate {
 public:
  explicit Aggregate(Key key = {}, Folds folds = {}) : groups_(key, folds) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&&) {
    return groups_.add(record, frame) ? Status::kOk : Status::kFailed;
  }

  template <class Emit>
  void finish(Frame& frame, Emit&& emit) {
    for (auto group = groups_.begin(); group != groups_.end(); ++group) {
      frame.born = group.born();
      emit(Folds::row(group->key, group->value, frame));
      end_row(frame);
    }
  }

  size_t keys() const { return groups_.keys(); }
  size_t state_bytes() const { return groups_.state_bytes(); }

 private:
  Groups<Key, Folds> groups_;
};

}  // namespace sage::ops
