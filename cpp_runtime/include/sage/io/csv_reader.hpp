// The part of reading CSV that does not depend on a record's type: chunks of rows, headers, rows that are not as they
// should be. CsvSource (io/csv.hpp) decodes what it finds.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sage/io/csv_scan.hpp"
#include "sage/io/input.hpp"

namespace sage::io {

struct CsvOptions {
  std::string path;
  char delimiter = ',';
  char quote = '"';
  std::vector<std::string> nulls = std::vector<std::string>(1);  // unquoted fields that stand for null: the empty one
  bool header = true;
  std::string time_unit = {};
  std::vector<std::string> columns = {};  // without a header: the names of all columns; empty: those of the record
  int descriptor = -1;                    // >= 0: read this, and call it `path`
  size_t chunk_size = 128 << 10;
};

class CsvReader {
 public:
  struct Column {
    std::string_view name;
    bool required;  // a file must have it
  };

  static constexpr uint32_t kAbsent = UINT32_MAX;

  CsvReader(CsvOptions options, std::vector<Column> columns);

  void open(const std::atomic<bool>* stop) { input_.open(stop); }

  // Goes on to the next chunk that has rows. False at the end of all input. Throws ConfigError for a header that lacks
  // a required column.
  bool next();

  // Of the chunk: row i has the fields from rows[i - 1] up to rows[i], rows[-1] being 0.
  const char* text() const { return input_.text(); }
  const CsvIndex& index() const { return index_; }
  size_t first_row() const { return first_row_; }

  // The number of columns of the file, and which of them each wanted column is, or kAbsent.
  uint32_t width() const { return width_; }
  const uint32_t* places() const { return places_.data(); }

  // True if all rows with `width` fields can be decoded without asking `inspect`.
  bool is_even() const { return index_.torn.empty() && width_ > 1; }

  enum class Row { kGood, kBlank, kBad };

  // What a row is: kGood also if it has fewer fields than the header. Notes the reason of a bad one.
  // REQUIRES: called for rows of a chunk in order.
  Row inspect(size_t row);

  BadRow bad_row(size_t row) { return bad_row(row, std::move(reason_)); }
  BadRow bad_row(size_t row, std::string reason);

  // The last row of a file if its quote is never closed; then the chunk has no other.
  bool is_unclosed() const { return is_unclosed_; }
  BadRow unclosed_row();

  uint64_t bytes() const { return input_.bytes(); }

 private:
  uint32_t first_field(size_t row) const { return row == 0 ? 0 : index_.rows[row - 1]; }
  std::string_view row_text(size_t row) const;
  bool is_blank(size_t row) const;
  std::string origin(const char* place);
  void read_header();
  void place_columns(const std::vector<std::string>& names);

  CsvOptions options_;
  std::vector<Column> columns_;
  Input input_;
  CsvScanner scanner_;
  CsvIndex index_;
  std::vector<uint32_t> places_;
  uint32_t width_ = 0;
  size_t first_row_ = 0;
  bool has_header_ = false;  // of this file, read or not needed
  bool is_unclosed_ = false;
  size_t next_torn_ = 0;
  std::string reason_;
  uint64_t lines_ = 0;                // of this file before the chunk
  const char* counted_to_ = nullptr;  // up to here the lines of the chunk are counted
  uint64_t counted_ = 0;
};

}  // namespace sage::io
