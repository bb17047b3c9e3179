#include "sage/io/table.hpp"

#include <string>

#include "sage/base/json.hpp"
#include "sage/base/utf8.hpp"

namespace sage::io {
namespace {

constexpr std::string_view kGap = "  ";

void repeat(Buffer& to, char c, size_t count) {
  char* at = to.reserve(count);
  std::memset(at, c, count);
  to.commit(at + count);
}

}  // namespace

void Table::column(std::string_view name, bool is_number) {
  columns_.push_back({is_number, 0});
  text_.append(name);
  cell_done();
}

void Table::cell_done() {
  size_t start = ends_.empty() ? 0 : ends_.back();
  std::string_view cell = text_.view().substr(start);
  bool has_control = false;
  for (char c : cell) has_control |= static_cast<unsigned char>(c) < 0x20;
  if (has_control) [[unlikely]] {
    // A line break would tear the table: control characters look as in JSON.
    std::string shown;
    for (char c : cell) {
      if (static_cast<unsigned char>(c) >= 0x20) {
        shown += c;
        continue;
      }
      Buffer escaped;
      json::write_string(escaped, {&c, 1});
      shown += escaped.view().substr(1, escaped.size() - 2);
    }
    text_.truncate(start);
    text_.append(shown);
    cell = text_.view().substr(start);
  }
  size_t width = code_points(cell);
  Column& column = columns_[ends_.size() % columns_.size()];
  if (width > column.width) column.width = width;
  ends_.push_back(text_.size());
  widths_.push_back(static_cast<uint32_t>(width));
}

void Table::print_cell(Buffer& to, size_t cell, size_t column) const {
  size_t start = cell == 0 ? 0 : ends_[cell - 1];
  size_t padding = columns_[column].width - widths_[cell];
  if (column > 0) to.append(kGap);
  if (columns_[column].is_number) repeat(to, ' ', padding);
  to.append(text_.view().substr(start, ends_[cell] - start));
  bool is_last = column + 1 == columns_.size();
  if (!columns_[column].is_number && !is_last) repeat(to, ' ', padding);
}

void Table::print(Buffer& to) {
  size_t width = columns_.size();
  for (size_t cell = 0; width > 0 && cell < ends_.size(); cell += width) {
    for (size_t i = 0; i < width; ++i) print_cell(to, cell + i, i);
    to.put('\n');
    if (cell > 0) continue;
    for (size_t i = 0; i < width; ++i) {
      if (i > 0) to.append(kGap);
      repeat(to, '-', columns_[i].width);
    }
    to.put('\n');
  }
  ends_.resize(width);
  widths_.resize(width);
  text_.truncate(width == 0 ? 0 : ends_.back());
}

}  // namespace sage::io
