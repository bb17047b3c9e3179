// Fields of CSV as they are written: text in quotes where it needs them, null as the empty field.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <tuple>

#include "sage/base/base64.hpp"
#include "sage/base/buffer.hpp"
#include "sage/base/copy_plain.hpp"
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
  // A line is written with room taken once.
  template <class First, class... Rest>
  void line(Buffer& buffer, const First& first, const Rest&... rest) const {
    char* to = buffer.reserve(room(first) + 1 + (0 + ... + (room(rest) + 1)));
    to = value(to, first, sizeof...(rest) == 0);
    ((*to++ = delimiter_, to = value(to, rest)), ...);
    *to++ = '\n';
    buffer.commit(to);
  }

  // The most bytes that a value takes.
  template <class T>
  static size_t room(const T& value) {
    if constexpr (is_optional<T>) {
      return value ? room(*value) : 0;
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      return quoted_size(value.size());
    } else if constexpr (IsEnum<T>) {
      return quoted_size(name_of(value).size());
    } else if constexpr (std::is_same_v<T, Bytes>) {
      return quoted_size(base64_size(value.data));
    } else {
      return quoted_size(kTextChars);
    }
  }
  static constexpr size_t quoted_size(size_t size) { return 2 * size + 2; }

  // A value of a column. Text is quoted if a reader would take it for something else: `visible` says that even empty
  // text must be seen, for there it would be null, or make the line blank.
  template <class T>
  char* value(char* to, const T& value, bool visible = false) const {
    if constexpr (is_optional<T>) {
      return value ? this->value(to, *value, true) : to;
    } else if constexpr (std::is_same_v<T, std::string_view>) {
      return text(to, value, visible);
    } else if constexpr (IsEnum<T>) {
      return text(to, name_of(value), visible);
    } else if constexpr (std::is_same_v<T, Bytes>) {
      Buffer encoded;
      encoded.commit(write_base64(encoded.reserve(base64_size(value.data)), value.data));
      return text(to, encoded.view(), visible);
    } else if (is_plain_delimiter_) [[likely]] {
      return write_text(to, value);
    } else {
      char written[kTextChars];
      return text(to, {written, static_cast<size_t>(write_text(written, value) - written)},
                  visible);
    }
  }

  [[gnu::noinline]] char* text(char* to, std::string_view text, bool visible) const {
    if (text.empty()) {
      if (visible) std::memcpy(to, "\"\"", 2);
      return visible ? to + 2 : to;
    }
    auto special = [this](auto c) {
      return (c == '"') | (c == static_cast<unsigned char>(delimiter_)) | (c == '\n') | (c == '\r');
    };
    if (!copy_plain(to, text.data(), text.size(), special)) [[unlikely]]
      return quoted(to, text);
    return to + text.size();
  }

  // What numbers, times and truth values are written with.
  static constexpr char kValueChars[] = "0123456789+-.:abcdefghijklmnopqrstuvwxyzINTZ";

  [[gnu::noinline]] static char* quoted(char* to, std::string_view text) {
    *to++ = '"';
    for (char c : text) {
      if (c == '"') *to++ = '"';
      *to++ = c;
    }
    *to++ = '"';
    return to;
  }

  char delimiter_;
  bool is_plain_delimiter_;
};

}  // namespace sage::io
