// JSON strings, and the parts of decoding that do not depend on a record's type.
#include "sage/base/json.hpp"

#include <cstring>

#include "sage/base/copy_plain.hpp"
#include "sage/base/utf8.hpp"

namespace sage::json {
namespace {

char* write_escape(char* to, char c) {
  constexpr char kHex[] = "0123456789abcdef";
  *to++ = '\\';
  switch (c) {
    case '"':
    case '\\': *to++ = c; return to;
    case '\b': *to++ = 'b'; return to;
    case '\f': *to++ = 'f'; return to;
    case '\n': *to++ = 'n'; return to;
    case '\r': *to++ = 'r'; return to;
    case '\t': *to++ = 't'; return to;
  }
  std::memcpy(to, "u00", 3);
  to[3] = kHex[static_cast<unsigned char>(c) >> 4];
  to[4] = kHex[c & 15];
  return to + 5;
}

char* put_escaped(char* to, std::string_view text) {
  *to++ = '"';
  for (char c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '"' || c == '\\') {
      to = write_escape(to, c);
    } else {
      *to++ = c;
    }
  }
  *to++ = '"';
  return to;
}

}  // namespace

namespace detail {

char* put_string(char* to, std::string_view text) {
  auto special = [](auto c) { return (c == '"') | (c == '\\') | (c < ' '); };
  *to = '"';
  if (!copy_plain(to + 1, text.data(), text.size(), special)) [[unlikely]]
    return put_escaped(to, text);
  to[text.size() + 1] = '"';
  return to + text.size() + 2;
}

}  // namespace detail

std::string Decoder::reason() const {
  std::string_view path = path_;
  if (path.starts_with('.')) path.remove_prefix(1);
  return path.empty() ? problem_ : std::string(path) + ": " + problem_;
}

bool Decoder::mismatch(size_t at, std::string_view wanted) {
  const Token& token = tape_[at];
  switch (token.kind) {
    case Kind::kNull: problem_ = "null"; break;
    case Kind::kFalse: problem_ = "false"; break;
    case Kind::kTrue: problem_ = "true"; break;
    case Kind::kNumber: problem_ = token.text(); break;
    case Kind::kInteger: problem_ = sage::text_of(token.integer); break;
    case Kind::kUnsigned: problem_ = sage::text_of(token.natural); break;
    case Kind::kFloat: problem_ = sage::text_of(token.real); break;
    case Kind::kText: problem_ = shown(token.text()); break;
    case Kind::kBytes: problem_ = "bytes"; break;
    case Kind::kList: problem_ = "a list"; break;
    case Kind::kObject: problem_ = "a record"; break;
  }
  problem_ += " is not ";
  problem_ += wanted;
  return false;
}

bool Decoder::only_pair(size_t at, size_t& key) const {
  size_t next = at + 1;
  for (size_t pair = 0; pair < tape_[at].size; ++pair, next = tape_.after(next + 1)) {
    if (pair > 0 && tape_[next].text() != tape_[key].text()) return false;
    key = next;
  }
  return tape_[at].size > 0;
}

bool Decoder::missing(std::string_view field) {
  problem_ = "missing";
  return inside(field);
}

bool Decoder::inside(std::string_view field) {
  path_.insert(0, 1, '.').insert(1, field);
  return false;
}

bool Decoder::inside(size_t item) {
  path_.insert(0, "[]").insert(1, std::to_string(item));
  return false;
}

bool Decoder::inside_key(std::string_view name) {
  path_.insert(0, "[]").insert(1, shown(name));
  return false;
}

bool Decoder::bad_key(std::string_view name, std::string_view wanted) {
  problem_ = "the key " + shown(name) + " is not " + std::string(wanted);
  return false;
}

bool Decoder::wrong_count(size_t count, size_t wanted) {
  problem_ = "a list of " + std::to_string(count) + (count == 1 ? " item" : " items") +
             " is not one of " + std::to_string(wanted);
  return false;
}

namespace {

template <class T>
bool read_float(const Token& token, T& value) {
  switch (token.kind) {
    case Kind::kNumber: return read_text(token.text(), value);
    case Kind::kInteger: value = static_cast<T>(token.integer); return true;
    case Kind::kUnsigned: value = static_cast<T>(token.natural); return true;
    case Kind::kFloat: value = static_cast<T>(token.real); return true;
    case Kind::kText: break;
    default: return false;
  }
  std::string_view text = token.text();
  return (text == "NaN" || text == "Infinity" || text == "-Infinity") && read_text(text, value);
}

}  // namespace

bool Decoder::read_scalar(const Token& token, double& value) { return read_float(token, value); }
bool Decoder::read_scalar(const Token& token, float& value) { return read_float(token, value); }

bool Decoder::read_scalar(const Token& token, Duration& value) {
  return token.kind == Kind::kText && read_text(token.text(), value);
}

bool Decoder::read_scalar(const Token& token, Timestamp& value) const {
  if (token.kind == Kind::kText) return read_text(token.text(), value);
  int64_t count;
  return unit_ != TimeUnit::kNone && read_scalar(token, count) && timestamp_of(count, unit_, value);
}

bool Decoder::read_scalar(const Token& token, Bytes& value) const {
  value.data = token.text();
  if (token.kind == Kind::kBytes) return true;
  if (token.kind != Kind::kText) return false;
  char* start = arena_.allocate(token.size / 4 * 3 + 1);
  char* end = start;
  if (!read_base64(token.text(), end)) return false;
  value.data = {start, static_cast<size_t>(end - start)};
  return true;
}

}  // namespace sage::json
