// Sources and sinks of lines of text (docs/formats.md, "Text"). Each is used by one thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "sage/base/json.hpp"
#include "sage/base/utf8.hpp"
#include "sage/io/input.hpp"
#include "sage/io/output.hpp"

namespace sage::io {

struct TextOptions {
  std::string_view path;
  int descriptor = -1;  // >= 0: read this, and call it `path`
  size_t chunk_size = 128 << 10;
};

// The record's one field `it` is a line.
template <class Record>
class TextSource {
 public:
  explicit TextSource(const TextOptions& options)
      : lines_({options.path, options.descriptor, options.chunk_size}) {}

  void open(const std::atomic<bool>* stop = nullptr) { lines_.open(stop); }

  // Gives a chunk of lines, which live until the next call. False at the end of the input, or when emit does not want
  // more.
  template <class Emit, class Reject>
  bool read(Frame&, Emit&& emit, Reject&& reject) {
    if (!lines_.fill()) return false;
    std::string_view line;
    while (lines_.next(line)) {
      if (!valid_utf8(line)) [[unlikely]] {
        reject(lines_.bad_row(line, "not valid UTF-8"));
        continue;
      }
      ++records_;
      if (!emit(Record{line})) return false;
    }
    return true;
  }

  // False if reading would have to wait.
  bool is_ready() const { return lines_.is_ready(); }

  uint64_t records() const { return records_; }
  uint64_t bytes() const { return lines_.bytes(); }

  // Several threads share the files, see Input. A morsel has about so many rows.
  int64_t work() const { return lines_.work(); }
  void follow(TextSource& first, size_t rows) { lines_.follow(first.lines_, rows * kUsualRow); }
  bool claim(uint64_t& number) { return lines_.claim(number); }

 private:
  Lines lines_;
  uint64_t records_ = 0;
};

// A value as a person reads it: text as it is, null as nothing, lists and records as JSON.
template <class T>
void write_readable(Buffer& to, const T& value) {
  if constexpr (is_optional<T>) {
    if (value) write_readable(to, *value);
  } else if constexpr (std::is_same_v<T, std::string_view>) {
    to.append(value);
  } else if constexpr (std::is_same_v<T, Bytes>) {
    to.commit(write_base64(to.reserve(base64_size(value.data)), value.data));
  } else if constexpr (IsEnum<T> && !has_payloads<T>) {
    to.append(name_of(value));
  } else if constexpr (has_parts<T> || IsEnum<T>) {
    json::write(to, value);
  } else {
    to.commit(write_text(to.reserve(kTextChars), value));
  }
}

// A line for each value of a stream of plain values.
template <class Record>
class TextSink {
 public:
  explicit TextSink(const OutputOptions& options) : output_(options) {}

  void open() { output_.open(); }
  void write(const Record& record, Frame&) {
    write_readable(output_.buffer, record.it);
    output_.buffer.put('\n');
    output_.row_done();
  }
  void flush() { output_.flush(); }
  void close() { output_.close(); }

 private:
  Output output_;
};

}  // namespace sage::io
