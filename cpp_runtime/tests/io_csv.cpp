#include "sage/io/csv.hpp"

#include <random>

#include "io_files.hpp"
#include "sage/base/errors.hpp"
#include "test.hpp"

using namespace sage;
using test::Folder;

namespace {

struct Row {
  std::string_view name{};
  std::optional<int64_t> n{};
  uint8_t kind = 3;
  static constexpr auto fields = sage::fields(field("name", &Row::name), field("n", &Row::n),
                                              field("kind", &Row::kind).otherwise());
};

struct One {
  std::string_view name{};
  static constexpr auto fields = sage::fields(field("name", &One::name));
};

std::string rows_of(std::string_view content, io::CsvOptions options = {}) {
  Folder folder;
  std::string path = folder.write("f.csv", content);
  options.path = path;
  io::CsvSource<Row> source(options);
  return test::read_all(source);
}

std::string error_of(std::string_view content) {
  try {
    rows_of(content);
  } catch (const ConfigError& error) {
    std::string message = error.what();
    return message.substr(message.find("f.csv"));
  }
  return "";
}

}  // namespace

TEST("columns are found by name, in any order, among others") {
  CHECK_EQ(rows_of("x,kind,name\n1,2,a\n,4,b\n"),
           "{\"name\":\"a\",\"n\":null,\"kind\":2}\n{\"name\":\"b\",\"n\":null,\"kind\":4}\n");
}

TEST("line ends, byte order mark, blank lines and a missing last newline do not matter") {
  const char* plain =
      "{\"name\":\"a\",\"n\":1,\"kind\":3}\n{\"name\":\"b\",\"n\":null,\"kind\":3}\n";
  CHECK_EQ(rows_of("name,n\na,1\nb,\n"), plain);
  CHECK_EQ(rows_of("name,n\r\na,1\r\nb,\r\n"), plain);
  CHECK_EQ(rows_of("\xEF\xBB\xBFname,n\n\n\r\na,1\n\nb,"), plain);
}

TEST("quoted fields hold delimiters, quotes and newlines; lines are counted where they stand") {
  CHECK_EQ(rows_of("name,n\n\"a, \"\"b\"\"\nc\",1\n,x\n"),
           "{\"name\":\"a, \\\"b\\\"\\nc\",\"n\":1,\"kind\":3}\nf.csv, line 4: n: \"x\" is not an "
           "i64 | ,x\n");
}

TEST("a quote elsewhere is itself; text behind a closing one, or none, is a bad row") {
  CHECK_EQ(rows_of("name,n\na\"b\",1\n\"a\"b,1\n\"\",2\n\"open,3\n"),
           "{\"name\":\"a\\\"b\\\"\",\"n\":1,\"kind\":3}\nf.csv, line 3: text behind a closing "
           "quote | \"a\"b,1\n"
           "{\"name\":\"\",\"n\":2,\"kind\":3}\nf.csv, line 5: a quote is not closed | \"open,3\n");
}

TEST("too many fields are a bad row, too few are missing") {
  CHECK_EQ(rows_of("n,name,kind\n1,a,2,x\n1,a\n1\n"),
           "f.csv, line 2: 4 fields for 3 columns | 1,a,2,x\n{\"name\":\"a\",\"n\":1,\"kind\":3}\n"
           "f.csv, line 4: name: missing | 1\n");
}

TEST("null spellings stand for null where a column may be null, unless they are quoted") {
  io::CsvOptions options;
  constexpr std::string_view kNulls[] = {"NA", "-"};
  options.nulls = {kNulls, 2};
  CHECK_EQ(rows_of("name,n\nNA,NA\n-,-\na,\nb,\"NA\"\n", options),
           "{\"name\":\"NA\",\"n\":null,\"kind\":3}\n{\"name\":\"-\",\"n\":null,\"kind\":3}\n"
           "f.csv, line 4: n: \"\" is not an i64 | a,\nf.csv, line 5: n: \"NA\" is not an i64 | "
           "b,\"NA\"\n");
}

TEST("only text that is used must be UTF-8") {
  CHECK_EQ(rows_of("name,x\na,\xFF\n\xFF,b\n"),
           "{\"name\":\"a\",\"n\":null,\"kind\":3}\nf.csv, line 3: name: not valid UTF-8 | "
           "\xEF\xBF\xBD,b\n");
}

TEST("without a header, columns have their places") {
  io::CsvOptions options;
  options.header = false;
  CHECK_EQ(rows_of("a,1,2\nb,2\n", options),
           "{\"name\":\"a\",\"n\":1,\"kind\":2}\n{\"name\":\"b\",\"n\":2,\"kind\":3}\n");
  constexpr std::string_view kNames[] = {"kind", "x", "name", "n"};
  options.columns = {kNames, 4};
  CHECK_EQ(rows_of("1,2,a,3\n", options), "{\"name\":\"a\",\"n\":3,\"kind\":1}\n");
}

TEST("a file without rows has none") {
  CHECK_EQ(rows_of(""), "");
  CHECK_EQ(rows_of("\xEF\xBB\xBF"), "");
  CHECK_EQ(rows_of("\n\n"), "");
  CHECK_EQ(rows_of("name,n"), "");
  CHECK_EQ(rows_of("name,n\n"), "");
}

TEST("a header that does not fit is told with what is there") {
  CHECK_EQ(error_of("nam,n\n"),
           "f.csv has no column `name`; did you mean `nam`? Its columns are nam, n");
  CHECK_EQ(error_of("x,n\n"), "f.csv has no column `name`. Its columns are x, n");
  CHECK_EQ(error_of("name,n,n\n"), "f.csv has two columns `n`");
  CHECK_EQ(error_of("\"name,n\n"), "f.csv, line 1: a quote is not closed");
}

TEST("several files are read one after the other, each with a header of its own") {
  Folder folder;
  folder.write("b.csv", "n,name\n2,b");
  folder.write("a.csv", "name,n\na,1\n");
  io::CsvOptions options;
  std::string path = folder.path("*.csv");
  options.path = path;
  io::CsvSource<Row> source(options);
  CHECK_EQ(test::read_all(source),
           "{\"name\":\"a\",\"n\":1,\"kind\":3}\n{\"name\":\"b\",\"n\":2,\"kind\":3}\n");
  CHECK_EQ(source.records(), uint64_t{2});
  CHECK_EQ(source.bytes(), uint64_t{11 + 10});
}

TEST("chunks may be smaller than rows") {
  std::string content = "name,n\n";
  std::string wanted;
  for (int i = 0; i < 300; ++i) {
    std::string name(static_cast<size_t>(i * 37 % 500), 'x');
    content += "\"" + name + "\n\"," + std::to_string(i) + "\r\n";
    wanted += "{\"name\":\"" + name + "\\n\",\"n\":" + std::to_string(i) + ",\"kind\":3}\n";
  }
  for (size_t size : {16, 17, 100, 4096, 1 << 20}) {
    io::CsvOptions options;
    options.chunk_size = size;
    CHECK(rows_of(content, options) == wanted);
  }
}

TEST("reading ends as soon as no more is wanted") {
  Folder folder;
  io::CsvOptions options;
  std::string path = folder.write("f.csv", "name\na\nb\nc\n");
  options.path = path;
  io::CsvSource<Row> source(options);
  source.open();
  Frame frame;
  int count = 0;
  CHECK(!source.read(frame, [&](const Row&) { return ++count < 2; }, [](const io::BadRow&) {}));
  CHECK_EQ(count, 2);
}

TEST("text is quoted where a reader needs it") {
  Folder folder;
  io::CsvSink<Row> sink({folder.path("out.csv")});
  Frame frame;
  sink.open();
  for (std::string_view name : {"a", "", "a,b", "say \"hi\"", "two\nlines", "carriage\rreturn",
                                "a long text, with a comma"}) {
    sink.write({name, 1, 2}, frame);
  }
  sink.write({"x", std::nullopt, 0}, frame);
  sink.close();
  CHECK_EQ(folder.read("out.csv"),
           "name,n,kind\na,1,2\n,1,2\n\"a,b\",1,2\n\"say "
           "\"\"hi\"\"\",1,2\n\"two\nlines\",1,2\n\"carriage\rreturn\",1,2\n"
           "\"a long text, with a comma\",1,2\nx,,0\n");
}

TEST("empty text that stands alone is seen") {
  Folder folder;
  io::CsvSink<One> sink({folder.path("out.csv")});
  Frame frame;
  sink.open();
  sink.write({""}, frame);
  sink.close();
  CHECK_EQ(folder.read("out.csv"), "name\n\"\"\n");
}

TEST("integers are read as elsewhere, however long they are") {
  std::mt19937_64 random(11);
  auto same = [](const std::string& text) {
    std::string padded = "12345678" + text;
    std::string_view place = std::string_view(padded).substr(8);
    auto check = [&]<class T>(T) {
      T fast{}, slow{};
      bool fast_read = io::read_integer(place, fast),
           slow_read = read_text(std::string_view(text), slow);
      CHECK_EQ(fast_read, slow_read);
      if (slow_read) CHECK_EQ(fast, slow);
    };
    check(int8_t{}), check(uint8_t{}), check(int16_t{}), check(uint32_t{}), check(int64_t{}),
        check(uint64_t{});
  };
  for (const char* text : {"",          "-",
                           "+",         "+1",
                           "-0",        "0",
                           "00000000",  "99999999",
                           "100000000", "-99999999",
                           "1 ",        " 1",
                           "1a",        "a1",
                           "1:",        "1/",
                           "-1-",       "127",
                           "128",       "-128",
                           "-129",      "255",
                           "256",       "\xFF",
                           "1\x80",     "9223372036854775808"}) {
    same(text);
  }
  for (int i = 0; i < 20000; ++i) {
    std::string text = std::to_string(static_cast<int64_t>(random()) >> random() % 64);
    if (i % 5 == 0) text[random() % text.size()] = static_cast<char>(random());
    same(text);
  }
}
