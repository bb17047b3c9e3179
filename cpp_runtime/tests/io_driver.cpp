// Reads files as tests/io/ asks on standard input, and prints what was found, for comparison with the reference.
//
//   csv   IN OUT delimiter quote nulls(|) header(0/1) time_unit chunk_size
//   jsonl IN OUT time_unit chunk_size
//   text  IN OUT chunk_size
//
// Arguments are separated by tabs. What is printed: a line {"row": ...}, {"bad": ...} or {"error": ...} for each thing
// found, then "end". The rows are also written to OUT, OUT.csv and OUT.table. Without input it does nothing, well.
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "sage/io/stdio.hpp"

using namespace sage;

namespace {

struct Flat {
  std::string_view a{};
  std::optional<int64_t> b{};
  double c{};
  std::optional<std::string_view> d{};
  uint8_t e = 7;
  std::optional<Timestamp> t{};
  std::optional<float> f{};
  std::optional<bool> g{};
  std::optional<Bytes> h{};
  std::optional<Duration> i{};
  std::optional<int16_t> n{};
  static constexpr auto fields =
      sage::fields(field("a", &Flat::a), field("b", &Flat::b), field("c", &Flat::c),
                   field("d", &Flat::d), field("e", &Flat::e).otherwise(), field("t", &Flat::t),
                   field("f", &Flat::f), field("g", &Flat::g), field("h", &Flat::h),
                   field("i", &Flat::i), field("n", &Flat::n, "n \"outside\""));
};

struct Inner {
  int32_t x{};
  List<std::optional<double>> ys{};
  static constexpr auto fields = sage::fields(field("x", &Inner::x), field("ys", &Inner::ys));
};

struct Nested {
  uint64_t id{};
  std::optional<std::string_view> name{};
  List<std::string_view> tags{};
  double price = 1.5;
  std::optional<Timestamp> at{};
  std::optional<Inner> inner{};
  std::optional<Bytes> raw{};
  std::optional<Duration> d{};
  std::optional<float> f{};
  std::optional<bool> flag{};
  List<Inner> more{};
  static constexpr auto fields =
      sage::fields(field("id", &Nested::id), field("name", &Nested::name),
                   field("tags", &Nested::tags), field("price", &Nested::price).otherwise(),
                   field("at", &Nested::at), field("inner", &Nested::inner),
                   field("raw", &Nested::raw), field("d", &Nested::d), field("f", &Nested::f),
                   field("flag", &Nested::flag), field("more", &Nested::more).otherwise());
};

struct Line {
  std::string_view it{};
  static constexpr bool plain = true;
  static constexpr auto fields = sage::fields(field("it", &Line::it));
};

struct Bad {
  std::string_view reason{}, origin{}, row{};
  static constexpr auto fields = sage::fields(
      field("reason", &Bad::reason), field("origin", &Bad::origin), field("row", &Bad::row));
};

template <class T>
void print(const char* kind, const T& value) {
  std::cout << "{\"" << kind << "\":" << json::text_of(value) << "}\n";
}

template <class Record, class Source>
void copy(Source source, const std::string& out, char delimiter) {
  io::JsonlSink<Record> jsonl({out});
  std::string table_path = out + ".table", csv_path = out + ".csv";
  io::TableSink<Record> table({table_path});
  jsonl.open();
  table.open();
  std::optional<io::CsvSink<Record>> csv;
  if constexpr (io::is_flat<Record>) csv.emplace(io::CsvSinkOptions{csv_path, delimiter});
  if constexpr (io::is_flat<Record>) csv->open();
  try {
    source.open();
    Frame frame;
    auto emit = [&](const Record& record) {
      print("row", record);
      jsonl.write(record, frame);
      table.write(record, frame);
      if constexpr (io::is_flat<Record>) csv->write(record, frame);
      return true;
    };
    auto reject = [](const io::BadRow& row) { print("bad", Bad{row.reason, row.origin, row.row}); };
    while (source.read(frame, emit, reject)) frame.arena.reset();
  } catch (const std::runtime_error& error) {
    print("error", std::string_view(error.what()));
  }
  jsonl.close();
  table.close();
  if constexpr (io::is_flat<Record>) csv->close();
}

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::stringstream stream(text + by);
  for (std::string part; std::getline(stream, part, by);) parts.push_back(part);
  return parts;
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::vector<std::string> words = split(line, '\t');
    size_t chunk_size = std::stoul(words.back());
    if (words[0] == "csv") {
      io::CsvOptions options;
      options.path = words[1];
      options.delimiter = words[3][0];
      options.quote = words[4][0];
      std::vector<std::string> spellings = split(words[5], '|');
      std::vector<std::string_view> nulls(spellings.begin(), spellings.end());
      options.nulls = {nulls.data(), nulls.size()};
      options.header = words[6] == "1";
      options.time_unit = words[7];
      options.chunk_size = chunk_size;
      copy<Flat>(io::CsvSource<Flat>(options), words[2], options.delimiter);
    } else if (words[0] == "jsonl") {
      copy<Nested>(io::JsonlSource<Nested>({words[1], words[3], -1, chunk_size}), words[2], ',');
    } else {
      copy<Line>(io::TextSource<Line>({words[1], -1, chunk_size}), words[2], ',');
    }
    std::cout << "end\n";
  }
}
