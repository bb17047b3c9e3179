// The text of rows of which each is replaced again and again: it is copied, and when more of it is out of use than in
// use, all that is in use is copied together. Not thread-safe.
#pragma once

#include <cstddef>

#include "sage/base/arena.hpp"
#include "sage/base/own.hpp"

namespace sage {

template <class Row>
class OwnedRows {
 public:
  // Makes `place` a copy of `row`; what stood there is out of use unless the place is new.
  void put(Row& place, const Row& row, bool is_new) {
    if constexpr (!has_views<Row>()) {
      place = row;
    } else {
      const size_t before = text_.used();
      place = own(row, text_);
      if (is_new) in_use_ += text_.used() - before;
    }
  }

  // True if it is time to put together what is in use. The size of a row that was replaced is taken for that of the first
  // with its key, which is right on the whole.
  bool is_loose() const {
    return has_views<Row>() && text_.used() > kSmall && text_.used() > 2 * in_use_;
  }

  size_t bytes() const { return text_.bytes(); }

  // `each_row` calls what it is given with each row that is in use.
  template <class EachRow>
  void tighten(EachRow&& each_row) {
    if constexpr (has_views<Row>()) {
      Arena text;
      each_row([&](Row& row) { row = own(row, text); });
      text_ = static_cast<Arena&&>(text);
      in_use_ = text_.used();
    }
  }

 private:
  static constexpr size_t kSmall = 64 << 10;

  Arena text_;
  size_t in_use_ = 0;
};

}  // namespace sage
