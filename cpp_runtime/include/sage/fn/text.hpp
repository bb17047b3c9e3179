// Functions of text. All count code points; what they make lies in the frame's arena, or is a part
// of the argument.
//
// Case and white space are those of the Python that built the library (cmake/unicode_tables.py).
// REQUIRES: valid UTF-8.
#pragma once

#include "sage/base/enum.hpp"
#include "sage/base/time.hpp"
#include "sage/base/utf8.hpp"
#include "sage/fn/reasons.hpp"

namespace sage::fn {

using Text = std::string_view;

inline int64_t len(Text text) { return static_cast<int64_t>(code_points(text)); }
inline int64_t len(Bytes bytes) { return static_cast<int64_t>(bytes.data.size()); }
inline int64_t byte_len(Text text) { return static_cast<int64_t>(text.size()); }

Text upper(Frame& f, Text text);
Text lower(Frame& f, Text text);

// Without the white space at both ends.
Text trim(Text text);

// The parts between the separators; of an empty separator, the single characters.
List<Text> split(Frame& f, Text text, Text separator);
// The words between white space.
List<Text> split(Frame& f, Text text);
Text join(Frame& f, const List<Text>& parts, Text separator);

// Every `from`, not overlapping, replaced by `to`; an empty `from` stands before and behind every
// character.
Text replace(Frame& f, Text text, Text from, Text to);

inline bool contains(Text text, Text part) { return text.find(part) != Text::npos; }
inline bool starts_with(Text text, Text part) { return text.starts_with(part); }
inline bool ends_with(Text text, Text part) { return text.ends_with(part); }

// The characters from `from` up to `to`; negative positions count from the end, what lies outside
// is cut off.
Text slice(Text text, int64_t from, int64_t to = INT64_MAX);

// The text filled up to `length` characters with `with`, which is repeated and cut.
Text pad_start(At at, Text text, int64_t length, Text with = " ");
Text pad_end(At at, Text text, int64_t length, Text with = " ");

// Where `part` begins first.
std::optional<int64_t> index_of(Text text, Text part);

// `%` stands for any characters, `_` for one.
bool like(Text text, Text pattern);

// ---------------------------------------------------------------- making text

template <class... Parts>
Text concat(Frame& f, const Parts&... parts) {
  const Text list[] = {parts...};
  size_t size = 0;
  for (Text part : list) size += part.size();
  if (size == 0) return {};
  char* start = f.arena.allocate(size);
  char* to = start;
  for (Text part : list) {
    if (part.empty()) continue;
    std::memcpy(to, part.data(), part.size());
    to += part.size();
  }
  return {start, size};
}

inline Text to_str(Frame&, Text value) { return value; }
inline Text to_str(Frame&, bool value) { return value ? "true" : "false"; }
Text to_str(Frame& f, Bytes value);  // base64

// The name of a variant.
template <IsEnum T>
Text to_str(Frame&, T value) {
  return name_of(value);
}

// Numbers, timestamps and durations in their text form.
template <class T>
Text to_str(Frame& f, T value) {
  char* start = f.arena.allocate(kTextChars);
  char* end = write_text(start, value);
  f.arena.shrink(end);
  return {start, static_cast<size_t>(end - start)};
}

// Format specs of Python: fill, align, sign, 0, width, comma, precision and type. Checked before:
// an invalid one is ignored.
Text format(Frame& f, int64_t value, Text spec);
Text format(Frame& f, uint64_t value, Text spec);
Text format(Frame& f, double value, Text spec);
Text format(Frame& f, float value, Text spec);
Text format(Frame& f, Text value, Text spec);

template <Integer T>
Text format(Frame& f, T value, Text spec) {
  using Wide = std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>;
  return format(f, Wide{value}, spec);
}

// ---------------------------------------------------------------- reading text

template <class T>
std::optional<T> parse(Text text) {
  T value;
  return read_text(text, value) ? std::optional<T>(value) : std::nullopt;
}

inline std::optional<int64_t> parse_int(Text text) { return parse<int64_t>(text); }
inline std::optional<double> parse_float(Text text) { return parse<double>(text); }

}  // namespace sage::fn
