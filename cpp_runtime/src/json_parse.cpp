// JSON text to a tape (RFC 8259). Numbers are checked and left as text, so that each reader takes from the same digits
// what its type can hold; text without escapes is not copied. Without a tape the text is only checked.
//
// Strict: valid UTF-8, no comments, no NaN, no lone surrogates, at most kDeepest levels.
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "sage/base/json.hpp"
#include "sage/base/json_text.hpp"
#include "sage/base/utf8.hpp"

namespace sage::json {
namespace {

constexpr int kDeepest = 200;

// Takes the place of a tape where nobody wants the value.
struct NoTape {
  void null() {}
  void boolean(bool) {}
  void number(std::string_view) {}
  void text(std::string_view) {}
  size_t open(Kind) { return 0; }
  void close(size_t, size_t) {}
};

struct LastText : NoTape {
  std::string_view last;
  void text(std::string_view text) { last = text; }
};

// Each step takes the place where it begins and answers the place behind it, or nullptr after it has noted in `wrong_`
// what is wrong. So the place stays in a register.
template <class To>
class Parser {
 public:
  Parser(std::string_view text, To& tape, Arena& arena)
      : start_(text.data()), end_(text.data() + text.size()), tape_(tape), arena_(arena) {}

  // nullptr, or what is wrong with text that is UTF-8.
  const char* parse() {
    const char* at = value(start_, 0);
    if (at == nullptr) return wrong_;
    return blanks(at) != end_ ? kNotJson : has_half_pair_ ? kSurrogate : nullptr;
  }

  // The place behind the value that the text begins with, or nullptr if it is none.
  const char* prefix(int depth) {
    const char* at = value(start_, depth);
    bool is_good = at != nullptr && !has_half_pair_ && (is_ascii() || valid_utf8(before(at)));
    return is_good ? at : nullptr;
  }

  // The place behind the string whose content is the text up to its quote, and which is plain up to `at`.
  const char* string_from(const char* at) {
    at = escaped_string(start_, at);
    return at == nullptr || has_half_pair_ || !valid_utf8(before(at)) ? nullptr : at;
  }

  // Only strings can hold other text, so the check of it is left to those who ask.
  bool is_ascii() const { return high_ == 0; }

 private:
  static constexpr const char* kNotJson = "not valid JSON";
  static constexpr const char* kTooDeep = "JSON nested too deeply";
  static constexpr const char* kSurrogate = "half of a surrogate pair in JSON text";

  std::string_view before(const char* at) const {
    return {start_, static_cast<size_t>(at - start_)};
  }

  const char* blanks(const char* at) const {
    while (at < end_ && static_cast<unsigned char>(*at) <= ' ' &&
           (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
      ++at;
    return at;
  }
  bool is_at(const char* at, char c) const { return at < end_ && *at == c; }

  const char* value(const char* at, int depth) {
    at = blanks(at);
    if (at == end_) return nullptr;
    switch (*at) {
      case '"': return string(at);
      case '{': return object(at, depth + 1);
      case '[': return list(at, depth + 1);
      case 't': tape_.boolean(true); return word(at, "true");
      case 'f': tape_.boolean(false); return word(at, "false");
      case 'n': tape_.null(); return word(at, "null");
      default: return number(at);
    }
  }

  const char* word(const char* at, std::string_view word) const {
    return std::string_view(at, static_cast<size_t>(end_ - at)).starts_with(word) ? at + word.size()
                                                                                  : nullptr;
  }

  const char* object(const char* at, int depth) {
    if (depth > kDeepest) return too_deep();
    size_t opened = tape_.open(Kind::kObject);
    size_t size = 0;
    at = blanks(at + 1);
    if (!is_at(at, '}')) {
      while (true) {
        if (!is_at(at, '"') || (at = string(at)) == nullptr) return nullptr;
        at = blanks(at);
        if (!is_at(at, ':') || (at = value(at + 1, depth)) == nullptr) return nullptr;
        ++size;
        at = blanks(at);
        if (!is_at(at, ',')) break;
        at = blanks(at + 1);
      }
      if (!is_at(at, '}')) return nullptr;
    }
    tape_.close(opened, size);
    return at + 1;
  }

  const char* list(const char* at, int depth) {
    if (depth > kDeepest) return too_deep();
    size_t opened = tape_.open(Kind::kList);
    size_t size = 0;
    at = blanks(at + 1);
    if (!is_at(at, ']')) {
      while (true) {
        if ((at = value(at, depth)) == nullptr) return nullptr;
        ++size;
        at = blanks(at);
        if (!is_at(at, ',')) break;
        ++at;
      }
      if (!is_at(at, ']')) return nullptr;
    }
    tape_.close(opened, size);
    return at + 1;
  }

  const char* too_deep() {
    wrong_ = kTooDeep;
    return nullptr;
  }

  const char* digits(const char* at) const {
    while (at < end_ && static_cast<unsigned char>(*at - '0') < 10) ++at;
    return at;
  }

  // -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
  const char* number(const char* start) {
    const char* whole = *start == '-' ? start + 1 : start;
    const char* at = digits(whole);
    if (at == whole || (*whole == '0' && at - whole > 1)) return nullptr;
    if (is_at(at, '.')) {
      const char* fraction = at + 1;
      at = digits(fraction);
      if (at == fraction) return nullptr;
    }
    if (at < end_ && (*at | 0x20) == 'e') {
      const char* exponent = at + 1;
      if (is_at(exponent, '+') || is_at(exponent, '-')) ++exponent;
      at = digits(exponent);
      if (at == exponent) return nullptr;
    }
    tape_.number({start, static_cast<size_t>(at - start)});
    return at;
  }

  // The first quote, backslash or control character from `at` on, or the end.
  const char* plain_end(const char* at) {
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'),
                  control = _mm_set1_epi8(0x1F);
    for (; end_ - at >= 16; at += 16) {
      __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      __m128i stops =
          _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, slash)),
                       _mm_cmpeq_epi8(_mm_max_epu8(bytes, control), control));
      high_ |= _mm_movemask_epi8(bytes);
      int mask = _mm_movemask_epi8(stops);
      if (mask != 0) return at + __builtin_ctz(static_cast<unsigned>(mask));
    }
#endif
    for (; at < end_ && *at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20; ++at)
      high_ |= *at & 0x80;
    return at;
  }

  const char* string(const char* start) {
    const char* at = plain_end(++start);
    if (!is_at(at, '"')) return escaped_string(start, at);
    tape_.text({start, static_cast<size_t>(at - start)});
    return at + 1;
  }

  // A string from `start`, plain up to `at`. No escape is longer than what it stands for.
  [[gnu::noinline]] const char* escaped_string(const char* start, const char* at) {
    const char* quote = at;
    while (quote < end_ && *quote != '"') quote += *quote == '\\' ? 2 : 1;
    if (quote >= end_) return nullptr;
    char* text = arena_.allocate(static_cast<size_t>(quote - start));
    char* to = text;
    while (true) {
      size_t size = static_cast<size_t>(at - start);
      std::memcpy(to, start, size);
      to += size;
      if (*at == '"') break;
      if (*at != '\\' || (start = escape(at, to)) == nullptr) return nullptr;
      at = plain_end(start);
    }
    tape_.text({text, static_cast<size_t>(to - text)});
    return at + 1;
  }

  // There is a character behind the backslash: the string has an end.
  const char* escape(const char* at, char*& to) {
    char kind = at[1];
    at += 2;
    switch (kind) {
      case '"':
      case '\\':
      case '/': *to++ = kind; return at;
      case 'b': *to++ = '\b'; return at;
      case 'f': *to++ = '\f'; return at;
      case 'n': *to++ = '\n'; return at;
      case 'r': *to++ = '\r'; return at;
      case 't': *to++ = '\t'; return at;
      case 'u': break;
      default: return nullptr;
    }
    char32_t point, low;
    if ((at = hex(at, point)) == nullptr) return nullptr;
    if (point >= 0xD800 && point < 0xDC00 && word(at, "\\u") != nullptr) {
      if ((at = hex(at + 2, low)) == nullptr) return nullptr;
      bool is_low = low >= 0xDC00 && low < 0xE000;
      point = is_low ? 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00) : point;
    }
    if (point >= 0xD800 && point < 0xE000) {
      // Noted and passed over: text that is no JSON at all is told first.
      has_half_pair_ = true;
    } else {
      to = encode(point, to);
    }
    return at;
  }

  const char* hex(const char* at, char32_t& point) const {
    if (end_ - at < 4) return nullptr;
    point = 0;
    for (const char* end = at + 4; at < end; ++at) {
      char letter = static_cast<char>(*at | 0x20);
      if (letter >= 'a' && letter <= 'f') {
        point = point << 4 | static_cast<char32_t>(letter - 'a' + 10);
      } else if (*at >= '0' && *at <= '9') {
        point = point << 4 | static_cast<char32_t>(*at - '0');
      } else {
        return nullptr;
      }
    }
    return at;
  }

  const char* start_;
  const char* end_;
  To& tape_;
  Arena& arena_;
  const char* wrong_ = kNotJson;
  bool has_half_pair_ = false;
  int high_ = 0;  // of bytes at 0x80 and above
};

}  // namespace

bool parse(std::string_view text, Tape& tape, Arena& arena, std::string& reason) {
  tape.clear();
  tape.reserve(text.size() / 2 + 2);  // every token takes two characters, but for the last
  Parser<Tape> parser(text, tape, arena);
  const char* wrong = parser.parse();
  if ((wrong != nullptr || !parser.is_ascii()) && !valid_utf8(text)) wrong = "not valid UTF-8";
  if (wrong == nullptr) return true;
  reason = wrong;
  return false;
}

// Deeper values than these begin are left to a parser of whole texts, which knows how deep it is.
constexpr int kPrefixDepth = kDeepest / 2;

const char* skip_value(const char* at, const char* end, Arena& arena) {
  NoTape none;
  return Parser<NoTape>({at, static_cast<size_t>(end - at)}, none, arena).prefix(kPrefixDepth);
}

const char* parse_value(const char* at, const char* end, Tape& tape, Arena& arena) {
  tape.clear();
  return Parser<Tape>({at, static_cast<size_t>(end - at)}, tape, arena).prefix(kPrefixDepth);
}

const char* read_escaped(const char* start, const char* at, const char* end, Arena& arena,
                         std::string_view& text) {
  LastText found;
  at = Parser<LastText>({start, static_cast<size_t>(end - start)}, found, arena).string_from(at);
  text = found.last;
  return at;
}

}  // namespace sage::json
