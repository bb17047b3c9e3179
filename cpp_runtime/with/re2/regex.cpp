#include "sage/fn/regex.hpp"

#include <re2/re2.h>

#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "run_of.hpp"
#include "sage/base/utf8.hpp"

namespace sage {

struct Regex::Compiled {
  RE2 re2;
  std::vector<int> named;  // the numbers of the named groups
  RunOf run;               // what the pattern is if it is that simple

  explicit Compiled(std::string_view pattern)
      : re2(re2::StringPiece(pattern.data(), pattern.size()), options()), run(pattern) {
    if (!re2.ok()) throw std::invalid_argument("regular expression: " + re2.error());
    for (const auto& [number, name] : re2.CapturingGroupNames()) named.push_back(number);
  }

  static RE2::Options options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(16 << 20);  // more than base/regex.py lets through
    return options;
  }
};

Regex::Regex(std::string_view pattern) : compiled_(new Compiled(pattern)) {}

namespace fn {
namespace {

using Piece = re2::StringPiece;

Piece piece(Text text) {
  return text.data() == nullptr ? Piece("", 0) : Piece(text.data(), text.size());
}
Text text_of(const Piece& piece) { return {piece.data(), piece.size()}; }

// The next match with its first groups, by the rule about empty matches.
bool next(Search& search, const RE2& re2, Piece* groups, int count) {
  const Piece text = piece(search.text);
  while (search.from <= text.size() &&
         re2.Match(text, search.from, text.size(), RE2::UNANCHORED, groups, count)) {
    const auto end = static_cast<size_t>(groups[0].data() + groups[0].size() - text.data());
    if (!groups[0].empty() || end != search.last_end) {
      search.from = search.last_end = end;
      return true;
    }
    ++search.from;
    while (search.from < text.size() && is_continuation(text[search.from])) ++search.from;
  }
  return false;
}

// Calls use(match) for each match.
template <class Use>
void for_each_match(Text text, const Regex& regex, Use&& use) {
  const Regex::Compiled& compiled = regex.compiled();
  if (compiled.run) {
    const char* at = text.data();
    for (Text found; !(found = compiled.run.next(at, text.data() + text.size())).empty();)
      use(found);
    return;
  }
  Piece match;
  for (Search search{text}; next(search, compiled.re2, &match, 1);) use(text_of(match));
}

// A replacement, taken apart once for each call: texts with the number of the group behind each, or -1.
struct Template {
  struct Part {
    Text text;
    int group;
  };
  std::vector<Part> parts;
  int groups = 1;  // how many of a match are needed, with all of it as the first

  Template(Text with, const RE2& re2) {
    size_t done = 0;
    for (size_t at = with.find('$'); at != Text::npos; at = with.find('$', at)) {
      size_t end = at + 1;
      int group = -1;
      if (end < with.size() && with[end] == '$') {
        parts.push_back({with.substr(done, end - done), -1});
        done = at = end + 1;
        continue;
      }
      if (end < with.size() && with[end] == '{') {
        size_t close = with.find('}', end);
        if (close != Text::npos) group = number_of(with.substr(end + 1, close - end - 1), re2);
        end = close + 1;
      } else if (end < with.size()) {
        group = number_of(with.substr(end, 1), re2, true);
        ++end;
      }
      if (group < 0) {
        ++at;
        continue;
      }
      parts.push_back({with.substr(done, at - done), group});
      groups = std::max(groups, group + 1);
      done = at = end;
    }
    parts.push_back({with.substr(done), -1});
  }

  // The group that a name or a number is; -1 if there is none.
  static int number_of(Text name, const RE2& re2, bool only_number = false) {
    if (!name.empty() && name.size() <= 3 && name.find_first_not_of("0123456789") == Text::npos) {
      int number = 0;
      for (char digit : name) number = number * 10 + (digit - '0');
      return number <= re2.NumberOfCapturingGroups() ? number : -1;
    }
    if (only_number) return -1;
    const auto& known = re2.NamedCapturingGroups();
    const auto found = known.find(std::string(name));
    return found == known.end() ? -1 : found->second;
  }
};

}  // namespace

bool matches(Text text, const Regex& regex) {
  return regex.compiled().re2.Match(piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0);
}

std::optional<Text> find(Text text, const Regex& regex) {
  Piece match;
  Search search{text};
  if (!next(search, regex.compiled().re2, &match, 1)) return std::nullopt;
  return text_of(match);
}

List<Text> find_all(Frame& f, Text text, const Regex& regex) {
  ListMaker<Text> all(f.arena);
  for_each_match(text, regex, [&](Text match) { all.add(match); });
  return all.list();
}

int64_t count(Text text, const Regex& regex) {
  int64_t count = 0;
  for_each_match(text, regex, [&](Text) { ++count; });
  return count;
}

List<Text> split(Frame& f, Text text, const Regex& regex) {
  ListMaker<Text> parts(f.arena);
  const char* done = text.data();
  const char* const end = text.data() + text.size();
  for_each_match(text, regex, [&](Text match) {
    if (match.empty() && (match.data() == text.data() || match.data() == end || text.empty()))
      return;
    parts.add({done, static_cast<size_t>(match.data() - done)});
    done = match.data() + match.size();
  });
  parts.add({done, static_cast<size_t>(end - done)});
  return parts.list();
}

Text replace(Frame& f, Text text, const Regex& regex, Text with) {
  const RE2& re2 = regex.compiled().re2;
  const Template made(with, re2);
  std::vector<Piece> groups(static_cast<size_t>(made.groups));
  std::string result;
  size_t done = 0;
  Search search{text};
  while (next(search, re2, groups.data(), made.groups)) {
    const auto start = search.last_end - groups[0].size();
    result.append(text.substr(done, start - done));
    for (const auto& [before, group] : made.parts) {
      result.append(before);
      if (group >= 0) result.append(text_of(groups[static_cast<size_t>(group)]));
    }
    done = search.last_end;
  }
  if (search.last_end == static_cast<size_t>(-1)) return text;
  result.append(text.substr(done));
  return f.arena.copy(result);
}

bool next_groups(Search& search, const Regex& regex, Text* groups, size_t count) {
  const Regex::Compiled& compiled = regex.compiled();
  const auto all = static_cast<size_t>(compiled.re2.NumberOfCapturingGroups()) + 1;
  constexpr size_t kUsual = 17;
  Piece few[kUsual];
  std::vector<Piece> many(all > kUsual ? all : 0);
  Piece* pieces = all > kUsual ? many.data() : few;
  if (!next(search, compiled.re2, pieces, static_cast<int>(all))) return false;
  for (size_t i = 0; i < count; ++i) groups[i] = text_of(pieces[compiled.named[i]]);
  return true;
}

}  // namespace fn
}  // namespace sage
