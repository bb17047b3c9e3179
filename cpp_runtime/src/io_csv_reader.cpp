#include "sage/io/csv_reader.hpp"

#include <algorithm>

#include "sage/base/errors.hpp"
#include "sage/base/mismatch.hpp"
#include "sage/base/utf8.hpp"
#include "sage/io/pieces.hpp"

namespace sage::io {
namespace {

constexpr const char* kUnclosed = "a quote is not closed";
constexpr const char* kTorn = "text behind a closing quote";

// Letters to add, drop or change, whatever their case.
size_t distance(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t change = diagonal + (lower(a[i - 1]) != lower(b[j - 1]));
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

[[noreturn]] void lacks(const std::string& file, std::string_view name,
                        const std::vector<std::string>& names) {
  std::string message = file + " has no column `" + std::string(name) + "`";
  auto nearer = [&](const std::string& a, const std::string& b) {
    return distance(name, a) < distance(name, b);
  };
  auto nearest = std::min_element(names.begin(), names.end(), nearer);
  size_t limit = std::max<size_t>(1, name.size() / 3);
  if (limit < name.size() && nearest != names.end() && distance(name, *nearest) <= limit) {
    message += "; did you mean `" + *nearest + "`?";
  } else {
    message += ".";
  }
  message += " Its columns are ";
  for (size_t i = 0; i < names.size(); ++i) message += (i == 0 ? "" : ", ") + names[i];
  throw ConfigError(message);
}

}  // namespace

CsvReader::CsvReader(const CsvOptions& options, const Column* columns, size_t count)
    : quote_(options.quote),
      delimiter_(options.delimiter),
      has_header_row_(options.header),
      nulls_(options.nulls.begin(), options.nulls.end()),
      names_(options.columns.begin(), options.columns.end()),
      columns_(columns),
      column_count_(count),
      input_({options.path, options.descriptor, options.chunk_size}),
      scanner_(options.delimiter, options.quote),
      places_(count + 1, kAbsent) {}

CsvReader::~CsvReader() = default;

void CsvReader::follow(CsvReader& first, size_t size) {
  input_.follow(first.input_, {quote_, delimiter_, has_header_row_}, size);
}

bool CsvReader::claim(uint64_t& number) {
  if (!input_.claim(number)) return false;
  has_header_ = false;
  lines_ = input_.lines_before();
  return true;
}

bool CsvReader::next() {
  if (is_unclosed_) input_.consume(input_.size());
  if (!is_unclosed_ && index_.size > 0) {
    const char* end = input_.text() + index_.size;
    lines_ += index_.has_quotes ? static_cast<uint64_t>(std::count(input_.text(), end, '\n'))
                                : index_.row_count;
    input_.consume(index_.size);
  }
  is_unclosed_ = false;
  while (true) {
    bool more = input_.fill();
    scanner_.scan(input_.text(), input_.size(), index_);
    counted_to_ = input_.text();
    counted_ = 0;
    first_row_ = 0;
    next_torn_ = 0;
    if (index_.row_count > 0) {
      if (!has_header_) read_header();
      return true;
    }
    if (more) continue;
    if (input_.size() > 0) {
      if (!has_header_ && has_header_row_)
        throw ConfigError(input_.name() + ", line 1: " + kUnclosed);
      is_unclosed_ = true;
      return true;
    }
    if (!input_.next_file()) return false;
    has_header_ = false;
    lines_ = 0;
  }
}

void CsvReader::read_header() {
  if (!has_header_row_) {
    std::vector<std::string> names = names_;
    if (names.empty()) {
      for (size_t i = 0; i < column_count_; ++i) names.emplace_back(columns_[i].name);
    }
    place_columns(names);
    return;
  }
  while (first_row_ < index_.row_count && is_blank(first_row_)) ++first_row_;
  if (first_row_ == index_.row_count) return;
  if (inspect(first_row_) == Row::kBad && reason_ == kTorn) {
    throw ConfigError(bad_row(first_row_).origin + ": " + kTorn);
  }
  std::vector<std::string> names;
  for (uint32_t i = first_field(first_row_); i < index_.rows[first_row_]; ++i) {
    uint32_t from = index_.ends[static_cast<int64_t>(i) - 1] + 1;
    std::string_view field{input_.text() + from, index_.ends[i] - from};
    if (i + 1 == index_.rows[first_row_] && field.ends_with('\r')) field.remove_suffix(1);
    names.push_back(readable(header_name(field)));
  }
  ++first_row_;
  place_columns(names);
}

std::string CsvReader::header_name(std::string_view field) const {
  Arena arena;
  return std::string(field.starts_with(quote_) ? unquote(field, arena) : field);
}

std::string_view CsvReader::unquote(std::string_view field, Arena& arena) const {
  field = field.substr(1, field.size() - 2);
  if (field.find(quote_) == std::string_view::npos) return field;
  char* start = arena.allocate(field.size());
  char* to = start;
  for (size_t at = 0; at < field.size(); at += field[at] == quote_ ? 2 : 1) *to++ = field[at];
  return {start, static_cast<size_t>(to - start)};
}

void CsvReader::missing(std::string_view field) { reason_ = std::string(field) + ": missing"; }

void CsvReader::not_a(std::string_view field, std::string_view content, std::string_view type) {
  bool is_text = type == a_type<std::string_view>();
  reason_ = std::string(field) + ": " +
            (is_text ? "not valid UTF-8" : shown(content) + " is not " + std::string(type));
}

void CsvReader::place_columns(const std::vector<std::string>& names) {
  for (size_t i = 0; i < column_count_; ++i) {
    auto found = std::find(names.begin(), names.end(), columns_[i].name);
    places_[i] = found == names.end() ? kAbsent : static_cast<uint32_t>(found - names.begin());
    if (found == names.end()) {
      if (columns_[i].required) lacks(input_.name(), columns_[i].name, names);
    } else if (std::find(found + 1, names.end(), columns_[i].name) != names.end()) {
      throw ConfigError(input_.name() + " has two columns `" + std::string(columns_[i].name) + "`");
    }
  }
  width_ = static_cast<uint32_t>(names.size());
  has_header_ = true;
}

std::string_view CsvReader::row_text(size_t row) const {
  uint32_t from = row == 0 ? 0 : index_.ends[index_.rows[row - 1] - 1] + 1;
  std::string_view text{input_.text() + from, index_.ends[index_.rows[row] - 1] - from};
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

bool CsvReader::is_blank(size_t row) const {
  return index_.rows[row] - first_field(row) == 1 && row_text(row).empty();
}

CsvReader::Row CsvReader::inspect(size_t row) {
  while (next_torn_ < index_.torn.size() && index_.torn[next_torn_] < row) ++next_torn_;
  if (next_torn_ < index_.torn.size() && index_.torn[next_torn_] == row) {
    reason_ = kTorn;
    return Row::kBad;
  }
  uint32_t count = index_.rows[row] - first_field(row);
  if (count > width_ && has_header_) {
    reason_ = std::to_string(count) + " fields for " + std::to_string(width_) +
              (width_ == 1 ? " column" : " columns");
    return Row::kBad;
  }
  return is_blank(row) ? Row::kBlank : Row::kGood;
}

std::string CsvReader::origin(const char* place) {
  counted_ += static_cast<uint64_t>(std::count(counted_to_, place, '\n'));
  counted_to_ = place;
  return input_.name() + ", line " + std::to_string(lines_ + counted_ + 1);
}

const BadRow& CsvReader::bad_row(size_t row) {
  std::string_view text = row_text(row);
  return bad_ = {Code::kDecode, std::move(reason_), origin(text.data()), readable(text)};
}

const BadRow& CsvReader::unclosed_row() {
  std::string_view text{input_.text(), input_.size()};
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return bad_ = {Code::kDecode, kUnclosed, origin(text.data()), readable(text)};
}

}  // namespace sage::io
