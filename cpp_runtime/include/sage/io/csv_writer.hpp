// Fields of CSV as they are written: text in quotes where it needs them, null as the empty field.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <tuple>

#include "sage/base/base64.hpp"
#include "sage/base/block.hpp"
#include "sage/base/buffer.hpp"
#include "sage/base/enum.hpp"
#include "sage/base/number.hpp"
#include "sage/base/record.hpp"
#include "sage/base/time.hpp"
#include "sage/base/types.hpp"

namespace sage::io {

class CsvWriter {
 public:
  explicit CsvWriter(char delimiter)
      : delimiter_(delimiter),
        is_plain_delimiter_(std::string_view(kValueChars).find(delimiter) ==
                            std::string_view::npos) {}

  // The names of a record's columns.
  template <class Record>
  void header(Buffer& buffer) const {
    std::apply([&](const auto&... field) { line(buffer, field.outside...); }, Record::fields);
  }

  template <class Record>
  void row(Buffer& buffer, const Record& record) const {
    std::apply([&](const auto&... field) { line(buffer, record.*(field.member)...); },
               Record::fields);
  }

 private:
  template <class First, class... Rest>
  void line(Buffer& buffer, const First& first, const Rest&... rest) const {
    value(buffer, first, sizeof...(rest) == 0);
    ((buffer.put(delimiter_), value(buffer, rest)), ...);
    buffer.put('\n');
  }

  // A value of a column. Text is quoted if a reader would take it for something else: `visible` says that even empty
  // text must be seen, for there it would be null, or make the line blank.
  template <class T>
  void value(Buffer& buffer, const T& value, bool visible = false) const {
    if constexpr (is_optional<T>) {
      if (value) this->value(buffer, *value, true);
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      text(buffer, value, visible);
    } else if constexpr (IsEnum<T>) {
      text(buffer, name_of(value), visible);
    } else if constexpr (std::is_same_v<T, Bytes>) {
      Buffer encoded;
      encoded.commit(write_base64(encoded.reserve(base64_size(value.data)), value.data));
      text(buffer, encoded.view(), visible);
    } else if (is_plain_delimiter_) [[likely]] {
      buffer.commit(write_text(buffer.reserve(kTextChars), value));
    } else {
      char written[kTextChars];
      text(buffer, {written, static_cast<size_t>(write_text(written, value) - written)}, visible);
    }
  }

  void text(Buffer& buffer, std::string_view text, bool visible) const {
    if (text.empty()) {
      if (visible) buffer.append("\"\"");
      return;
    }
    char* to = buffer.reserve(text.size());
    if (!copy_plain(to, text)) return quoted(buffer, text);
    buffer.commit(to + text.size());
  }

  // Copies text; false if there is something in it that needs quotes. Only the first few bytes of text are taken one by
  // one: of more, the last block or word overlaps the one before.
  bool copy_plain(char* to, std::string_view text) const {
    const char* from = text.data();
    const size_t size = text.size();
    if (size >= kBlockSize) {
      Block found{};
      for (size_t i = 0; i < size; i += kBlockSize) {
        const size_t at = i + kBlockSize <= size ? i : size - kBlockSize;
        const Block block = load_block(from + at);
        std::memcpy(to + at, &block, sizeof block);
        found |= reinterpret_cast<Block>((block == '"') |
                                         (block == static_cast<unsigned char>(delimiter_)) |
                                         (block == '\n') | (block == '\r'));
      }
      return is_zero(found);
    }
    uint64_t found = 0;
    if (size >= 8) {
      for (size_t i = 0; i < size; i += 8) {
        const size_t at = i + 8 <= size ? i : size - 8;
        uint64_t word;
        std::memcpy(&word, from + at, 8);
        std::memcpy(to + at, &word, 8);
        found |= has(word, '"') | has(word, delimiter_) | has(word, '\n') | has(word, '\r');
      }
      return found == 0;
    }
    bool is_plain = true;
    for (size_t i = 0; i < size; ++i) {
      const char c = from[i];
      is_plain &= (c != '"') & (c != delimiter_) & (c != '\n') & (c != '\r');
      to[i] = c;
    }
    return is_plain;
  }

  // What numbers, times and truth values are written with.
  static constexpr char kValueChars[] = "0123456789+-.:abcdefghijklmnopqrstuvwxyzINTZ";

  static uint64_t has(uint64_t word, char c) {
    constexpr uint64_t kOnes = 0x0101010101010101;
    uint64_t zeros = word ^ kOnes * static_cast<unsigned char>(c);
    return (zeros - kOnes) & ~zeros & kOnes << 7;
  }

  [[gnu::noinline]] void quoted(Buffer& buffer, std::string_view text) const {
    char* to = buffer.reserve(2 * text.size() + 2);
    *to++ = '"';
    for (char c : text) {
      if (c == '"') *to++ = '"';
      *to++ = c;
    }
    *to++ = '"';
    buffer.commit(to);
  }

  char delimiter_;
  bool is_plain_delimiter_;
};

}  // namespace sage::io
