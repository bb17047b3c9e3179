// Bytes from outside, in big chunks: the files a path stands for, one after the other, or standard input.
//
// A path may hold `*`, `?` and `**`; files are read in name order, those ending in .gz unpacked. Used by one thread;
// `stop`, which another thread or a signal handler sets, ends a read that waits for a pipe or a terminal.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sage/base/frame.hpp"

namespace sage::io {

// A row of the input that does not decode.
struct BadRow {
  Code code = Code::kDecode;
  std::string reason;
  std::string origin;  // "flights.csv, line 7"
  std::string row;     // as it stands there; bytes that are no UTF-8 are replaced by U+FFFD
};

// The files that a path with or without wildcards stands for, in name order. Throws IoError if there are none.
std::vector<std::string> find_files(const std::string& path);

// What to read: a path, or a descriptor that is already open, and how much at a time.
struct InputOptions {
  std::string_view path;
  int descriptor = -1;  // >= 0: read this, and call it `path` in messages
  size_t chunk_size = 128 << 10;
};

inline constexpr size_t kUsualRow = 128;  // bytes

class Pieces;
struct RowEnds;

class Input {
 public:
  explicit Input(const InputOptions& options);
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input();

  // Finds the files. Throws IoError if there is none or the first cannot be read.
  void open(const std::atomic<bool>* stop);

  // The text that was read and not consumed. kPadding bytes before and behind it are readable.
  const char* text() const { return begin_; }
  size_t size() const { return static_cast<size_t>(end_ - begin_); }
  void consume(size_t size) { begin_ += size; }

  // Reads more of the file behind the unconsumed text, which moves. False at the end of the file, whose last line then
  // has got its newline if it lacked one.
  bool fill();

  // Goes on to the next file; false after the last. The text of the former must be consumed.
  bool next_file();

  // Several threads share an input if each has one that follows the first, which is open (io/pieces.hpp). It reads the
  // pieces that it claims: `fill` gives the whole piece, of about `size` bytes, and there is no next file.
  void follow(Input& first, const RowEnds& ends, size_t size);
  bool claim(uint64_t& number);

  // Lines of the file before the text of a piece.
  uint64_t lines_before() const { return lines_before_; }

  // The size of all files in bytes, of packed ones about that of their content; 0 if not all are files.
  int64_t work() const;

  // False if reading would have to wait.
  bool is_ready() const;

  const std::string& name() const { return name_; }
  uint64_t bytes() const { return bytes_; }

  static constexpr size_t kPadding = 64;

 private:
  friend class Pieces;
  struct File;

  bool is_stopped() const { return stop_ != nullptr && stop_->load(std::memory_order_relaxed); }
  char* make_room(size_t size);
  void set_piece(const char* begin, const char* end, uint64_t lines_before,
                 const std::string& name);

  void open_file();
  size_t read(char* to, size_t size);
  void drop_byte_order_mark();

  std::string path_;
  int descriptor_;
  size_t chunk_size_;
  const std::atomic<bool>* stop_ = nullptr;
  std::vector<std::string> paths_;
  size_t next_path_ = 0;
  std::unique_ptr<File> file_;
  std::string name_;
  std::unique_ptr<char[]> buffer_;
  size_t capacity_ = 0;
  char* begin_ = nullptr;
  char* end_ = nullptr;
  bool at_start_ = true;  // of a file
  bool at_end_ = false;
  uint64_t bytes_ = 0;
  std::unique_ptr<Pieces> pieces_;  // which others share
  Input* first_ = nullptr;          // whose pieces it reads
  bool is_fresh_ = false;           // the piece is not read
  uint64_t lines_before_ = 0;
};

// The lines of an input. A line ends at LF, CR LF or the end of the file.
class Lines {
 public:
  explicit Lines(const InputOptions& options) : input_(options) {}

  void open(const std::atomic<bool>* stop) { input_.open(stop); }

  // Makes the next chunk of lines available; false at the end of all input. Lines of the last chunk are gone.
  bool fill();

  // The next line of the chunk; false if there is none.
  bool next(std::string_view& line) {
    if (at_ == end_) return false;
    const char* newline =
        static_cast<const char*>(__builtin_memchr(at_, '\n', static_cast<size_t>(end_ - at_)));
    line = {at_, static_cast<size_t>(newline - at_)};
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    step_to(newline + 1);
    return true;
  }

  // The same by parts, for those who find the end of a line while they read it: the lines that are left, where the first
  // of them begins, or nullptr; and going on behind it.
  std::string_view rest() const { return {at_, static_cast<size_t>(end_ - at_)}; }
  const char* at() const { return at_ == end_ ? nullptr : at_; }
  void step_to(const char* next) {
    at_ = next;
    ++line_number_;
  }

  // A bad row of the line that `next` gave last; stays until the next.
  const BadRow& bad_row(std::string_view line, std::string&& reason);

  bool is_ready() const { return input_.is_ready(); }
  uint64_t bytes() const { return input_.bytes(); }

  // See Input.
  int64_t work() const { return input_.work(); }
  void follow(Lines& first, size_t size);
  bool claim(uint64_t& number);

 private:
  Input input_;
  const char* at_ = nullptr;
  const char* end_ = nullptr;
  uint64_t line_number_ = 0;
  BadRow bad_;
};

}  // namespace sage::io
