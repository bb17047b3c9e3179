// Wildcards in paths: `*` any characters of a name, `?` one, `**` any number of folders. A name that begins with a dot
// is only matched by a pattern that does.
#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sage/base/errors.hpp"
#include "sage/base/utf8.hpp"
#include "sage/io/input.hpp"

namespace sage::io {
namespace {

bool has_wildcards(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

bool matches(std::string_view name, std::string_view pattern) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  size_t n = 0, p = 0;
  size_t star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && pattern[p] == '?') {
      for (++n; n < name.size() && is_continuation(name[n]);) ++n;
      ++p;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++n;
      ++p;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      for (++resume; resume < name.size() && is_continuation(name[resume]);) ++resume;
      n = resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

struct Entry {
  std::string name;
  bool is_folder;  // and no link, if asked by `**`
};

std::vector<Entry> list(const std::string& folder, bool follow) {
  std::vector<Entry> entries;
  DIR* open = opendir(folder.empty() ? "." : folder.c_str());
  if (open == nullptr) return entries;
  while (dirent* entry = readdir(open)) {
    std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    struct stat status;
    std::string path = folder + name;
    int found = follow ? stat(path.c_str(), &status) : lstat(path.c_str(), &status);
    if (found == 0) entries.push_back({name, S_ISDIR(status.st_mode)});
  }
  closedir(open);
  return entries;
}

// Adds the files under `folder`, which is empty or ends in a slash, that match the rest of the pattern.
void find(const std::string& folder, std::string_view pattern, std::vector<std::string>& found) {
  size_t slash = pattern.find('/');
  bool is_last = slash == std::string_view::npos;
  std::string_view part = pattern.substr(0, slash);
  std::string_view rest = is_last ? std::string_view{} : pattern.substr(slash + 1);
  if (part == "**") {
    find(folder, is_last ? "*" : rest, found);
    for (const Entry& entry : list(folder, false)) {
      if (entry.is_folder && entry.name[0] != '.') find(folder + entry.name + "/", pattern, found);
    }
    return;
  }
  if (!has_wildcards(part) && !is_last) return find(folder + std::string(part) + "/", rest, found);
  for (const Entry& entry : list(folder, true)) {
    if (!matches(entry.name, part)) continue;
    if (is_last && !entry.is_folder) found.push_back(folder + entry.name);
    if (!is_last && entry.is_folder) find(folder + entry.name + "/", rest, found);
  }
}

}  // namespace

std::vector<std::string> find_files(const std::string& path) {
  if (!has_wildcards(path)) return {path};
  std::vector<std::string> found;
  find("", path, found);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.empty()) throw IoError("cannot read " + path + ": no file matches");
  return found;
}

}  // namespace sage::io
