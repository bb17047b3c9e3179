// The part of reading CSV that does not depend on a record's type: chunks of rows, headers, rows that are not as they
// should be. CsvSource (io/csv.hpp) decodes what it finds.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sage/base/types.hpp"
#include "sage/io/csv_scan.hpp"
#include "sage/io/input.hpp"

namespace sage::io {

// Texts are copied where they are kept, so that a program need not make strings of its literals.
struct CsvOptions {
  std::string_view path;
  char delimiter = ',';
  char quote = '"';
  List<std::string_view> nulls = {&kNoText, 1};  // unquoted fields that stand for null
  bool header = true;
  std::string_view time_unit = {};
  List<std::string_view> columns =
      {};               // without a header: the names of all columns; empty: those of the record
  int descriptor = -1;  // >= 0: read this, and call it `path`
  size_t chunk_size = 128 << 10;

  static constexpr std::string_view kNoText{};
};

class CsvReader {
 public:
  struct Column {
    std::string_view name;
    bool required;  // a file must have it
  };

  static constexpr uint32_t kAbsent = UINT32_MAX;

  // REQUIRES: `columns` outlives the reader.
  CsvReader(const CsvOptions& options, const Column* columns, size_t count);
  ~CsvReader();

  void open(const std::atomic<bool>* stop) { input_.open(stop); }

  // See Input.
  int64_t work() const { return input_.work(); }
  void follow(CsvReader& first, size_t size);
  bool claim(uint64_t& number);

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

  // Notes why a field of a row does not decode.
  void missing(std::string_view field);
  void not_a(std::string_view field, std::string_view content, std::string_view type);

  // A row with the reason that was noted last; stays until the next.
  const BadRow& bad_row(size_t row);

  // The last row of a file if its quote is never closed; then the chunk has no other.
  bool is_unclosed() const { return is_unclosed_; }
  const BadRow& unclosed_row();

  // True if an unquoted field stands for null.
  bool is_null(std::string_view content) const {
    for (const std::string& null : nulls_) {
      if (null.size() != content.size()) continue;
      if (content.empty() || (null[0] == content[0] && null == content)) return true;
    }
    return false;
  }

  // What a quoted field holds: the text between its quotes, doubled ones made single.
  std::string_view unquote(std::string_view field, Arena& arena) const;

  char quote() const { return quote_; }
  bool is_ready() const { return input_.is_ready(); }
  uint64_t bytes() const { return input_.bytes(); }

 private:
  std::string header_name(std::string_view field) const;
  uint32_t first_field(size_t row) const { return row == 0 ? 0 : index_.rows[row - 1]; }
  std::string_view row_text(size_t row) const;
  bool is_blank(size_t row) const;
  std::string origin(const char* place);
  void read_header();
  void place_columns(const std::vector<std::string>& names);

  char quote_;
  char delimiter_;
  bool has_header_row_;  // each file begins with the names of its columns
  std::vector<std::string> nulls_;
  std::vector<std::string> names_;  // of all columns, where there is no header
  const Column* columns_;
  size_t column_count_;
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
  BadRow bad_;
  uint64_t lines_ = 0;                // of this file before the chunk
  const char* counted_to_ = nullptr;  // up to here the lines of the chunk are counted
  uint64_t counted_ = 0;
};

}  // namespace sage::io
