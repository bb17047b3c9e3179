#include "sage/io/input.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <zlib.h>
#include <thread>

#include "io_files.hpp"
#include "sage/base/errors.hpp"
#include "sage/base/mismatch.hpp"
#include "sage/io/text.hpp"
#include "test.hpp"

using namespace sage;
using test::Folder;

namespace {

struct Line {
  std::string_view it{};
  static constexpr bool plain = true;
  static constexpr auto fields = sage::fields(field("it", &Line::it));
};

std::string found(const Folder& folder, const std::string& pattern) {
  std::string names;
  for (const std::string& path : io::find_files(folder.path(pattern))) {
    names += path.substr(folder.path("").size()) + " ";
  }
  return names;
}

std::string lines_of(const std::string& path, size_t chunk_size = 16) {
  io::TextSource<Line> source({path, -1, chunk_size});
  return test::read_all(source);
}

std::string error_of(const std::string& path) {
  try {
    lines_of(path);
  } catch (const IoError& error) {
    return error.what();
  }
  return "";
}

std::string packed(const std::string& text) {
  Folder folder;
  gzFile file = gzopen(folder.path("f").c_str(), "wb");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  return folder.read("f");
}

}  // namespace

TEST("wildcards stand for names, single characters and folders, in name order") {
  Folder folder;
  for (const char* name : {"b.csv", "a.csv", "ab.csv", "\xC3\xA4.csv", ".hidden.csv", "c.txt",
                           "x/d.csv", "x/y/e.csv", ".x/f.csv"}) {
    folder.write(name, "");
  }
  CHECK_EQ(found(folder, "*.csv"), "a.csv ab.csv b.csv \xC3\xA4.csv ");
  CHECK_EQ(found(folder, "?.csv"), "a.csv b.csv \xC3\xA4.csv ");
  CHECK_EQ(found(folder, ".*"), ".hidden.csv ");
  CHECK_EQ(found(folder, "*/*.csv"), "x/d.csv ");
  CHECK_EQ(found(folder, "**/*.csv"), "a.csv ab.csv b.csv x/d.csv x/y/e.csv \xC3\xA4.csv ");
  CHECK_EQ(found(folder, "x/**"), "x/d.csv x/y/e.csv ");
  CHECK_EQ(found(folder, "**/y/*"), "x/y/e.csv ");
  CHECK_EQ(found(folder, "missing.csv"), "missing.csv ");
}

TEST("what cannot be read is named with the reason") {
  Folder folder;
  CHECK_EQ(error_of(folder.path("f")),
           "cannot read " + folder.path("f") + ": No such file or directory");
  CHECK_EQ(error_of(folder.path("*.x")), "cannot read " + folder.path("*.x") + ": no file matches");
  CHECK_EQ(error_of(folder.path("")), "cannot read " + folder.path("") + ": Is a directory");
  std::string whole = packed(std::string(100000, 'x'));
  std::string cut = folder.write("f.gz", whole.substr(0, whole.size() / 2));
  CHECK_EQ(error_of(cut), "cannot read " + cut + ": the .gz file is cut off");
}

TEST("lines end at LF, CR LF or the end of the file") {
  Folder folder;
  CHECK_EQ(lines_of(folder.write("a", "one\r\n\ntwo\rx\n\r\nthree")),
           "\"one\"\n\"\"\n\"two\\rx\"\n\"\"\n\"three\"\n");
  CHECK_EQ(lines_of(folder.write("b", "")), "");
  CHECK_EQ(lines_of(folder.write("c", "\n")), "\"\"\n");
  CHECK_EQ(lines_of(folder.write("d", "\xEF\xBB\xBFx\n\xEF\xBB\xBF\n")),
           "\"x\"\n\"\xEF\xBB\xBF\"\n");
  CHECK_EQ(lines_of(folder.write("e", "\xEF\xBB\xBF")), "");
  CHECK_EQ(lines_of(folder.write("f", "a\n\xFFz\n")),
           "\"a\"\nf, line 2: not valid UTF-8 | \xEF\xBF\xBDz\n");
}

TEST("packed files read as plain ones") {
  Folder folder;
  std::string text, wanted;
  for (int i = 0; i < 50000; ++i) {
    text += std::to_string(i) + "\n";
    wanted += "\"" + std::to_string(i) + "\"\n";
  }
  CHECK(lines_of(folder.write("f.gz", packed(text)), 1000) == wanted);
  CHECK(lines_of(folder.write("plain.gz", text), 1000) == wanted);
  CHECK(lines_of(folder.write("two.gz", packed(text) + packed("end")), 1 << 17) ==
        wanted + "\"end\"\n");
}

TEST("a pipe gives lines as they come, and a stop ends the wait for more") {
  int ends[2];
  CHECK_EQ(pipe(ends), 0);
  std::atomic<bool> stop{false};
  CHECK_EQ(write(ends[1], "a\nb\nhalf", 8), ssize_t{8});
  std::thread stopper([&] {
    timespec pause{0, 50'000'000};
    nanosleep(&pause, nullptr);
    stop = true;
  });
  io::TextSource<Line> source({"standard input", ends[0]});
  Frame frame;
  std::string lines;
  source.open(&stop);
  auto emit = [&](const Line& line) {
    lines += std::string(line.it) + ";";
    return true;
  };
  while (source.read(frame, emit, [](const io::BadRow&) {})) {
  }
  stopper.join();
  CHECK_EQ(lines, "a;b;half;");
  close(ends[0]);
  close(ends[1]);
}

TEST("bytes that are no UTF-8 become readable as in Python") {
  CHECK_EQ(readable("a\xFF"
                    "b"),
           "a\xEF\xBF\xBD"
           "b");
  CHECK_EQ(readable("\xE2\x82"), "\xEF\xBF\xBD");
  CHECK_EQ(readable("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK_EQ(readable("\xF0\x9F\x98x"), "\xEF\xBF\xBDx");
  CHECK_EQ(shown(std::string(50, 'x')), "\"" + std::string(40, 'x') + "\"...");
}
