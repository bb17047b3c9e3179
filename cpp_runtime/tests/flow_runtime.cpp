// What becomes of records that fail, and how a source is pumped.
#include "sage/flow/runtime.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "sage/flow/caller.hpp"
#include "sage/flow/pump.hpp"
#include "test.hpp"

using namespace sage;

namespace {

struct Row {
  int64_t n = 0;
  static constexpr auto fields = sage::fields(field("n", &Row::n));
};

constexpr Site kSites[] = {{"a.sage", 3, 7, "n + 1"}, {"a.sage", 4, 9, "né * 2"}};
constexpr Operator kOperators[] = {{"values", {"a.sage", 2, 3, "values"}, Role::kSource},
                                   {"map", {"a.sage", 3, 3, "map n + 1"}}};
constexpr Program kProgram{.name = "unit",
                           .version = "1",
                           .doc = "",
                           .manifest = "{}",
                           .on_error = OnError::kFail,
                           .has_flows = true,
                           .has_request = false,
                           .params = {},
                           .make_params = nullptr,
                           .make = nullptr,
                           .sites = kSites,
                           .operators = kOperators};

// Takes what is written to standard error while it lives.
class Captured {
 public:
  Captured() : kept_(dup(STDERR_FILENO)), file_(std::tmpfile()) {
    dup2(fileno(file_), STDERR_FILENO);
  }
  ~Captured() { restore(); }
  std::string text() {
    restore();
    std::string text(static_cast<size_t>(lseek(fileno(file_), 0, SEEK_END)), ' ');
    CHECK_EQ(pread(fileno(file_), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
    return text;
  }

 private:
  void restore() {
    if (kept_ < 0) return;
    dup2(kept_, STDERR_FILENO);
    close(kept_);
    kept_ = -1;
  }
  int kept_;
  FILE* file_;
};

// A folder of its own for <pipeline>.errors.jsonl.
struct Folder {
  Folder() {
    CHECK(mkdtemp(name) != nullptr);
    CHECK_EQ(chdir(name), 0);
  }
  ~Folder() { std::remove("unit.errors.jsonl"), rmdir(name); }
  std::string errors() const {
    std::string text;
    FILE* file = std::fopen("unit.errors.jsonl", "r");
    if (file == nullptr) return "(no file)";
    for (int c = std::getc(file); c != EOF; c = std::getc(file)) text += static_cast<char>(c);
    std::fclose(file);
    return text;
  }
  char name[32] = "/tmp/sage-test-XXXXXX";
};

TEST("under fail the record and its place are shown, and the run ends") {
  Runtime runtime(kProgram, OnError::kFail);
  Frame frame;
  At{frame, 1}.fail(Code::kOverflow, "too large");
  bool ended = false;
  std::string text;
  {
    Captured captured;
    try {
      runtime.reject(kOperators[1], frame, Row{7});
    } catch (const ProgramFailed&) {
      ended = true;
    }
    text = captured.text();
  }
  CHECK(ended);
  CHECK(!frame.failed());
  CHECK_EQ(text,
           "record error[R0102]: too large\n"
           "  --> a.sage:4:9\n"
           " 4 | né * 2\n"
           "   | ^^^^^^\n"
           "   = record: {\"n\":7}\n"
           "   = on_error is \"fail\": `--set on_error=skip` goes on without such records\n");
}

TEST("under skip records are counted, and the first three and each thousandth are logged") {
  Runtime runtime(kProgram, OnError::kSkip);
  Frame frame;
  std::string text;
  {
    Captured captured;
    for (int64_t i = 0; i < 2500; ++i) {
      At{frame, 0}.fail(Code::kZeroDivision, "no");
      runtime.reject(kOperators[1], frame, Row{i});
      CHECK(!frame.failed());
    }
    text = captured.text();
  }
  CHECK_EQ(runtime.counters(kOperators[1]).failed.value(), uint64_t{2500});
  size_t lines = 0;
  for (char c : text) lines += c == '\n';
  CHECK_EQ(lines, size_t{5});
  CHECK(text.find("\"record\":\"{\\\"n\\\":1999}\",\"skipped\":2000}") != text.npos);
}

TEST("dead letters go to the edge that reads them") {
  Runtime runtime(kProgram, OnError::kDeadLetter);
  Frame frame;
  At{frame, 0}.fail(Code::kAbsent, "nothing there");
  std::vector<std::string> rows;
  runtime.reject(kOperators[1], frame, Row{3}, [&](const ErrorRow& row) {
    rows.push_back(std::string(row.stage) + " " + std::string(row.code) + " " +
                   std::string(row.reason) + " " + std::string(row.span) + " " +
                   std::string(row.record));
    CHECK(row.at.micros > 0);
  });
  CHECK_EQ(rows.size(), size_t{1});
  CHECK_EQ(rows[0], "map R0104 nothing there a.sage:3:7 {\"n\":3}");
}

TEST("unread dead letters, and those that fail on their way, go to the file") {
  Folder folder;
  {
    Runtime runtime(kProgram, OnError::kDeadLetter);
    Frame frame;
    At{frame, 0}.fail(Code::kAbsent, "first");
    runtime.reject(kOperators[1], frame, Row{1});
    At{frame, 0}.fail(Code::kAbsent, "second");
    auto again = [&](auto self, const ErrorRow& row) -> void {
      At{frame, 0}.fail(Code::kAbsent, "inner");
      runtime.reject(kOperators[1], frame, row, [&](const ErrorRow& inner) { self(self, inner); });
    };
    runtime.reject(kOperators[1], frame, Row{2}, [&](const ErrorRow& row) { again(again, row); });
    CHECK_EQ(runtime.counters(kOperators[1]).failed.value(), uint64_t{3});
  }
  std::string text = folder.errors();
  CHECK(text.find("\"reason\":\"first\"") != text.npos);
  CHECK(text.find("\"reason\":\"inner\"") != text.npos);
  CHECK(text.find("\"reason\":\"second\",\"span\"") == text.npos);  // it went to the edge
}

TEST("while a request is handled its caller is told, whatever on_error says") {
  struct Told final : Caller {
    void fail(Code code, const std::string& reason, std::string span) override {
      text = std::string(code_name(code)) + " " + reason + " " + span;
    }
    std::string text;
  } caller;
  Runtime runtime(kProgram, OnError::kFail);
  Frame frame;
  At{frame, 0}.fail(Code::kOverflow, "too large");
  Caller::set_current(&caller);
  runtime.reject(kOperators[1], frame, Row{1});
  Caller::set_current(nullptr);
  CHECK_EQ(caller.text, "R0102 too large a.sage:3:7");
  CHECK(!frame.failed());
}

// Batches of three numbers, of which each seventh does not decode.
struct Numbers {
  template <class Emit, class Reject>
  bool read(Frame& frame, Emit&& emit, Reject&& reject) {
    ++batches;
    CHECK_EQ(frame.arena.used(), size_t{0});
    frame.arena.allocate(100);
    for (int i = 0; i < 3; ++i, ++next) {
      if (next == limit) return false;
      if (next % 7 == 6) {
        reject(io::BadRow{Code::kDecode, "bad", "numbers, line 7", "x"});
      } else if (!emit(Row{next})) {
        return true;
      }
    }
    return true;
  }
  int64_t limit = 10;
  int64_t next = 0;
  int batches = 0;
};

TEST("a source is read to its end, bad rows are rejected, sinks flushed after each batch") {
  Runtime runtime(kProgram, OnError::kDeadLetter);
  Frame frame;
  Numbers source;
  int64_t sum = 0;
  int flushes = 0, bad = 0;
  pump(
      runtime, source, frame, kOperators[0], [&](const Row& row) { return sum += row.n, true; },
      [&] { ++flushes; },
      [&](const ErrorRow& row) { bad += row.span == "numbers, line 7" && row.record == "x"; });
  CHECK_EQ(sum, int64_t{45 - 6});
  CHECK_EQ(bad, 1);
  CHECK_EQ(flushes, source.batches);
  CHECK_EQ(runtime.counters(kOperators[0]).out.value(), uint64_t{9});
  CHECK_EQ(runtime.counters(kOperators[0]).failed.value(), uint64_t{1});
}

TEST("a source is read no further than its rows are wanted") {
  Runtime runtime(kProgram, OnError::kSkip);
  Frame frame;
  Numbers source;
  source.limit = -1;
  int64_t seen = 0;
  pump(runtime, source, frame, kOperators[0], [&](const Row&) { return ++seen < 5; });
  CHECK_EQ(seen, int64_t{5});
}

TEST("a runtime that stops ends the pump after the batch") {
  Runtime runtime(kProgram, OnError::kSkip);
  Frame frame;
  Numbers source;
  source.limit = -1;
  pump(runtime, source, frame, kOperators[0], [&](const Row& row) {
    if (row.n == 4) runtime.stop();
    return true;
  });
  CHECK_EQ(source.next, int64_t{6});
}

}  // namespace
