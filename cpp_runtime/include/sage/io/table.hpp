// Rows as an aligned table for people, kept until it is printed, since widths are known only then.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sage/base/buffer.hpp"

namespace sage::io {

class Table {
 public:
  // Of the next column, before any cell. Numbers stand at the right.
  void column(std::string_view name, bool is_number);

  // The text of the next cell, from left to right and from top to bottom. Ends with `cell_done`.
  Buffer& cell() { return text_; }
  void cell_done();

  // Writes the table and forgets its rows.
  void print(Buffer& to);

 private:
  struct Column {
    bool is_number;
    size_t width;
  };

  void print_cell(Buffer& to, size_t cell, size_t column) const;

  std::vector<Column> columns_;
  Buffer text_;                   // of all cells, names first
  std::vector<size_t> ends_;      // of each cell in text_
  std::vector<uint32_t> widths_;  // of each cell, in code points
};

}  // namespace sage::io
