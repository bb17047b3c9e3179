#include "sage/io/stdio.hpp"

#include "io_files.hpp"
#include "sage/io/memory.hpp"
#include "test.hpp"

using namespace sage;
using test::Folder;

namespace {

struct Row {
  std::string_view name{};
  std::optional<int64_t> n{};
  double mean{};
  List<int64_t> list{};
  static constexpr auto fields = sage::fields(field("name", &Row::name), field("n", &Row::n),
                                              field("mean", &Row::mean), field("list", &Row::list));
};

struct Number {
  int64_t it{};
  static constexpr bool plain = true;
  static constexpr auto fields = sage::fields(field("it", &Number::it));
};

template <template <class> class Sink>
std::string printed(const std::vector<Row>& rows) {
  Folder folder;
  std::string path = folder.path("out");
  Sink<Row> sink({path});
  Frame frame;
  sink.open();
  for (const Row& row : rows) sink.write(row, frame);
  sink.close();
  return folder.read("out");
}

template <class Source>
std::string numbers(Source&& source, int most = 1 << 30) {
  std::string text;
  Frame frame;
  source.open();
  auto emit = [&](const auto& row) {
    text += std::to_string(row.it) + " ";
    return --most > 0;
  };
  while (source.read(
      frame, emit, [&](const io::BadRow& row) { text += row.origin + ": " + row.reason + " "; })) {
  }
  return text;
}

}  // namespace

TEST("a table is aligned, numbers at the right, null empty") {
  const int64_t items[] = {1, 2};
  CHECK_EQ(printed<io::TableSink>({{"a", 5, 1.5, {}},
                                   {"two\nlines", std::nullopt, 22.25, {items, 2}},
                                   {"\xC3\xA4", -1, 0, {}}}),
           "name         n   mean  list\n"
           "----------  --  -----  -----\n"
           "a            5    1.5  []\n"
           "two\\nlines      22.25  [1,2]\n"
           "\xC3\xA4           -1    0.0  []\n");
  CHECK_EQ(printed<io::TableSink>({}), "name  n  mean  list\n----  -  ----  ----\n");
}

TEST("rows are printed as JSON lines") {
  CHECK_EQ(printed<io::JsonlSink>({{"a", std::nullopt, 1, {}}}),
           "{\"name\":\"a\",\"n\":null,\"mean\":1.0,\"list\":[]}\n");
}

TEST("a range counts up and stops when no more is wanted") {
  CHECK_EQ(numbers(io::RangeSource<Number>(-1, 3)), "-1 0 1 2 ");
  CHECK_EQ(numbers(io::RangeSource<Number>(3, 3)), "");
  CHECK_EQ(numbers(io::RangeSource<Number>(3, 1)), "");
  CHECK_EQ(numbers(io::RangeSource<Number>(0, 10000), 2), "0 1 ");
  CHECK_EQ(numbers(io::RangeSource<Number>(INT64_MAX - 1, INT64_MAX)), "9223372036854775806 ");
}

TEST("values are the items of a list, whose memory may go") {
  std::vector<int64_t> items{5, 6};
  io::ValuesSource<Number> source(items);
  items = {0, 0};
  CHECK_EQ(numbers(std::move(source)), "5 6 ");
}

TEST("a generator makes rows from their number, and bad rows where that fails") {
  struct Twice {
    Number operator()(int64_t i, Frame& f) const {
      if (i == 1) f.fail(0, Code::kOverflow, "one");
      return {2 * i};
    }
  };
  CHECK_EQ(numbers(io::GeneratorSource<Number, Twice>(3, 0, {})), "0 row 1: one 4 ");
  CHECK_EQ(numbers(io::GeneratorSource<Number, Twice>(3, 1000.0, {})), "0 row 1: one 4 ");
  CHECK_EQ(numbers(io::GeneratorSource<Number, Twice>(0, 0, {})), "");
}
