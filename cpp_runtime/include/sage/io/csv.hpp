// Sources and sinks of CSV (docs/formats.md, "CSV").
//
// A source decodes the columns that its record has, in the order of the record's fields, and steps over all others.
// Each is used by one thread.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "sage/base/base64.hpp"
#include "sage/base/enum.hpp"
#include "sage/base/mismatch.hpp"
#include "sage/base/record.hpp"
#include "sage/base/time.hpp"
#include "sage/base/time_unit.hpp"
#include "sage/base/utf8.hpp"
#include "sage/io/csv_reader.hpp"
#include "sage/io/csv_writer.hpp"
#include "sage/io/decimal.hpp"
#include "sage/io/integer.hpp"
#include "sage/io/iso_time.hpp"
#include "sage/io/output.hpp"

namespace sage::io {

namespace detail {

template <class T>
inline constexpr bool is_one_value = !has_parts<T> && !has_payloads<T>;
template <class T>
inline constexpr bool is_one_value<std::optional<T>> = is_one_value<T>;

template <class... Fields>
constexpr bool all_one_value(const std::tuple<Fields...>&) {
  return (is_one_value<typename Fields::Type> && ...);
}

}  // namespace detail

// True if each field is one value, as CSV holds.
template <class Record>
inline constexpr bool is_flat = detail::all_one_value(Record::fields);

template <class Record>
class CsvSource {
 public:
  explicit CsvSource(const CsvOptions& options)
      : unit_(time_unit(options.time_unit)), reader_(options, kColumns.data(), kColumns.size()) {}

  void open(const std::atomic<bool>* stop = nullptr) { reader_.open(stop); }

  // Decodes a chunk of rows. Records look into the chunk and the frame's arena, and live until the next call.
  // False at the end of the input, or when emit does not want more.
  template <class Emit, class Reject>
  bool read(Frame& frame, Emit&& emit, Reject&& reject) {
    if (!reader_.next()) return false;
    if (reader_.is_unclosed()) {
      reject(reader_.unclosed_row());
      return true;
    }
    const CsvIndex& index = reader_.index();
    const uint32_t even_width = reader_.is_even() ? reader_.width() : 0;
    arena_ = &frame.arena;
    uint32_t first = reader_.first_row() == 0 ? 0 : index.rows[reader_.first_row() - 1];
    for (size_t row = reader_.first_row(); row < index.row_count; ++row) {
      const uint32_t* ends = index.ends + first;
      const uint32_t count = index.rows[row] - first;
      first += count;
      if (count != even_width) [[unlikely]] {
        CsvReader::Row kind = reader_.inspect(row);
        if (kind == CsvReader::Row::kBad) reject(reader_.bad_row(row));
        if (kind != CsvReader::Row::kGood) continue;
      }
      Record record{};
      if (!decode(record, ends, count, std::make_index_sequence<field_count<Record>>{}))
          [[unlikely]] {
        reject(reader_.bad_row(row));
        continue;
      }
      ++records_;
      if (!emit(record)) return false;
    }
    return true;
  }

  // False if reading would have to wait.
  bool is_ready() const { return reader_.is_ready(); }

  uint64_t records() const { return records_; }
  uint64_t bytes() const { return reader_.bytes(); }

  // Several threads share the files, see Input. A morsel has about so many rows.
  int64_t work() const { return reader_.work(); }
  void follow(CsvSource& first, size_t rows) { reader_.follow(first.reader_, rows * kUsualRow); }
  bool claim(uint64_t& number) { return reader_.claim(number); }

 private:
  static constexpr auto kColumns = std::apply(
      [](const auto&... field) {
        return std::array<CsvReader::Column, sizeof...(field)>{CsvReader::Column{
            field.outside,
            !field.has_default &&
                !is_optional<typename std::remove_cvref_t<decltype(field)>::Type>}...};
      },
      Record::fields);

  template <size_t... I>
  bool decode(Record& record, const uint32_t* ends, uint32_t count, std::index_sequence<I...>) {
    return (decode_field<I>(record, ends, count) && ...);
  }

  template <size_t I>
  bool decode_field(Record& record, const uint32_t* ends, uint32_t count) {
    constexpr const auto& field = std::get<I>(Record::fields);
    using T = typename std::remove_cvref_t<decltype(field)>::Type;
    T& value = record.*(field.member);
    const uint32_t place = reader_.places()[I];
    if (place >= count) [[unlikely]] {
      if (field.has_default || is_optional<T>) return true;
      reader_.missing(field.outside);
      return false;
    }
    const char* text = reader_.text();
    const char* from = text + static_cast<uint32_t>(ends[static_cast<int64_t>(place) - 1] + 1);
    const char* end = text + ends[place];
    if (place + 1 == count && end > from && end[-1] == '\r') --end;
    bool quoted = from != end && *from == reader_.quote();
    std::string_view content{from, static_cast<size_t>(end - from)};
    if (quoted) [[unlikely]]
      content = reader_.unquote(content, *arena_);
    if constexpr (is_optional<T>) {
      if (!quoted && reader_.is_null(content)) {
        value.reset();
        return true;
      }
      if (read_value(content, quoted, value.emplace())) [[likely]]
        return true;
    } else {
      if (read_value(content, quoted, value)) [[likely]]
        return true;
    }
    reader_.not_a(field.outside, content, a_type<T>());
    return false;
  }

  template <class T>
  bool read_value(std::string_view content, bool quoted, T& value) {
    if constexpr (std::is_same_v<T, std::string_view>) {
      value = content;
      return reader_.index().is_ascii || valid_utf8(content);
    } else if constexpr (Integer<T>) {
      return quoted ? read_text(content, value) : read_integer(content, value);
    } else if constexpr (std::is_same_v<T, Bytes>) {
      char* start = arena_->allocate(content.size() / 4 * 3 + 1);
      char* end = start;
      bool decoded = read_base64(content, end);
      value.data = {start, static_cast<size_t>(end - start)};
      return decoded;
    } else if constexpr (std::is_same_v<T, double>) {
      // What is not quoted stands in the chunk, where more can be read behind it.
      if (!quoted && read_decimal(content.data(), value) == content.data() + content.size())
          [[likely]]
        return true;
      return read_text(content, value);
    } else if constexpr (std::is_same_v<T, Timestamp>) {
      if (!quoted && date_.read(content.data(), value) == content.data() + content.size())
          [[likely]]
        return true;
      int64_t count;
      if (unit_ != TimeUnit::kNone && read_text(content, count))
        return timestamp_of(count, unit_, value);
      return read_text(content, value);
    } else {
      return read_text(content, value);
    }
  }

  TimeUnit unit_;
  CsvReader reader_;
  IsoDate date_;
  Arena* arena_ = nullptr;
  uint64_t records_ = 0;
};

struct CsvSinkOptions {
  std::string_view path;
  char delimiter = ',';
  bool header = true;
  int descriptor = -1;  // >= 0: write to this, and call it `path`
};

template <class Record>
class CsvSink {
 public:
  explicit CsvSink(const CsvSinkOptions& options)
      : writer_(options.delimiter),
        header_(options.header),
        output_({options.path, options.descriptor}) {}

  void open() {
    output_.open();
    if (header_) writer_.template header<Record>(output_.buffer);
  }
  void write(const Record& record, Frame&) {
    writer_.row(output_.buffer, record);
    output_.row_done();
  }
  void flush() { output_.flush(); }
  void close() { output_.close(); }

 private:
  CsvWriter writer_;
  bool header_;
  Output output_;
};

}  // namespace sage::io
