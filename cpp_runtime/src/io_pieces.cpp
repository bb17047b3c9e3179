#include "sage/io/pieces.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace sage::io {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";  // of byte order

uint64_t count_lines(const char* begin, const char* end) {
  // In spans that a byte can count, which vectors do quickly.
  uint64_t lines = 0;
  while (begin < end) {
    const char* stop = end - begin > 255 ? begin + 255 : end;
    uint8_t part = 0;
    for (; begin < stop; ++begin) part = static_cast<uint8_t>(part + (*begin == '\n'));
    lines += part;
  }
  return lines;
}

}  // namespace

Pieces::Pieces(Input& input, const RowEnds& ends, size_t size)
    : input_(input), ends_(ends), size_(size), scanner_(ends.delimiter, ends.quote) {}

bool Pieces::take(Input& to, uint64_t& number) {
  const std::lock_guard lock(taking_);
  while (!fill(to)) {
    if (input_.is_stopped() || !input_.next_file()) return false;
    at_start_ = true;
    at_end_ = false;
    lines_ = header_lines_ = 0;
    header_.clear();
  }
  number = count_++;
  return true;
}

// Reads the next piece of the file; false at its end.
bool Pieces::fill(Input& to) {
  if (at_end_ && rest_.empty()) return false;
  char* begin = to.make_room(header_.size() + rest_.size() + size_ + 1);
  std::memcpy(begin, header_.data(), header_.size());
  char* const rows = begin + header_.size();
  char* end = rows + rest_.size();
  std::memcpy(rows, rest_.data(), rest_.size());
  rest_.clear();
  const char* cut = nullptr;
  bool has_added = false;  // the newline that a last line lacked
  while (cut == nullptr) {
    while (!at_end_ && end < rows + size_) {
      const size_t count = input_.read(end, static_cast<size_t>(rows + size_ - end));
      end += count;
      at_end_ = count == 0;
    }
    if (at_end_) {
      if (input_.is_stopped()) return false;
      has_added = end > rows && end[-1] != '\n';
      if (has_added) *end++ = '\n';
      cut = end;
    } else {
      cut = row_end(rows, end);
    }
    if (cut != nullptr) break;
    // No row ends here: a larger piece.
    rest_.assign(rows, end);
    const size_t normal = size_;
    size_ *= 2;
    const bool filled = fill(to);
    size_ = normal;
    return filled;
  }
  rest_.assign(cut, static_cast<const char*>(end));
  const uint64_t lines = lines_ - header_lines_;
  lines_ += count_lines(rows, cut);
  if (at_start_) {
    at_start_ = false;
    if (std::string_view(rows, static_cast<size_t>(cut - rows)).starts_with(kMark)) {
      begin += kMark.size();
      if (cut - begin == 1 && has_added) return fill(to);
    }
    if (begin == cut) return fill(to);
    if (ends_.header) note_header(begin, cut);
  }
  to.set_piece(begin, cut, lines, input_.name());
  return true;
}

// Behind the last row that ends in a text which begins with a row; null if none does.
const char* Pieces::row_end(const char* begin, char* end) {
  const auto size = static_cast<size_t>(end - begin);
  if (ends_.quote != '\0' && std::memchr(begin, ends_.quote, size) != nullptr) {
    std::memset(end, 0, CsvScanner::kPadding);
    scanner_.scan(begin, size, index_);
    return index_.row_count == 0 ? nullptr : begin + index_.size;
  }
  const auto* last = static_cast<const char*>(memrchr(begin, '\n', size));
  return last == nullptr ? nullptr : last + 1;
}

// The first row that is not blank, and those before it.
void Pieces::note_header(const char* begin, const char* end) {
  scanner_.scan(begin, static_cast<size_t>(end - begin), index_);
  const char* from = begin;
  for (size_t row = 0; row < index_.row_count; ++row) {
    const char* newline = begin + index_.ends[index_.rows[row] - 1];
    const std::string_view text(from, static_cast<size_t>(newline - from));
    from = newline + 1;
    if (text.empty() || text == "\r") continue;
    header_.assign(begin, from);
    header_lines_ = count_lines(begin, from);
    return;
  }
}

}  // namespace sage::io
