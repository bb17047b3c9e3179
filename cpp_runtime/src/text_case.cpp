// Upper and lower case, trimming and splitting at white space: what needs the tables of Unicode.
#include "sage/base/list_maker.hpp"
#include "sage/fn/text.hpp"
#include "unicode.hpp"

namespace sage::fn {

namespace {

// A character of two bytes may become three of two bytes each.
constexpr size_t kGrowth = 3;

constexpr char32_t kSigma = 0x3A3, kFinalSigma = 0x3C2, kSmallSigma = 0x3C3;

constexpr char ascii_upper(char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); }
constexpr char ascii_lower(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); }

template <char (*convert)(char)>
Text ascii(Frame& f, Text text) {
  if (text.empty()) return text;
  char* to = f.arena.allocate(text.size());
  for (size_t i = 0; i < text.size(); ++i) to[i] = convert(text[i]);
  return {to, text.size()};
}

char* write(const unicode::CaseMapping& mapping, char* to) {
  for (char32_t point : mapping.to) {
    if (point != 0) to = encode(point, to);
  }
  return to;
}

char32_t last_point(const char*& end) {
  do --end;
  while (is_continuation(*end));
  const char* at = end;
  return decode(at);
}

// A sigma at [at, after) is final if a cased letter is before it and none behind, ignored
// characters left out.
bool is_final(Text text, const char* at, const char* after) {
  char32_t point = 0;
  do {
    if (at == text.data()) return false;
    point = last_point(at);
  } while (unicode::is_ignored(point));
  if (!unicode::is_cased(point)) return false;
  const char* end = text.data() + text.size();
  while (after != end) {
    point = decode(after);
    if (!unicode::is_ignored(point)) return !unicode::is_cased(point);
  }
  return true;
}

bool ascii_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f');
}

// Moves `at` behind the white space there, if any.
bool skip_space(const char*& at) {
  if (static_cast<unsigned char>(*at) < 0x80) {
    bool found = ascii_space(*at);
    at += found;
    return found;
  }
  const char* after = at;
  if (!unicode::is_space(decode(after))) return false;
  at = after;
  return true;
}

bool skip_space_back(const char*& end) {
  const char* before = end;
  if (!unicode::is_space(last_point(before))) return false;
  end = before;
  return true;
}

}  // namespace

Text upper(Frame& f, Text text) {
  if (is_ascii(text)) return ascii<ascii_upper>(f, text);
  char* start = f.arena.allocate(text.size() * kGrowth);
  char* to = start;
  for (const char *at = text.data(), *end = at + text.size(); at != end;) {
    char32_t point = decode(at);
    if (point < 0x80) {
      *to++ = ascii_upper(static_cast<char>(point));
    } else {
      const auto* mapping = unicode::find(unicode::kUpper, point);
      to = mapping ? write(*mapping, to) : encode(point, to);
    }
  }
  f.arena.shrink(to);
  return {start, static_cast<size_t>(to - start)};
}

Text lower(Frame& f, Text text) {
  if (is_ascii(text)) return ascii<ascii_lower>(f, text);
  char* start = f.arena.allocate(text.size() * kGrowth);
  char* to = start;
  for (const char *at = text.data(), *end = at + text.size(); at != end;) {
    const char* before = at;
    char32_t point = decode(at);
    if (point < 0x80) {
      *to++ = ascii_lower(static_cast<char>(point));
    } else if (point == kSigma) {
      to = encode(is_final(text, before, at) ? kFinalSigma : kSmallSigma, to);
    } else {
      const auto* mapping = unicode::find(unicode::kLower, point);
      to = mapping ? write(*mapping, to) : encode(point, to);
    }
  }
  f.arena.shrink(to);
  return {start, static_cast<size_t>(to - start)};
}

Text trim(Text text) {
  const char* from = text.data();
  const char* end = from + text.size();
  while (from != end && skip_space(from)) {
  }
  while (from != end && skip_space_back(end)) {
  }
  return {from, static_cast<size_t>(end - from)};
}

List<Text> split(Frame& f, Text text) {
  ListMaker<Text> words(f.arena);
  const char* at = text.data();
  const char* end = at + text.size();
  while (at != end) {
    const char* start = at;
    if (skip_space(at)) continue;
    const char* word_end = at;
    do {
      ++at;
      while (at != end && is_continuation(*at)) ++at;
      word_end = at;
    } while (at != end && !skip_space(at));
    words.add({start, static_cast<size_t>(word_end - start)});
  }
  return words.list();
}

}  // namespace sage::fn
