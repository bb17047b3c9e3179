// The aggregates of each key, for aggregate and running.
#pragma once

#include "sage/base/frame.hpp"
#include "sage/state/table.hpp"

namespace sage::ops {

template <class Key, class Folds>
class Groups {
 public:
  using State = typename Folds::State;

  Groups(Key key, Folds folds) : key_(key), folds_(folds) {}

  // Adds a record to its group and gives the group; null if the record fails, which then changes nothing.
  template <class Record>
  const State* add(const Record& record, Frame& frame) {
    const auto* entry = add_entry(record, frame);
    return entry ? &entry->value : nullptr;
  }

  // The same, and gives the group with its key.
  template <class Record>
  const auto* add_entry(const Record& record, Frame& frame) {
    const auto key = key_(record, frame);
    const auto args = folds_.args(record, frame);
    using Entry = typename Table<typename Key::Value, State>::Entry;
    if (frame.failed()) return static_cast<Entry*>(nullptr);
    auto* group = groups_.find(key);
    Folds::check(group ? group->value : empty_, args, frame);
    if (frame.failed()) return static_cast<Entry*>(nullptr);
    if (!group) group = &groups_.add(key, frame.position);
    Folds::add(group->value, args);
    return group;
  }

  bool empty() const { return groups_.empty(); }

  size_t keys() const { return groups_.size(); }
  size_t state_bytes() const { return groups_.bytes(); }

  // In order of first appearance.
  auto begin() const { return groups_.begin(); }
  auto end() const { return groups_.end(); }

 private:
  [[no_unique_address]] Key key_;
  [[no_unique_address]] Folds folds_;
  Table<typename Key::Value, State> groups_;
  State empty_{};
};

}  // namespace sage::ops
