// Finds where the fields and rows of CSV text end, without looking at what they hold.
//
// 64 bytes at a time, with the widest vectors of the machine at hand. A quote is a quote only where a field begins;
// text in which that cannot be told from bit masks goes through an exact state machine. See docs/formats.md, "CSV".
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace sage::io {

// The cuts of a text. Field i of the text lies between ends[i - 1] + 1 and ends[i]; ends[-1] + 1 is 0.
struct CsvIndex {
  const uint32_t* ends = nullptr;  // offsets of delimiters and newlines, but those in quotes
  const uint32_t* rows = nullptr;  // of each row, the number of fields up to its end
  size_t row_count = 0;
  size_t size = 0;             // bytes that complete rows take
  bool is_ascii = true;        // of all that was scanned
  bool has_quotes = false;     // the same; without quotes there is a row for every newline
  std::vector<uint32_t> torn;  // rows with text behind a closing quote, ascending
};

class CsvScanner {
 public:
  // Vectors of at most `widest` bits are used: a test may ask for less than the machine has.
  CsvScanner(char delimiter, char quote, int widest = 512)
      : delimiter_(delimiter), quote_(quote), widest_(widest) {}

  // Indexes the complete rows of a text that begins with a row.
  // REQUIRES: kPadding readable bytes behind the text; size < 4 GiB.
  void scan(const char* text, size_t size, CsvIndex& index);

  static constexpr size_t kPadding = 64;

 private:
  char delimiter_;
  char quote_;
  int widest_;
  size_t capacity_ = 0;
  std::unique_ptr<uint32_t[]> ends_;
  std::unique_ptr<uint32_t[]> rows_;
};

}  // namespace sage::io
