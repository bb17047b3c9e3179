// The simplest patterns, by far the most frequent where texts are taken apart: `[...]+`, a run of characters of a class.
//
// Finding one by an automaton costs a search for its end, another for its start, and the call: several times what it
// takes to look each byte up in a table. A pattern is read here only if it is of single ASCII characters and ranges,
// `\d`, `\w` and `\s`; a class with `^` before them holds every other character, and so every byte of those that are
// not ASCII. Anything else is left to the library.
#pragma once

#include <cstdint>
#include <string_view>

namespace sage {

class RunOf {
 public:
  explicit RunOf(std::string_view pattern) : is_known_(read(pattern)) {}

  // True if the pattern is such a run.
  explicit operator bool() const { return is_known_; }

  // The next run from `at` on, which moves behind it; empty if there is none.
  std::string_view next(const char*& at, const char* end) const {
    while (at != end && !has(*at)) ++at;
    const char* start = at;
    while (at != end && has(*at)) ++at;
    return {start, static_cast<size_t>(at - start)};
  }

 private:
  bool has(char c) const { return members_[static_cast<unsigned char>(c)]; }

  bool read(std::string_view rest) {
    if (rest.size() == 3 && rest[0] == '\\' && rest[2] == '+') return add_class(rest[1]);
    if (rest.size() < 4 || rest.front() != '[' || !rest.ends_with("]+")) return false;
    rest = rest.substr(1, rest.size() - 3);
    const bool is_negated = rest[0] == '^';
    if (is_negated) rest.remove_prefix(1);
    if (rest.empty()) return false;
    while (!rest.empty()) {
      if (rest[0] == '\\') {
        if (rest.size() < 2 || (rest.size() > 2 && rest[2] == '-')) return false;
        if (!add_class(rest[1]) && !add_escaped(rest[1])) return false;
        rest.remove_prefix(2);
        continue;
      }
      if (!is_plain(rest[0])) return false;
      if (rest.size() > 2 && rest[1] == '-') {
        if (!is_plain(rest[2]) || rest[2] < rest[0]) return false;
        for (char c = rest[0]; c <= rest[2]; ++c) members_[static_cast<unsigned char>(c)] = true;
        rest.remove_prefix(3);
      } else {
        members_[static_cast<unsigned char>(rest[0])] = true;
        rest.remove_prefix(1);
      }
    }
    if (is_negated) {
      for (bool& member : members_) member = !member;
    }
    return true;
  }

  // A character that stands for itself in a class. What could mean more there is left to the library.
  static bool is_plain(char c) {
    return c >= ' ' && c < 0x7F && c != '[' && c != ']' && c != '^' && c != '-' && c != '\\';
  }

  bool add_class(char letter) {
    auto add = [&](char first, char last) {
      for (char c = first; c <= last; ++c) members_[static_cast<unsigned char>(c)] = true;
    };
    switch (letter) {
      case 'w':
        add('a', 'z');
        add('A', 'Z');
        add('_', '_');
        [[fallthrough]];
      case 'd': add('0', '9'); return true;
      case 's':
        add('\t', '\n');
        add('\f', '\r');
        add(' ', ' ');
        return true;
      default: return false;
    }
  }

  bool add_escaped(char letter) {
    const bool is_punctuation =
        letter > ' ' && letter < 0x7F && !(letter >= '0' && letter <= '9') &&
        !((letter | 0x20) >= 'a' && (letter | 0x20) <= 'z') && letter != '_';
    const char c = letter == 't'    ? '\t'
                   : letter == 'n'  ? '\n'
                   : letter == 'r'  ? '\r'
                   : is_punctuation ? letter
                                    : '\0';
    if (c != '\0') members_[static_cast<unsigned char>(c)] = true;
    return c != '\0';
  }

  bool members_[256] = {};
  bool is_known_;  // last: reading fills the table
};

}  // namespace sage
