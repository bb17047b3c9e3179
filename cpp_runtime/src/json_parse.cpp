// JSON text to a tape (RFC 8259). Numbers are checked and left as text, so that each reader takes from the same digits
// what its type can hold; text without escapes is not copied.
//
// Strict: valid UTF-8, no comments, no NaN, no lone surrogates, at most kDeepest levels.
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "sage/base/json.hpp"
#include "sage/base/utf8.hpp"

namespace sage::json {
namespace {

constexpr int kDeepest = 200;


class Parser {
 public:
  Parser(std::string_view text, Tape& tape, Arena& arena)
      : at_(text.data()), end_(at_ + text.size()), tape_(tape), arena_(arena) {}

  // nullptr, or what is wrong with text that is UTF-8.
  const char* parse() {
    const char* wrong = value(0);
    if (wrong != nullptr) return wrong;
    skip_blanks();
    return at_ != end_ ? kNotJson : has_half_pair_ ? kSurrogate : nullptr;
  }

  // Only strings can hold other text, so the check of it is left to those who ask.
  bool is_ascii() const { return high_ == 0; }

 private:
  static constexpr const char* kNotJson = "not valid JSON";
  static constexpr const char* kTooDeep = "JSON nested too deeply";
  static constexpr const char* kSurrogate = "half of a surrogate pair in JSON text";

  void skip_blanks() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\n' || *at_ == '\r')) ++at_;
  }
  bool take(char c) {
    skip_blanks();
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view word) {
    if (!std::string_view(at_, static_cast<size_t>(end_ - at_)).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  const char* value(int depth) {
    skip_blanks();
    if (at_ == end_) return kNotJson;
    switch (*at_) {
      case '"': return string();
      case '{': return object(depth + 1);
      case '[': return list(depth + 1);
      case 't': tape_.boolean(true); return word("true") ? nullptr : kNotJson;
      case 'f': tape_.boolean(false); return word("false") ? nullptr : kNotJson;
      case 'n': tape_.null(); return word("null") ? nullptr : kNotJson;
      default: return number();
    }
  }

  const char* object(int depth) {
    if (depth > kDeepest) return kTooDeep;
    size_t opened = tape_.open(Kind::kObject);
    size_t size = 0;
    ++at_;
    if (!take('}')) {
      do {
        skip_blanks();
        if (at_ == end_ || *at_ != '"') return kNotJson;
        if (const char* wrong = string()) return wrong;
        if (!take(':')) return kNotJson;
        if (const char* wrong = value(depth)) return wrong;
        ++size;
      } while (take(','));
      if (!take('}')) return kNotJson;
    }
    tape_.close(opened, size);
    return nullptr;
  }

  const char* list(int depth) {
    if (depth > kDeepest) return kTooDeep;
    size_t opened = tape_.open(Kind::kList);
    size_t size = 0;
    ++at_;
    if (!take(']')) {
      do {
        if (const char* wrong = value(depth)) return wrong;
        ++size;
      } while (take(','));
      if (!take(']')) return kNotJson;
    }
    tape_.close(opened, size);
    return nullptr;
  }

  const char* digits(const char* at) const {
    while (at < end_ && static_cast<unsigned char>(*at - '0') < 10) ++at;
    return at;
  }

  // -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
  const char* number() {
    const char* at = at_;
    if (*at == '-') ++at;
    const char* after = digits(at);
    if (after == at || (*at == '0' && after - at > 1)) return kNotJson;
    at = after;
    if (at < end_ && *at == '.') {
      after = digits(at + 1);
      if (after == at + 1) return kNotJson;
      at = after;
    }
    if (at < end_ && (*at == 'e' || *at == 'E')) {
      ++at;
      if (at < end_ && (*at == '+' || *at == '-')) ++at;
      after = digits(at);
      if (after == at) return kNotJson;
      at = after;
    }
    tape_.number({at_, static_cast<size_t>(at - at_)});
    at_ = at;
    return nullptr;
  }

  // The first quote, backslash or control character from `at` on, or the end.
  const char* plain_end(const char* at) {
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
    for (; end_ - at >= 16; at += 16) {
      __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
      __m128i stops = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, slash)),
                                   _mm_cmpeq_epi8(_mm_max_epu8(bytes, control), control));
      high_ |= _mm_movemask_epi8(bytes);
      int mask = _mm_movemask_epi8(stops);
      if (mask != 0) return at + __builtin_ctz(static_cast<unsigned>(mask));
    }
#endif
    for (; at < end_ && *at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20; ++at) high_ |= *at & 0x80;
    return at;
  }

  const char* string() {
    const char* start = ++at_;
    at_ = plain_end(at_);
    if (at_ == end_) return kNotJson;
    if (*at_ == '"') {
      tape_.text({start, static_cast<size_t>(at_++ - start)});
      return nullptr;
    }
    return escaped_string(start);
  }

  // A string from `start`, plain up to at_. No escape is longer than what it stands for.
  const char* escaped_string(const char* start) {
    const char* quote = at_;
    while (quote < end_ && *quote != '"') quote += *quote == '\\' ? 2 : 1;
    if (quote >= end_) return kNotJson;
    char* text = arena_.allocate(static_cast<size_t>(quote - start));
    char* to = text;
    const char* from = start;
    while (true) {
      size_t size = static_cast<size_t>(at_ - from);
      std::memcpy(to, from, size);
      to += size;
      if (*at_ == '"') break;
      if (*at_ != '\\') return kNotJson;
      if (const char* wrong = escape(to)) return wrong;
      from = at_;
      at_ = plain_end(at_);
    }
    ++at_;
    tape_.text({text, static_cast<size_t>(to - text)});
    return nullptr;
  }

  const char* escape(char*& to) {
    // There is a character behind the backslash: the string has an end.
    char kind = at_[1];
    at_ += 2;
    switch (kind) {
      case '"': case '\\': case '/': *to++ = kind; return nullptr;
      case 'b': *to++ = '\b'; return nullptr;
      case 'f': *to++ = '\f'; return nullptr;
      case 'n': *to++ = '\n'; return nullptr;
      case 'r': *to++ = '\r'; return nullptr;
      case 't': *to++ = '\t'; return nullptr;
      case 'u': break;
      default: return kNotJson;
    }
    char32_t point;
    if (!hex(point)) return kNotJson;
    if (point >= 0xD800 && point < 0xDC00 && word("\\u")) {
      char32_t low;
      if (!hex(low)) return kNotJson;
      bool is_low = low >= 0xDC00 && low < 0xE000;
      point = is_low ? 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00) : point;
    }
    if (point >= 0xD800 && point < 0xE000) {
      // Noted and passed over: text that is no JSON at all is told first.
      has_half_pair_ = true;
      return nullptr;
    }
    to = encode(point, to);
    return nullptr;
  }

  bool hex(char32_t& point) {
    if (end_ - at_ < 4) return false;
    point = 0;
    for (const char* end = at_ + 4; at_ < end; ++at_) {
      char c = static_cast<char>(*at_ | 0x20);
      if (c >= 'a' && c <= 'f') {
        point = point << 4 | static_cast<char32_t>(c - 'a' + 10);
      } else if (*at_ >= '0' && *at_ <= '9') {
        point = point << 4 | static_cast<char32_t>(*at_ - '0');
      } else {
        return false;
      }
    }
    return true;
  }

  const char* at_;
  const char* end_;
  Tape& tape_;
  Arena& arena_;
  bool has_half_pair_ = false;
  int high_ = 0;  // of bytes at 0x80 and above
};

}  // namespace

bool parse(std::string_view text, Tape& tape, Arena& arena, std::string& reason) {
  tape.clear();
  Parser parser(text, tape, arena);
  const char* wrong = parser.parse();
  if ((wrong != nullptr || !parser.is_ascii()) && !valid_utf8(text)) wrong = "not valid UTF-8";
  if (wrong == nullptr) return true;
  reason = wrong;
  return false;
}

}  // namespace sage::json
