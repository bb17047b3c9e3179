// How several threads share the files of one input: each takes the next piece of so many bytes, which ends where a row
// does and begins, if files have a header, with the header of its file. So each piece is read as a file of its own.
//
// Reading is cheap beside decoding, so pieces are read one after the other, each by the thread that takes it.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "sage/io/csv_scan.hpp"
#include "sage/io/input.hpp"

namespace sage::io {

// Where rows end.
struct RowEnds {
  char quote = '\0';  // rows are CSV: a newline between quotes ends none
  char delimiter = ',';
  bool header = false;  // the first row of a file belongs to each of its pieces
};

class Pieces {
 public:
  // REQUIRES: `input` is open, nothing is read of it, and it outlives the pieces.
  Pieces(Input& input, const RowEnds& ends, size_t size);

  // Puts the next piece into another input. False at the end of all files, or when reading is to stop. Throws IoError.
  bool take(Input& to, uint64_t& number);

 private:
  bool fill(Input& to);
  const char* row_end(const char* begin, char* end);
  void note_header(const char* begin, const char* end);

  std::mutex taking_;
  Input& input_;
  RowEnds ends_;
  size_t size_;
  CsvScanner scanner_;
  CsvIndex index_;
  std::string rest_;  // what was read behind the end of the last piece
  std::string header_;
  uint64_t header_lines_ = 0;
  uint64_t lines_ = 0;  // of the file, before the next piece
  bool at_start_ = true;
  bool at_end_ = false;  // of the file
  uint64_t count_ = 0;
};

}  // namespace sage::io
