// A file as chunks of whole lines, and rows to a file as CSV or JSON lines.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <ctime>
#include <utility>

#include "bid.hpp"

namespace nexmark {

// Reads a file into a buffer that stays in the cache of the second level; 128
// bytes around the text are readable.
class Chunks {
 public:
  explicit Chunks(const char* path) : fd_(open(path, O_RDONLY)) {
    if (fd_ < 0) die("cannot open the input");
    posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }

  // The next lines, the last of them complete; empty at the end of the file.
  std::string_view next() {
    std::memmove(front(), front() + used_, size_ - used_);
    size_ -= used_;
    ssize_t count = read(fd_, front() + size_, kSize - size_);
    if (count < 0) die("cannot read");
    size_ += static_cast<size_t>(count);
    auto* last = static_cast<const char*>(memrchr(front(), '\n', size_));
    used_ = last == nullptr ? 0 : static_cast<size_t>(last + 1 - front());
    if (used_ == 0 && size_ != 0) die("the input must end with a line end");
    std::memset(front() + size_, 0, kPadding);
    return {front(), used_};
  }

 private:
  static constexpr size_t kSize = 256 << 10;
  static constexpr size_t kPadding = 128;
  char* front() { return buffer_ + kPadding; }

  int fd_;
  char* buffer_ = static_cast<char*>(std::calloc(kSize + 2 * kPadding, 1));
  size_t used_ = 0, size_ = 0;
};

// Values that are written in a form of their own.
struct Time {
  int64_t micros;
};
struct Thousandths {
  int64_t count;
};

// Writes a number without a branch on its length: its eight last digits are
// divided off side by side.
inline char* write_int(char* to, int64_t value) {
  const int64_t whole = value;
  uint64_t zeros = 0;
  if (value >= 100'000'000) [[unlikely]] {
    to = write_int(to, value / 100'000'000);
    value %= 100'000'000;
  }
  uint64_t halves = static_cast<uint64_t>(value / 10'000) | static_cast<uint64_t>(value % 10'000)
                                                                << 32;
  uint64_t hundreds = halves * 5243 >> 19 & 0x0000007F0000007F;
  uint64_t pairs = hundreds | (halves - hundreds * 100) << 16;
  uint64_t tens = pairs * 103 >> 10 & 0x000F000F000F000F;
  uint64_t digits = tens | (pairs - tens * 10) << 8;
  if (value == whole) [[likely]]
    zeros = static_cast<uint64_t>(__builtin_ctzll(digits | uint64_t{1} << 56)) / 8;
  digits = (digits | 0x3030303030303030) >> 8 * zeros;
  std::memcpy(to, &digits, 8);
  return to + 8 - zeros;
}

// As a float is written: 1.5, 2.0.
inline char* write_thousandths(char* to, int64_t count) {
  to = write_int(to, count / 1000);
  *to++ = '.';
  auto rest = static_cast<int>(count % 1000);
  do {
    *to++ = static_cast<char>('0' + rest / 100);
    rest = rest % 100 * 10;
  } while (rest != 0);
  return to;
}

inline char* write_double(char* to, double value) {
  char* end = std::to_chars(to, to + 40, value, std::chars_format::fixed).ptr;
  if (std::memchr(to, '.', static_cast<size_t>(end - to)) == nullptr) {
    *end++ = '.';
    *end++ = '0';
  }
  return end;
}

// Times as text; that of the minute written last is remembered.
class TimeWriter {
 public:
  char* write(char* to, int64_t micros) {
    int64_t of_minute = micros - minute_;
    if (of_minute < 0 || of_minute >= kMinute) [[unlikely]] {
      new_minute(micros);
      of_minute = micros - minute_;
    }
    std::memcpy(to, text_, 17);
    auto seconds = static_cast<int>(of_minute / kSecond);
    to[17] = static_cast<char>('0' + seconds / 10);
    to[18] = static_cast<char>('0' + seconds % 10);
    to += 19;
    auto rest = static_cast<int>(of_minute % kSecond);
    if (rest != 0) *to++ = '.';
    while (rest != 0) {
      *to++ = static_cast<char>('0' + rest / 100'000);
      rest = rest % 100'000 * 10;
    }
    *to++ = 'Z';
    return to;
  }

 private:
  [[gnu::noinline]] void new_minute(int64_t micros) {
    std::time_t seconds = micros / kMinute * 60;
    std::tm parts;
    gmtime_r(&seconds, &parts);
    std::strftime(text_, sizeof text_, "%Y-%m-%dT%H:%M:", &parts);
    minute_ = micros / kMinute * kMinute;
  }

  char text_[32] = {};
  int64_t minute_ = -kDay;
};

enum class Format { kCsv, kJsonl };

// Rows to a file by way of one buffer. `Query::kNames` are the names of a
// query's columns.
template <Format kFormat>
class Writer {
 public:
  explicit Writer(const char* path) : fd_(open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644)) {
    if (fd_ < 0) die("cannot open the output");
  }
  ~Writer() { flush(); }

  template <class Query>
  void header() {
    if constexpr (kFormat == Format::kJsonl) return;
    for (size_t i = 0; i < Query::kNames.size(); ++i) {
      if (i > 0) *end_++ = ',';
      put(Query::kNames[i]);
    }
    *end_++ = '\n';
  }

  template <class Query, class... Values>
  void row(const Values&... values) {
    row<Query>(std::index_sequence_for<Values...>{}, values...);
    if (end_ > buffer_ + kSize) flush();
  }

 private:
  static constexpr size_t kSize = 256 << 10;

  template <class Query, size_t... I, class... Values>
  void row(std::index_sequence<I...>, const Values&... values) {
    static_assert(Query::kNames.size() == sizeof...(I));
    (field<Query, I>(values), ...);
    if (kFormat == Format::kJsonl) *end_++ = '}';
    *end_++ = '\n';
  }

  template <class Query, size_t kPlace, class Value>
  void field(const Value& value) {
    if constexpr (kFormat == Format::kCsv) {
      if (kPlace > 0) *end_++ = ',';
      write(value);
    } else {
      put(kPlace == 0 ? "{\"" : ",\"");
      put(Query::kNames[kPlace]);
      put("\":");
      constexpr bool is_text =
          std::is_same_v<Value, std::string_view> || std::is_same_v<Value, Time>;
      if (is_text) *end_++ = '"';
      write(value);
      if (is_text) *end_++ = '"';
    }
  }

  [[gnu::always_inline]] void put(std::string_view text) {
    std::memcpy(end_, text.data(), text.size());
    end_ += text.size();
  }
  void write(std::string_view text) { put(text); }
  void write(int64_t value) { end_ = write_int(end_, value); }
  void write(double value) { end_ = write_double(end_, value); }
  void write(Time value) { end_ = times_.write(end_, value.micros); }
  void write(Thousandths value) { end_ = write_thousandths(end_, value.count); }

  void flush() {
    for (const char* p = buffer_; p != end_;) {
      ssize_t written = ::write(fd_, p, static_cast<size_t>(end_ - p));
      if (written < 0) die("cannot write");
      p += written;
    }
    end_ = buffer_;
  }

  int fd_;
  char* buffer_ = static_cast<char*>(std::malloc(kSize + (16 << 10)));
  char* end_ = buffer_;
  TimeWriter times_;
};

}  // namespace nexmark
