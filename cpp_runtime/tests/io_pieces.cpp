#include "sage/io/pieces.hpp"

#include <map>
#include <memory>
#include <thread>

#include "io_files.hpp"
#include "sage/base/frame.hpp"
#include "sage/io/csv.hpp"
#include "sage/io/jsonl.hpp"
#include "sage/io/memory.hpp"
#include "sage/io/text.hpp"
#include "test.hpp"

using namespace sage;

namespace {

struct Row {
  int64_t id;
  std::string_view text;
  static constexpr auto fields = sage::fields(field("id", &Row::id), field("text", &Row::text));
};

struct Line {
  std::string_view it;
  static constexpr bool plain = true;
  static constexpr auto fields = sage::fields(field("it", &Line::it));
};

struct Number {
  int64_t it;
  static constexpr bool plain = true;
  static constexpr auto fields = sage::fields(field("it", &Number::it));
};

std::string shown(const Row& row) { return std::to_string(row.id) + ":" + std::string(row.text); }
std::string shown(const Line& line) { return std::string(line.it); }
std::string shown(const Number& number) { return std::to_string(number.it); }

// What a source gives to its end: rows, and of bad ones where they stand.
template <class Source>
void read_all(Source& source, std::vector<std::string>& rows) {
  Frame frame;
  auto emit = [&](const auto& row) {
    rows.push_back(shown(row));
    return true;
  };
  auto reject = [&](const io::BadRow& bad) { rows.push_back(bad.origin + ": " + bad.reason); };
  while (source.read(frame, emit, reject)) {
  }
}

template <class Make>
std::vector<std::string> read_whole(Make make) {
  auto source = make();
  source->open();
  std::vector<std::string> rows;
  read_all(*source, rows);
  return rows;
}

// The same by several threads, put together by the numbers of the morsels.
template <class Make>
std::vector<std::string> read_shared(Make make, size_t threads, size_t rows) {
  auto first = make();
  first->open();
  std::vector<decltype(make())> sources;
  std::vector<std::map<uint64_t, std::vector<std::string>>> parts(threads);
  std::vector<std::thread> running;
  for (size_t i = 0; i < threads; ++i) {
    sources.push_back(make());
    sources[i]->follow(*first, rows);
  }
  for (size_t i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      uint64_t number;
      while (sources[i]->claim(number)) read_all(*sources[i], parts[i][number]);
    });
  }
  for (auto& thread : running) thread.join();
  std::map<uint64_t, std::vector<std::string>> all;
  for (auto& part : parts) all.merge(part);
  std::vector<std::string> result;
  uint64_t next = 0;
  for (const auto& [number, part] : all) {
    CHECK_EQ(number, next++);
    result.insert(result.end(), part.begin(), part.end());
  }
  return result;
}

template <class Make>
void check_shared(Make make) {
  const auto whole = read_whole(make);
  CHECK(!whole.empty());
  for (size_t threads : {1, 2, 3}) {
    for (size_t rows : {1, 3, 1000}) CHECK(read_shared(make, threads, rows) == whole);
  }
}

}  // namespace

TEST("pieces of CSV hold the rows of the whole, whatever stands in quotes") {
  test::Folder folder;
  std::string text = "\xEF\xBB\xBF\n id2,text,id\n";
  for (int i = 0; i < 500; ++i) {
    text += "x," + std::string(i % 7 == 0 ? "\"a\nlong, \"\"quoted\"\"\ntext\"" : "plain") + "," +
            std::to_string(i) + (i % 11 == 0 ? "\r\n" : "\n");
    if (i % 50 == 0) text += "x,bad,number\n\n";
  }
  folder.write("a.csv", text + "x,last,1000");
  folder.write("b.csv", "id,text\n1,of another file\n2,\"is not closed\n3,x\n");
  folder.write("c.csv", "");
  folder.write("d.csv", "id,text\n");
  const std::string path = folder.path("*.csv");
  check_shared([&] { return std::make_unique<io::CsvSource<Row>>(io::CsvOptions{.path = path}); });
}

TEST("a row that is longer than a piece is one piece") {
  test::Folder folder;
  const std::string longest(5000, 'y');
  folder.write("a.csv", "id,text\n1,\"" + longest + "\n" + longest + "\"\n2,b\n");
  const std::string path = folder.path("a.csv");
  check_shared([&] { return std::make_unique<io::CsvSource<Row>>(io::CsvOptions{.path = path}); });
}

TEST("pieces of lines hold the lines of the whole") {
  test::Folder folder;
  std::string text = "\xEF\xBB\xBF";
  for (int i = 0; i < 3000; ++i) text += "line " + std::to_string(i) + (i % 5 == 0 ? "\r\n" : "\n");
  folder.write("a.txt", text + "the last");
  folder.write("b.txt", "\n\nb\xFF\n");
  const std::string path = folder.path("*.txt");
  check_shared(
      [&] { return std::make_unique<io::TextSource<Line>>(io::TextOptions{.path = path}); });
}

TEST("pieces of JSON lines know their line numbers") {
  test::Folder folder;
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += i % 40 == 7 ? "{\n" : "{\"id\": " + std::to_string(i) + ", \"text\": \"t\"}\n";
  folder.write("a.jsonl", text);
  const std::string path = folder.path("a.jsonl");
  check_shared(
      [&] { return std::make_unique<io::JsonlSource<Row>>(io::JsonlOptions{.path = path}); });
}

TEST("rows that are made from their numbers are shared") {
  check_shared([] { return std::make_unique<io::RangeSource<Number>>(-5, 5000); });
  auto make = [](int64_t i, Frame&) { return Number{i * i}; };
  check_shared([&] {
    return std::make_unique<io::GeneratorSource<Number, decltype(make)>>(7001, 0.0, make);
  });
  std::vector<int64_t> items(2500, 7);
  check_shared([&] { return std::make_unique<io::ValuesSource<Number>>(items); });
}

TEST("what comes at a rate, or from a stream, is not shared") {
  auto make = [](int64_t i, Frame&) { return Number{i}; };
  CHECK_EQ((io::GeneratorSource<Number, decltype(make)>(1000, 5.0, make).work()), 0);
  CHECK((io::GeneratorSource<Number, decltype(make)>(1000, 0.0, make).work()) > 0);
  CHECK_EQ((io::TextSource<Line>({.path = "standard input", .descriptor = 0}).work()), 0);
}
