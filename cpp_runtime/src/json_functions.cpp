#include "sage/fn/json.hpp"

namespace sage::fn {

using json::Kind;
using json::Token;

std::optional<Json> parse_json(Frame& f, std::string_view text) {
  static thread_local json::Tape tape;  // grows to the longest text, once
  std::string reason;
  if (!json::parse(text, tape, f.arena, reason)) return {};
  return json::value_at(tape, 0, f.arena);
}

namespace {

std::optional<Json> unless_null(const Token* found) {
  if (found == nullptr || found->kind == Kind::kNull) return {};
  return Json{found};
}

const char* kind_of(Json value) {
  switch (value.token->kind) {
    case Kind::kFalse:
    case Kind::kTrue: return "a bool";
    case Kind::kInteger:
    case Kind::kUnsigned:
    case Kind::kFloat: return "a number";
    case Kind::kText: return "text";
    case Kind::kList: return "a list";
    case Kind::kObject: return "a record";
    default: return "null";
  }
}

[[gnu::cold]] std::string why(Json value) {
  return std::string(": this json is ") + kind_of(value);
}

}  // namespace

std::optional<Json> get(Json value, std::string_view path) {
  return unless_null(json::at_path(value, path));
}

std::optional<Json> get(Json value, int64_t index) {
  return unless_null(json::inside(value, index));
}

Json item(At at, Json value, std::string_view name) {
  if (const Token* found = json::inside(value, name)) return {found};
  bool is_record = value.token->kind == Kind::kObject;
  absent_key(at, shown(name), is_record ? "" : why(value));
  return {};
}

Json item(At at, Json value, int64_t index) {
  if (const Token* found = json::inside(value, index)) return {found};
  if (value.token->kind == Kind::kList) {
    absent(at, index, value.token->size);
  } else {
    at.fail(Code::kAbsent, "index " + text_of(index) + " is absent" + why(value));
  }
  return {};
}

std::optional<std::string_view> as_str(Json value) {
  if (value.token->kind != Kind::kText) return {};
  return value.token->text();
}

std::optional<bool> as_bool(Json value) {
  if (value.token->kind != Kind::kFalse && value.token->kind != Kind::kTrue) return {};
  return value.token->kind == Kind::kTrue;
}

std::optional<int64_t> as_i64(Json value) {
  if (value.token->kind != Kind::kInteger) return {};
  return value.token->integer;
}

std::optional<uint64_t> as_u64(Json value) {
  const Token& token = *value.token;
  if (token.kind == Kind::kUnsigned) return token.natural;
  if (token.kind != Kind::kInteger || token.integer < 0) return {};
  return static_cast<uint64_t>(token.integer);
}

std::optional<double> as_f64(Json value) {
  const Token& token = *value.token;
  switch (token.kind) {
    case Kind::kInteger: return static_cast<double>(token.integer);
    case Kind::kUnsigned: return static_cast<double>(token.natural);
    case Kind::kFloat: return token.real;
    case Kind::kText: break;
    default: return {};
  }
  double real = 0;
  std::string_view text = token.text();
  bool is_number = text == "NaN" || text == "Infinity" || text == "-Infinity";
  return is_number && read_text(text, real) ? std::optional(real) : std::nullopt;
}

std::optional<List<Json>> as_list(Frame& f, Json value) {
  if (value.token->kind != Kind::kList) return {};
  size_t count = value.token->size;
  Json* items = f.arena.array<Json>(count);
  const Token* token = value.token + 1;
  for (size_t i = 0; i < count; ++i, token = json::after(token)) new (items + i) Json{token};
  return List<Json>{items, count};
}

std::optional<Map<std::string_view, Json>> as_map(Frame& f, Json value) {
  if (value.token->kind != Kind::kObject) return {};
  MapMaker<std::string_view, Json> maker(f.arena, value.token->size);
  const Token* token = value.token + 1;
  for (uint32_t i = 0; i < value.token->size; ++i, token = json::after(token + 1))
    maker.add(token->text(), Json{token + 1});
  return maker.map();
}

}  // namespace sage::fn
