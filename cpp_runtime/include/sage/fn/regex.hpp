// Functions of regular expressions, which run in linear time. What they find is a part of the text that was searched.
//
// Matches are found from left to right and do not overlap; an empty one right behind another is none. The library
// behind it is RE2, of which only with/re2/ knows. A pattern was checked when the program was compiled.
// REQUIRES: valid UTF-8.
#pragma once

#include <algorithm>

#include "sage/base/frame.hpp"
#include "sage/base/list_maker.hpp"
#include "sage/base/record.hpp"

namespace sage {

// A compiled pattern. It is never destroyed, for other threads may still search when a process ends.
class Regex {
 public:
  explicit Regex(std::string_view pattern);

  struct Compiled;
  const Compiled& compiled() const { return *compiled_; }

 private:
  Compiled* compiled_;
};

namespace detail {

// The text of a pattern as a template argument.
template <size_t N>
struct Pattern {
  char text[N];

  consteval Pattern(const char (&from)[N]) { std::copy_n(from, N, text); }
};

}  // namespace detail

// The pattern, compiled when the process starts and once however often it is used.
template <detail::Pattern P>
inline const Regex regex{{P.text, sizeof P.text - 1}};

namespace fn {

using Text = std::string_view;

// True if the pattern matches anywhere.
bool matches(Text text, const Regex& regex);
// The first match.
std::optional<Text> find(Text text, const Regex& regex);
List<Text> find_all(Frame& f, Text text, const Regex& regex);
int64_t count(Text text, const Regex& regex);

// The parts between the matches; an empty match at an end of the text parts nothing.
List<Text> split(Frame& f, Text text, const Regex& regex);

// Every match replaced. In `with`, `$1` and `${name}` are groups of the match, `$0` is all of it, and `$$` is a `$`; what
// is no group of the pattern stays as it is written.
Text replace(Frame& f, Text text, const Regex& regex, Text with);

// Where a search for groups goes on.
struct Search {
  Text text;
  size_t from = 0;
  size_t last_end = static_cast<size_t>(-1);  // of the match before
};

// The next match's named groups, in the order of the pattern; the data of one that took no part is null.
bool next_groups(Search& search, const Regex& regex, Text* groups, size_t count);

namespace detail {

template <class Groups>
Groups from_texts(const Text* texts) {
  Groups groups{};
  for_each_field(groups, [&](const auto&, auto& member) {
    const Text text = *texts++;
    if (text.data() != nullptr) member = text;
  });
  return groups;
}

}  // namespace detail

// The named groups of the first match, as the fields of a record.
template <class Groups>
std::optional<Groups> capture(Text text, const Regex& regex) {
  Text texts[field_count<Groups>];
  Search search{text};
  if (!next_groups(search, regex, texts, field_count<Groups>)) return std::nullopt;
  return detail::from_texts<Groups>(texts);
}

// Those of every match.
template <class Groups>
List<Groups> capture_all(Frame& f, Text text, const Regex& regex) {
  Text texts[field_count<Groups>];
  ListMaker<Groups> all(f.arena);
  for (Search search{text}; next_groups(search, regex, texts, field_count<Groups>);)
    all.add(detail::from_texts<Groups>(texts));
  return all.list();
}

}  // namespace fn

}  // namespace sage
