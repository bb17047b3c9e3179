// Sources and sinks of JSON lines (docs/formats.md, "JSON lines"): an object a line, or a bare value for a stream of
// plain values. Each is used by one thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "sage/base/json.hpp"
#include "sage/io/input.hpp"
#include "sage/io/json_scan.hpp"
#include "sage/io/output.hpp"

namespace sage::io {

struct JsonlOptions {
  std::string_view path;
  std::string_view time_unit = {};
  int descriptor = -1;  // >= 0: read this, and call it `path`
  size_t chunk_size = 128 << 10;
};

template <class Record>
class JsonlSource {
 public:
  explicit JsonlSource(const JsonlOptions& options)
      : unit_(time_unit(options.time_unit)),
        lines_({options.path, options.descriptor, options.chunk_size}),
        scanner_(unit_) {}

  void open(const std::atomic<bool>* stop = nullptr) { lines_.open(stop); }

  // Decodes a chunk of lines. Records look into the chunk and the frame's arena, and live until the next call.
  // False at the end of the input, or when emit does not want more.
  template <class Emit, class Reject>
  bool read(Frame& frame, Emit&& emit, Reject&& reject) {
    if (!lines_.fill()) return false;
    scanner_.begin(lines_.rest());
    while (const char* at = lines_.at()) {
      Record record{};
      if (const char* next = scanner_.read(at, record, frame.arena)) [[likely]] {
        lines_.step_to(next);
      } else if (!read_any(record, frame, reject)) {
        continue;
      }
      ++records_;
      if (!emit(record)) return false;
    }
    return true;
  }

  // False if reading would have to wait.
  bool is_ready() const { return lines_.is_ready(); }

  uint64_t records() const { return records_; }
  uint64_t bytes() const { return lines_.bytes(); }

  // Several threads share the files, see Input. A morsel has about so many rows.
  int64_t work() const { return lines_.work(); }
  void follow(JsonlSource& first, size_t rows) { lines_.follow(first.lines_, rows * kUsualRow); }
  bool claim(uint64_t& number) { return lines_.claim(number); }

 private:
  // A line that is not as the lines before it were. False if it is blank, or bad.
  template <class Reject>
  [[gnu::noinline]] bool read_any(Record& record, Frame& frame, Reject&& reject) {
    const char* at = lines_.at();
    std::string_view line;
    lines_.next(line);
    scanner_.pass_to(lines_.rest().data());
    if (is_blank(line)) return false;
    record = {};
    if (!json::parse(line, tape_, frame.arena, reason_) ||
        !json::decode(tape_, record, frame, reason_, unit_)) {
      reject(lines_.bad_row(line, std::move(reason_)));
      return false;
    }
    scanner_.learn({at, lines_.rest().data()}, frame.arena);
    return true;
  }

  static bool is_blank(std::string_view line) {
    return line.empty() || line.find_first_not_of(" \t\r") == std::string_view::npos;
  }

  TimeUnit unit_;
  Lines lines_;
  JsonScanner<Record> scanner_;
  json::Tape tape_;
  std::string reason_;
  uint64_t records_ = 0;
};

template <class Record>
class JsonlSink {
 public:
  explicit JsonlSink(const OutputOptions& options) : output_(options) {}

  void open() { output_.open(); }
  void write(const Record& record, Frame&) {
    json::write(output_.buffer, record);
    output_.buffer.put('\n');
    output_.row_done();
  }
  void flush() { output_.flush(); }
  void close() { output_.close(); }

 private:
  Output output_;
};

}  // namespace sage::io
