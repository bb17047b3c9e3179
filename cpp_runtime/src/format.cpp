// Numbers and text by a format spec of Python: [[fill]align][sign][0][width][,][.precision][type].
#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "lay_out.hpp"
#include "sage/fn/text.hpp"

namespace sage::fn {

namespace {

struct Spec {
  Text fill = " ";
  char align = 0;  // 0 if not given
  char sign = 0;   // 0 if not given
  bool comma = false;
  int64_t width = 0;
  int64_t precision = -1;
  char type = 0;
};

bool is_align(Text text, size_t at) {
  return at < text.size() && Text("<>=^").find(text[at]) != Text::npos;
}

bool take_number(Text& text, int64_t& value) {
  size_t size = 0;
  while (size < text.size() && text[size] >= '0' && text[size] <= '9') ++size;
  if (size > 3 || !read_text(text.substr(0, size), value)) return false;
  text.remove_prefix(size);
  return true;
}

bool take(Text& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

constexpr Text kWholeTypes = "bdoxX", kFloatTypes = "eEfFgG%";

bool is_one_of(char c, Text all) { return c != 0 && all.find(c) != Text::npos; }

enum class Kind { kWhole, kFloat, kText };

// True if the parts of a spec go together.
bool fits(const Spec& spec, Kind kind) {
  bool as_float = is_one_of(spec.type, kFloatTypes);
  switch (kind) {
    case Kind::kText:
      return (spec.type == 0 || spec.type == 's') && spec.sign == 0 && !spec.comma &&
             spec.align != '=';
    case Kind::kFloat: return spec.type == 0 || as_float;
    case Kind::kWhole:
      if (as_float) return true;
      if (spec.precision >= 0 || spec.type == 's') return false;
      return !spec.comma || spec.type == 0 || spec.type == 'd';
  }
  return false;
}

bool read_spec(Text text, Spec& spec, Kind kind) {
  size_t first = offset_of(text, 1);
  bool has_fill = is_align(text, first);
  if (has_fill) spec.fill = text.substr(0, first);
  if (has_fill || is_align(text, 0)) {
    spec.align = text[has_fill ? first : 0];
    text.remove_prefix(has_fill ? first + 1 : 1);
  }
  if (!text.empty() && is_one_of(text[0], "+- ")) {
    spec.sign = text[0];
    text.remove_prefix(1);
  }
  if (take(text, '0') && !has_fill) {
    spec.fill = "0";
    if (spec.align == 0 && kind != Kind::kText) spec.align = '=';
  }
  if (!text.empty() && text[0] >= '0' && text[0] <= '9' && !take_number(text, spec.width))
    return false;
  spec.comma = take(text, ',');
  if (take(text, '.') && !take_number(text, spec.precision)) return false;
  if (!text.empty()) {
    spec.type = text[0];
    text.remove_prefix(1);
    if (spec.type != 's' && !is_one_of(spec.type, kWholeTypes) &&
        !is_one_of(spec.type, kFloatTypes)) {
      return false;
    }
  }
  return text.empty() && fits(spec, kind);
}

// The text with its padding; `sign` characters stand before padding of the kind `=`.
Text pad(Frame& f, const Spec& spec, char align, Text sign, Text body) {
  auto length = static_cast<int64_t>(sign.size() + code_points(body));
  int64_t missing = spec.width > length ? spec.width - length : 0;
  int64_t left = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
  std::string before, after;
  for (int64_t i = 0; i < missing; ++i) (i < left ? before : after) += spec.fill;
  return align == '=' ? concat(f, sign, Text(before), body)
                      : concat(f, Text(before), sign, body, Text(after));
}

// Commas between groups of three digits, after zeros have made them `least` characters long with
// their commas.
std::string grouped(Text digits, int64_t least) {
  std::string reversed;
  auto left = static_cast<int64_t>(digits.size());
  while (true) {
    int64_t size = std::min<int64_t>(3, std::max<int64_t>({left, least, 1}));
    for (int64_t i = 0; i < size; ++i)
      reversed += left > 0 ? digits[static_cast<size_t>(--left)] : '0';
    least -= size;
    if (left <= 0 && least <= 0) break;
    --least;
    reversed += ',';
  }
  return {reversed.rbegin(), reversed.rend()};
}

// `body` is the number without its sign.
Text number(Frame& f, const Spec& spec, bool negative, Text body) {
  Text sign = negative ? "-" : spec.sign == '+' ? "+" : spec.sign == ' ' ? " " : "";
  char align = spec.align == 0 ? '>' : spec.align;
  size_t digits = 0;
  while (digits < body.size() && body[digits] >= '0' && body[digits] <= '9') ++digits;
  if (!spec.comma || digits == 0) return pad(f, spec, align, sign, body);
  Text rest = body.substr(digits);
  bool fills = align == '=' && spec.fill == "0";
  int64_t least = fills ? spec.width - static_cast<int64_t>(sign.size() + rest.size()) : 0;
  return pad(f, spec, align, sign, grouped(body.substr(0, digits), least).append(rest));
}

// Significant digits, laid out with at least one behind the point.
std::string significant(double value, int precision) {
  char text[kTextChars + 1000];
  int digits = precision < 1 ? 1 : precision;
  const char* end =
      std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, digits - 1).ptr;
  std::string all(1, text[0]);
  const char* at = text + 1;
  if (*at == '.') ++at;
  while (*at != 'e') all += *at++;
  int exponent = 0;
  std::from_chars(at[1] == '+' ? at + 2 : at + 1, end, exponent);
  all.erase(all.find_last_not_of('0') == std::string::npos ? 1 : all.find_last_not_of('0') + 1);
  char laid_out[kTextChars + 1000];
  return {laid_out, sage::detail::lay_out(laid_out, all, exponent + 1, digits - 1)};
}

std::string magnitude(double value, const Spec& spec) {
  bool capital = spec.type >= 'A' && spec.type <= 'Z';
  if (value != value) return capital ? "NAN" : "nan";
  if (std::isinf(value)) return capital ? "INF" : "inf";
  auto precision = static_cast<int>(spec.precision);
  if (spec.type == 0) return precision < 0 ? text_of(value) : significant(value, precision);
  if (precision < 0) precision = 6;
  auto style = spec.type == 'e' || spec.type == 'E'   ? std::chars_format::scientific
               : spec.type == 'g' || spec.type == 'G' ? std::chars_format::general
                                                      : std::chars_format::fixed;
  char text[1400];  // 309 digits, a point, 999 decimals
  std::string result(text, std::to_chars(text, text + sizeof text, value, style, precision).ptr);
  if (spec.type == '%') return result;
  for (char& c : result) c = capital && c == 'e' ? 'E' : c;
  return result;
}

Text real(Frame& f, double value, const Spec& spec) {
  bool negative = std::signbit(value) && value == value;
  std::string body = magnitude(std::fabs(spec.type == '%' ? value * 100 : value), spec);
  if (spec.type == '%') body += '%';
  return number(f, spec, negative, body);
}

Text whole(Frame& f, bool negative, uint64_t value, Text text) {
  Spec spec;
  if (!read_spec(text, spec, Kind::kWhole)) spec = {};
  if (is_one_of(spec.type, kFloatTypes)) {
    auto wide = static_cast<double>(value);
    return real(f, negative ? -wide : wide, spec);
  }
  int base = spec.type == 'b'                       ? 2
             : spec.type == 'o'                     ? 8
             : spec.type == 'x' || spec.type == 'X' ? 16
                                                    : 10;
  char digits[64];
  char* end = std::to_chars(digits, digits + sizeof digits, value, base).ptr;
  if (spec.type == 'X') {
    for (char* at = digits; at != end; ++at) *at = static_cast<char>(*at >= 'a' ? *at - 32 : *at);
  }
  return number(f, spec, negative, {digits, static_cast<size_t>(end - digits)});
}

}  // namespace

Text format(Frame& f, int64_t value, Text spec) {
  return whole(f, value < 0,
               value < 0 ? -static_cast<uint64_t>(value) : static_cast<uint64_t>(value), spec);
}

Text format(Frame& f, uint64_t value, Text spec) { return whole(f, false, value, spec); }

Text format(Frame& f, double value, Text text) {
  Spec spec;
  if (text.empty() || !read_spec(text, spec, Kind::kFloat)) return to_str(f, value);
  return real(f, value, spec);
}

// Where a spec asks for the shortest digits, these are the shortest of an f32.
Text format(Frame& f, float value, Text text) {
  Spec spec;
  if (text.empty() || !read_spec(text, spec, Kind::kFloat)) return to_str(f, value);
  double wide = value;
  if (spec.type == 0 && spec.precision < 0) read_text(text_of(value), wide);
  return real(f, wide, spec);
}

Text format(Frame& f, Text value, Text text) {
  Spec spec;
  if (!read_spec(text, spec, Kind::kText)) return value;
  if (spec.precision >= 0)
    value = value.substr(0, offset_of(value, static_cast<size_t>(spec.precision)));
  return pad(f, spec, spec.align == 0 ? '<' : spec.align, "", value);
}

}  // namespace sage::fn
