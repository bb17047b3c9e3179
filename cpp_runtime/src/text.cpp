#include "sage/fn/text.hpp"

#include "sage/base/base64.hpp"
#include "sage/base/list_maker.hpp"

namespace sage::fn {

namespace {

// A position counted from the start or, if negative, from the end, put inside 0..length.
int64_t position(int64_t at, int64_t length) {
  if (at < 0) at += length;
  return at < 0 ? 0 : at < length ? at : length;
}

// The bytes of the character at the start of a text that is not empty.
size_t first_size(Text text) {
  size_t size = 1;
  while (size < text.size() && is_continuation(text[size])) ++size;
  return size;
}

List<Text> characters(Frame& f, Text text) {
  ListMaker<Text> parts(f.arena, text.size());
  for (size_t size; !text.empty(); text.remove_prefix(size)) {
    size = first_size(text);
    parts.add(text.substr(0, size));
  }
  return parts.list();
}

Text replace_nothing(Frame& f, Text text, Text to) {
  char* start = f.arena.allocate(text.size() + (code_points(text) + 1) * to.size());
  char* end = start;
  auto put = [&](Text part) {
    if (!part.empty()) std::memcpy(end, part.data(), part.size());
    end += part.size();
  };
  put(to);
  for (size_t size; !text.empty(); text.remove_prefix(size)) {
    size = first_size(text);
    put(text.substr(0, size));
    put(to);
  }
  return {start, static_cast<size_t>(end - start)};
}

// The first `count` characters of `with` repeated for ever.
Text padding(Frame& f, Text with, size_t count) {
  size_t length = code_points(with);
  Text rest = with.substr(0, offset_of(with, count % length));
  size_t whole = count / length;
  char* start = f.arena.allocate(whole * with.size() + rest.size());
  char* to = start;
  for (size_t i = 0; i < whole; ++i, to += with.size()) std::memcpy(to, with.data(), with.size());
  if (!rest.empty()) std::memcpy(to, rest.data(), rest.size());
  return {start, whole * with.size() + rest.size()};
}

Text missing(At at, Text text, int64_t length, Text with) {
  auto present = static_cast<int64_t>(code_points(text));
  if (length <= present || with.empty()) return {};
  if (length > kLongestMade) {
    too_long(at, "text", length, "characters");
    return {};
  }
  return padding(at.frame, with, static_cast<size_t>(length - present));
}

}  // namespace

List<Text> split(Frame& f, Text text, Text separator) {
  if (separator.empty()) return characters(f, text);
  ListMaker<Text> parts(f.arena);
  for (size_t at = 0;;) {
    size_t next = text.find(separator, at);
    if (next == Text::npos) {
      parts.add(text.substr(at));
      return parts.list();
    }
    parts.add(text.substr(at, next - at));
    at = next + separator.size();
  }
}

Text join(Frame& f, const List<Text>& parts, Text separator) {
  size_t size = 0;
  for (Text part : parts) size += part.size() + separator.size();
  if (size == 0) return {};
  char* start = f.arena.allocate(size);
  char* to = start;
  for (size_t i = 0; i < parts.size(); ++i) {
    for (Text part : {i == 0 ? Text{} : separator, parts[i]}) {
      if (!part.empty()) std::memcpy(to, part.data(), part.size());
      to += part.size();
    }
  }
  f.arena.shrink(to);
  return {start, static_cast<size_t>(to - start)};
}

Text replace(Frame& f, Text text, Text from, Text to) {
  if (from.empty()) return replace_nothing(f, text, to);
  size_t found = text.find(from);
  if (found == Text::npos) return text;
  size_t count = 0;
  for (size_t at = found; at != Text::npos; at = text.find(from, at + from.size())) ++count;
  size_t size = text.size() + count * to.size() - count * from.size();
  if (size == 0) return {};
  char* start = f.arena.allocate(size);
  char* end = start;
  for (size_t at = 0; count > 0; --count, found = text.find(from, at)) {
    std::memcpy(end, text.data() + at, found - at);
    end += found - at;
    if (!to.empty()) std::memcpy(end, to.data(), to.size());
    end += to.size();
    at = found + from.size();
    if (count == 1) std::memcpy(end, text.data() + at, text.size() - at);
  }
  return {start, size};
}

Text slice(Text text, int64_t from, int64_t to) {
  auto size = static_cast<int64_t>(text.size());
  if (from >= 0 && to >= 0) {  // no need to count what lies behind
    size_t start = offset_of(text, static_cast<size_t>(from));
    if (to <= from) return text.substr(start, 0);
    return text.substr(start, offset_of(text.substr(start), static_cast<size_t>(to - from)));
  }
  int64_t length = is_ascii(text) ? size : static_cast<int64_t>(code_points(text));
  from = position(from, length);
  to = position(to, length);
  return to <= from ? Text{} : slice(text, from, to);
}

Text pad_start(At at, Text text, int64_t length, Text with) {
  Text more = missing(at, text, length, with);
  return more.empty() ? text : concat(at.frame, more, text);
}

Text pad_end(At at, Text text, int64_t length, Text with) {
  Text more = missing(at, text, length, with);
  return more.empty() ? text : concat(at.frame, text, more);
}

std::optional<int64_t> index_of(Text text, Text part) {
  size_t at = text.find(part);
  if (at == Text::npos) return std::nullopt;
  return static_cast<int64_t>(code_points(text.substr(0, at)));
}

// Goes on from left to right; a mismatch goes back to the latest `%`, which then takes one
// character more.
bool like(Text text, Text pattern) {
  size_t at = 0, want = 0, retry_at = 0, retry_want = Text::npos;
  while (at < text.size()) {
    if (want < pattern.size() && pattern[want] == '%') {
      retry_want = ++want;
      retry_at = at;
    } else if (want < pattern.size() && pattern[want] == '_') {
      at += first_size(text.substr(at));
      ++want;
    } else if (want < pattern.size() && pattern[want] == text[at]) {
      ++at;
      ++want;
    } else if (retry_want != Text::npos) {
      retry_at += first_size(text.substr(retry_at));
      at = retry_at;
      want = retry_want;
    } else {
      return false;
    }
  }
  while (want < pattern.size() && pattern[want] == '%') ++want;
  return want == pattern.size();
}

Text to_str(Frame& f, Bytes value) {
  size_t size = base64_size(value.data);
  char* start = f.arena.allocate(size);
  write_base64(start, value.data);
  return {start, size};
}

}  // namespace sage::fn
