// Makes a row of each element of a list: flatmap and explode. An optional counts as a list of none or one.
//
// `Items::items(record, frame)` gives the list or the optional, `Items::row(record, item)`, which cannot fail, the row.
// `explode` of an optional list gives an empty list for null.
#pragma once

#include "sage/base/frame.hpp"
#include "sage/base/types.hpp"

namespace sage::ops {

template <class Items>
class FlatMap {
 public:
  explicit FlatMap(Items items = {}) : items_(items) {}

  template <class Record, class Emit>
  Status process(const Record& record, Frame& frame, Emit&& emit) {
    return process(record, frame, emit, [](const Record&) {});
  }

  // `otherwise` gets the records whose optional is null.
  template <class Record, class Emit, class Otherwise>
  Status process(const Record& record, Frame& frame, Emit&& emit, Otherwise&& otherwise) {
    const auto items = items_.items(record, frame);
    if (frame.failed()) return Status::kFailed;
    if constexpr (is_optional<std::remove_const_t<decltype(items)>>) {
      items ? emit(items_.row(record, *items)) : otherwise(record);
    } else {
      for (const auto& item : items) emit(items_.row(record, item));
    }
    return Status::kOk;
  }

 private:
  [[no_unique_address]] Items items_;
};

}  // namespace sage::ops
