// A folder of a test's own, which goes when the test does.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include "sage/base/json.hpp"
#include "sage/io/input.hpp"

namespace sage::test {

class Folder {
 public:
  Folder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("sage-io-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string path(std::string_view name) const { return path_ / name; }

  // Makes a file, and the folders it is in.
  std::string write(std::string_view name, std::string_view content) const {
    std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }

  std::string read(std::string_view name) const {
    std::stringstream text;
    text << std::ifstream(path(name), std::ios::binary).rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path path_;
};

// What a source finds: its rows as JSON, and reasons for bad ones, one a line.
template <class Source>
std::string read_all(Source& source) {
  Frame frame;
  std::string found;
  auto emit = [&](const auto& record) {
    found += json::text_of(record) + "\n";
    return true;
  };
  auto reject = [&](const io::BadRow& row) {
    found +=
        row.origin.substr(row.origin.rfind('/') + 1) + ": " + row.reason + " | " + row.row + "\n";
  };
  source.open();
  while (source.read(frame, emit, reject)) frame.arena.reset();
  return found;
}

}  // namespace sage::test
