// The streams of the process: standard input, output and error. The format is known when a program is compiled, so that
// it holds the code of that format alone.
#pragma once

#include <string_view>
#include <type_traits>

#include "sage/io/csv.hpp"
#include "sage/io/jsonl.hpp"
#include "sage/io/table.hpp"
#include "sage/io/text.hpp"

namespace sage::io {

enum class Format { kTable, kJsonl, kCsv, kText };

namespace detail {

inline constexpr const char* kStdin = "standard input";

template <class T>
inline constexpr bool is_number = Integer<T> || std::is_floating_point_v<T>;
template <class T>
inline constexpr bool is_number<std::optional<T>> = is_number<T>;

}  // namespace detail

// Standard input as lines of text, JSON lines or CSV.
template <class Record, Format kFormat>
class StdinSource;

template <class Record>
class StdinSource<Record, Format::kText> : public TextSource<Record> {
 public:
  StdinSource() : TextSource<Record>({.path = detail::kStdin, .descriptor = 0}) {}
};

template <class Record>
class StdinSource<Record, Format::kJsonl> : public JsonlSource<Record> {
 public:
  StdinSource() : JsonlSource<Record>({.path = detail::kStdin, .descriptor = 0}) {}
};

template <class Record>
class StdinSource<Record, Format::kCsv> : public CsvSource<Record> {
 public:
  StdinSource() : CsvSource<Record>({.path = detail::kStdin, .descriptor = 0}) {}
};

// Rows as an aligned table, printed when the sink is closed.
template <class Record>
class TableSink {
 public:
  explicit TableSink(const OutputOptions& options) : output_(options) {}

  void open() {
    output_.open();
    for_each_field(kNames, [&](const auto& field, const auto& value) {
      table_.column(field.outside, detail::is_number<std::remove_cvref_t<decltype(value)>>);
    });
  }
  void write(const Record& record, Frame&) {
    for_each_field(record, [&](const auto&, const auto& value) {
      write_readable(table_.cell(), value);
      table_.cell_done();
    });
  }
  void flush() {}
  void close() {
    table_.print(output_.buffer);
    output_.close();
  }

 private:
  static constexpr Record kNames{};

  Output output_;
  Table table_;
};

namespace detail {

template <class Record, Format kFormat>
auto printer() {
  if constexpr (kFormat == Format::kTable) {
    return std::type_identity<TableSink<Record>>{};
  } else if constexpr (kFormat == Format::kJsonl) {
    return std::type_identity<JsonlSink<Record>>{};
  } else if constexpr (kFormat == Format::kCsv) {
    return std::type_identity<CsvSink<Record>>{};
  } else {
    return std::type_identity<TextSink<Record>>{};
  }
}

template <class Record, Format kFormat>
using Printer = typename decltype(printer<Record, kFormat>())::type;

}  // namespace detail

template <class Record, Format kFormat>
class StdoutSink : public detail::Printer<Record, kFormat> {
 public:
  StdoutSink() : detail::Printer<Record, kFormat>({.path = "standard output", .descriptor = 1}) {}
};

template <class Record, Format kFormat>
class StderrSink : public detail::Printer<Record, kFormat> {
 public:
  StderrSink() : detail::Printer<Record, kFormat>({.path = "standard error", .descriptor = 2}) {}
};

}  // namespace sage::io
