// The streams of the process: standard input, output and error, in any of the text formats.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sage/base/errors.hpp"
#include "sage/io/csv.hpp"
#include "sage/io/jsonl.hpp"
#include "sage/io/table.hpp"
#include "sage/io/text.hpp"

namespace sage::io {

struct StdinOptions {
  std::string format = {};  // "text", "jsonl" or "csv"; by default text for a stream of plain values, else jsonl
};

template <class Record>
class StdinSource {
 public:
  explicit StdinSource(StdinOptions options) {
    constexpr const char* kName = "standard input";
    if constexpr (IsPlain<Record>) {
      if (options.format.empty() || options.format == "text") text_.emplace(TextOptions{kName, 0});
    }
    if constexpr (is_flat<Record>) {
      if (options.format == "csv") csv_.emplace(CsvOptions{.path = kName, .descriptor = 0});
    }
    if (options.format == "jsonl" || (options.format.empty() && !IsPlain<Record>)) {
      jsonl_.emplace(JsonlOptions{kName, {}, 0});
    }
    if (!text_ && !csv_ && !jsonl_) throw ConfigError("standard input cannot be read as " + options.format);
  }

  void open(const std::atomic<bool>* stop = nullptr) {
    visit([&](auto& source) { source.open(stop); return true; });
  }

  template <class Emit, class Reject>
  bool read(Frame& frame, Emit&& emit, Reject&& reject) {
    return visit([&](auto& source) { return source.read(frame, emit, reject); });
  }

  uint64_t records() {
    uint64_t count = 0;
    visit([&](auto& source) { count = source.records(); return true; });
    return count;
  }

 private:
  struct None {
    explicit operator bool() const { return false; }
  };

  template <class Visit>
  bool visit(Visit&& one) {
    if constexpr (IsPlain<Record>) {
      if (text_) return one(*text_);
    }
    if constexpr (is_flat<Record>) {
      if (csv_) return one(*csv_);
    }
    return one(*jsonl_);
  }

  std::conditional_t<IsPlain<Record>, std::optional<TextSource<Record>>, None> text_;
  std::conditional_t<is_flat<Record>, std::optional<CsvSource<Record>>, None> csv_;
  std::optional<JsonlSource<Record>> jsonl_;
};

namespace detail {

template <class T>
inline constexpr bool is_number = Integer<T> || std::is_floating_point_v<T>;
template <class T>
inline constexpr bool is_number<std::optional<T>> = is_number<T>;

}  // namespace detail

struct PrintOptions {
  std::string format = "jsonl";  // or "table", "csv", "text"
};

// Prints rows on a descriptor. A table is printed when the sink is closed.
template <class Record>
class PrintSink {
 public:
  PrintSink(PrintOptions options, OutputOptions output) : output_(std::move(output)), format_(parse(options.format)) {}

  void open() {
    output_.open();
    for_each_field(kNames, [&](const auto& field, const auto& value) {
      using T = std::remove_cvref_t<decltype(value)>;
      if (format_ == Format::kTable) table_.column(field.outside, detail::is_number<T>);
    });
    if constexpr (is_flat<Record>) {
      if (format_ == Format::kCsv) writer_.header<Record>(output_.buffer);
    }
  }

  void write(const Record& record, Frame&) {
    Buffer& buffer = output_.buffer;
    switch (format_) {
      case Format::kTable:
        for_each_field(record, [&](const auto&, const auto& value) {
          write_readable(table_.cell(), value);
          table_.cell_done();
        });
        return;
      case Format::kJsonl:
        json::write(buffer, record);
        buffer.put('\n');
        break;
      case Format::kCsv:
        if constexpr (is_flat<Record>) writer_.row(buffer, record);
        break;
      case Format::kText:
        if constexpr (IsPlain<Record>) write_readable(buffer, record.it);
        buffer.put('\n');
        break;
    }
    output_.row_done();
  }

  void flush() { output_.flush(); }

  void close() {
    if (format_ == Format::kTable) table_.print(output_.buffer);
    output_.close();
  }

 private:
  enum class Format { kTable, kJsonl, kCsv, kText };

  static constexpr Record kNames{};

  static Format parse(std::string_view format) {
    if (format == "table") return Format::kTable;
    if (format == "jsonl") return Format::kJsonl;
    if (format == "csv" && is_flat<Record>) return Format::kCsv;
    if (format == "text" && IsPlain<Record>) return Format::kText;
    throw ConfigError("these rows cannot be printed as " + std::string(format));
  }

  Output output_;
  Format format_;
  Table table_;
  CsvWriter writer_{','};
};

template <class Record>
class StdoutSink : public PrintSink<Record> {
 public:
  explicit StdoutSink(PrintOptions options) : PrintSink<Record>(std::move(options), {"standard output", 1}) {}
};

template <class Record>
class StderrSink : public PrintSink<Record> {
 public:
  explicit StderrSink(PrintOptions options) : PrintSink<Record>(std::move(options), {"standard error", 2}) {}
};

}  // namespace sage::io
