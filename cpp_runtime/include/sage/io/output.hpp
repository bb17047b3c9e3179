// Bytes to a file (`.gz` is packed), or to a descriptor that is already open, by way of one big buffer.
//
// A row is written to `buffer`, then `row_done` is called, which writes the buffer out when it is full. Used by one
// thread. All but `buffer` throw IoError.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sage/base/buffer.hpp"

namespace sage::io {

struct OutputOptions {
  std::string_view path;
  int descriptor = -1;  // >= 0: write to this, which stays open, and call it `path` in messages
};

class Output {
 public:
  explicit Output(const OutputOptions& options);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  // Makes the file, or empties it.
  void open();

  Buffer buffer;

  void row_done() {
    if (buffer.size() >= kFull) [[unlikely]]
      flush();
  }

  // Hands everything to the system.
  void flush();

  // Flushes and closes; further calls do nothing.
  void close();

  bool is_terminal() const;

 private:
  static constexpr size_t kFull = 256 << 10;

  void write(std::string_view bytes);

  std::string name_;
  int descriptor_;
  bool is_ours_;            // a file of ours, to be closed
  void* packed_ = nullptr;  // a gzFile
};

}  // namespace sage::io
