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
    auto special = [this](auto c) {
      return (c == '"') | (c == static_cast<unsigned char>(delimiter_)) | (c == '\n') | (c == '\r');
    };
    if (!copy_plain(to, text.data(), text.size(), special)) return quoted(buffer, text);
    buffer.commit(to + text.size());
  }

  // What numbers, times and truth values are written with.
  static constexpr char kValueChars[] = "0123456789+-.:abcdefghijklmnopqrstuvwxyzINTZ";

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
