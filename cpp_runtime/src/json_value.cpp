// Values of the type `json`: made off a tape, copied, compared, searched and written.
#include "sage/base/json_value.hpp"

#include <cmath>
#include <cstring>

#include "sage/base/base64.hpp"
#include "sage/base/hash.hpp"
#include "sage/base/json.hpp"
#include "sage/base/map.hpp"
#include "sage/base/number.hpp"

namespace sage::json {

constexpr Token kNull = constant(Kind::kNull);

namespace {

constexpr size_t kFewPairs = kFewEntries;  // names of so few pairs are compared one by one

void set_text(Token& token, std::string_view text) {
  token.kind = Kind::kText;
  token.data = text.data();
  token.size = static_cast<uint32_t>(text.size());
}

// What JSON has no number for is text.
void set_float(Token& token, double value) {
  if (value - value == 0) {
    token.kind = Kind::kFloat;
    token.real = value;
  } else {
    set_text(token, value != value ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
  }
}

void set_number(Token& token, std::string_view text) {
  if (read_text(text, token.integer)) {
    token.kind = Kind::kInteger;
  } else if (read_text(text, token.natural)) {
    token.kind = Kind::kUnsigned;
  } else {
    double value = 0;
    read_text(text, value);
    set_float(token, value);
  }
}

// A token without what may be inside it.
Token read(const Token& token, Arena& arena) {
  Token value = token;
  switch (token.kind) {
    case Kind::kNumber: set_number(value, token.text()); break;
    case Kind::kFloat: set_float(value, token.real); break;
    case Kind::kBytes: {
      char* text = arena.allocate(base64_size(token.text()));
      set_text(value, {text, static_cast<size_t>(write_base64(text, token.text()) - text)});
      break;
    }
    default: break;
  }
  return value;
}

bool has_repeats(const Tape& tape, size_t at) {
  size_t name = at + 1;
  size_t names[kFewPairs];
  for (size_t pair = 0; pair < tape[at].size; ++pair, name = tape.after(name + 1)) {
    for (size_t before = 0; before < pair; ++before) {
      if (tape[names[before]].text() == tape[name].text()) return true;
    }
    names[pair] = name;
  }
  return false;
}

// The values of an object's names on the tape.
Map<std::string_view, Pair> places(const Tape& tape, size_t at, Arena& arena) {
  MapMaker<std::string_view, Pair> maker(arena, tape[at].size);
  size_t name = at + 1;
  for (size_t pair = 0; pair < tape[at].size; ++pair, name = tape.after(name + 1))
    maker.add(tape[name].text(), {name, name + 1});
  return maker.map();
}

bool is_plain(const Tape& tape, size_t at, Arena& arena) {
  if (tape[at].size <= kFewPairs) return !has_repeats(tape, at);
  return places(tape, at, arena).count == tape[at].size;
}

// Copies a value in which names occur twice.
Token* copy_once(const Tape& tape, size_t at, Arena& arena, Token* to) {
  Token* first = to;
  *to++ = read(tape[at], arena);
  if (tape[at].kind == Kind::kList) {
    size_t item = at + 1;
    for (size_t i = 0; i < tape[at].size; ++i, item = tape.after(item))
      to = copy_once(tape, item, arena, to);
  } else if (tape[at].kind == Kind::kObject) {
    List<Pair> pairs = pairs_of(tape, at, arena);
    for (const Pair& pair : pairs) {
      *to++ = tape[pair.name];
      to = copy_once(tape, pair.value, arena, to);
    }
    first->size = static_cast<uint32_t>(pairs.size());
  }
  if (first->kind >= Kind::kList) first->end = static_cast<uint64_t>(to - first);
  return to;
}

}  // namespace

List<Pair> pairs_of(const Tape& tape, size_t at, Arena& arena) {
  if (tape[at].size > kFewPairs || has_repeats(tape, at)) {
    auto found = places(tape, at, arena);
    return {found.values, found.count};
  }
  Pair* pairs = arena.array<Pair>(tape[at].size);
  size_t name = at + 1;
  for (size_t pair = 0; pair < tape[at].size; ++pair, name = tape.after(name + 1))
    pairs[pair] = {name, name + 1};
  return {pairs, tape[at].size};
}

Json value_at(const Tape& tape, size_t at, Arena& arena) {
  size_t end = tape.after(at);
  Token* tokens = arena.array<Token>(end - at);
  for (size_t i = at; i < end; ++i) {
    Token& token = tokens[i - at];
    token = read(tape[i], arena);
    if (token.kind >= Kind::kList) token.end -= i;
    if (token.kind == Kind::kObject && !is_plain(tape, i, arena)) [[unlikely]] {
      copy_once(tape, at, arena, tokens);
      break;
    }
  }
  return {tokens};
}

Json own(Json value, Arena& arena) {
  auto count = static_cast<size_t>(after(value.token) - value.token);
  Token* tokens = arena.array<Token>(count);
  for (size_t i = 0; i < count; ++i) {
    tokens[i] = value.token[i];
    if (tokens[i].kind == Kind::kText) set_text(tokens[i], arena.copy(tokens[i].text()));
  }
  return {tokens};
}

// ---------------------------------------------------------------- equality and hash

namespace {

// A float that is an integer of the language becomes it.
Token whole(Token token) {
  if (token.kind != Kind::kFloat || std::floor(token.real) != token.real) return token;
  double value = token.real;
  if (value >= -0x1p63 && value < 0x1p63) {
    token.kind = Kind::kInteger;
    token.integer = static_cast<int64_t>(value);
  } else if (value >= 0x1p63 && value < 0x1p64) {
    token.kind = Kind::kUnsigned;
    token.natural = static_cast<uint64_t>(value);
  }
  return token;
}

}  // namespace

bool equal(Json left, Json right) {
  const Token a = whole(*left.token), b = whole(*right.token);
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case Kind::kInteger: return a.integer == b.integer;
    case Kind::kUnsigned: return a.natural == b.natural;
    case Kind::kFloat: return a.real == b.real;
    case Kind::kText: return a.text() == b.text();
    default: break;
  }
  if (a.kind < Kind::kList) return true;
  if (a.size != b.size) return false;
  const Token* one = left.token + 1;
  const Token* other = right.token + 1;
  for (uint32_t i = 0; i < a.size; ++i) {
    if (a.kind == Kind::kObject) {
      other = inside(right, one->text());
      if (other == nullptr) return false;
      ++one;
    }
    if (!equal(Json{one}, Json{other})) return false;
    one = after(one);
    other = after(other);
  }
  return true;
}

uint64_t hash(uint64_t hash, Json value) {
  const Token token = whole(*value.token);
  const Token* inner = value.token + 1;
  uint64_t sum = 0;
  switch (token.kind) {
    case Kind::kFalse: return hash_word(hash, 0);
    case Kind::kTrue: return hash_word(hash, 1);
    case Kind::kInteger: return hash_word(hash, static_cast<uint64_t>(token.integer));
    case Kind::kUnsigned: return hash_word(hash, token.natural);
    case Kind::kFloat: return hash_more(hash, token.real);
    case Kind::kText: return hash_more(hash, token.text());
    case Kind::kList:
      for (uint32_t i = 0; i < token.size; ++i, inner = after(inner))
        hash = json::hash(hash, Json{inner});
      return hash_word(hash, token.size);
    case Kind::kObject:
      for (uint32_t i = 0; i < token.size; ++i, inner = after(inner + 1))
        sum += json::hash(hash_value(inner->text()), Json{inner + 1});
      return hash_word(hash_word(hash, sum), token.size);
    default: return hash_word(hash, kHashNull);
  }
}

// ---------------------------------------------------------------- looking inside

const Token* inside(Json value, std::string_view name) {
  if (value.token->kind != Kind::kObject) return nullptr;
  const Token* token = value.token + 1;
  for (uint32_t i = 0; i < value.token->size; ++i, token = after(token + 1)) {
    if (token->text() == name) return token + 1;
  }
  return nullptr;
}

const Token* inside(Json value, int64_t index) {
  if (value.token->kind != Kind::kList) return nullptr;
  int64_t size = value.token->size;
  if (index < 0) index += size;
  if (index < 0 || index >= size) return nullptr;
  const Token* token = value.token + 1;
  for (; index > 0; --index) token = after(token);
  return token;
}

namespace {

constexpr std::string_view kSigns = ".[]\"";
constexpr size_t kMostDigits = 18;

// Takes what is between `[` and `]` off the path, quotes included. False if there is no such thing.
bool take_brackets(std::string_view& path, std::string_view& content) {
  size_t end = path.starts_with("[\"") ? path.find("\"]", 2) + 1 : path.find(']');
  if (end == std::string_view::npos || end == 0) return false;
  content = path.substr(1, end - 1);
  path.remove_prefix(end + 1);
  return !content.empty();
}

}  // namespace

const Token* at_path(Json value, std::string_view path) {
  const Token* found = path.empty() ? nullptr : value.token;
  bool is_first = true;
  while (!path.empty()) {
    if (path[0] == '[') {
      std::string_view content;
      int64_t index = 0;
      if (!take_brackets(path, content)) return nullptr;
      if (content[0] == '"') {
        content = content.substr(1, content.size() - 2);
        if (content.find('"') != std::string_view::npos) return nullptr;
        if (found != nullptr) found = inside(Json{found}, content);
      } else {
        size_t digits = content.size() - (content[0] == '-');
        if (content[0] == '+' || digits > kMostDigits || !read_text(content, index)) return nullptr;
        if (found != nullptr) found = inside(Json{found}, index);
      }
    } else {
      if ((path[0] == '.') == is_first) return nullptr;
      if (!is_first) path.remove_prefix(1);
      std::string_view name = path.substr(0, path.find_first_of(kSigns));
      if (name.empty()) return nullptr;
      path.remove_prefix(name.size());
      if (found != nullptr) found = inside(Json{found}, name);
    }
    is_first = false;
  }
  return found;
}

// ---------------------------------------------------------------- text

namespace {

const Token* write_value(Buffer& to, const Token* token) {
  const Token& value = *token++;
  switch (value.kind) {
    case Kind::kFalse: to.append("false"); break;
    case Kind::kTrue: to.append("true"); break;
    case Kind::kInteger: write(to, value.integer); break;
    case Kind::kUnsigned: write(to, value.natural); break;
    case Kind::kFloat: write(to, value.real); break;
    case Kind::kText: write_string(to, value.text()); break;
    case Kind::kList:
      to.put('[');
      for (uint32_t i = 0; i < value.size; ++i) {
        if (i > 0) to.put(',');
        token = write_value(to, token);
      }
      to.put(']');
      break;
    case Kind::kObject:
      to.put('{');
      for (uint32_t i = 0; i < value.size; ++i) {
        if (i > 0) to.put(',');
        write_string(to, token->text());
        to.put(':');
        token = write_value(to, token + 1);
      }
      to.put('}');
      break;
    default: to.append("null");
  }
  return token;
}

}  // namespace

void write(Buffer& to, Json value) { write_value(to, value.token); }

}  // namespace sage::json
