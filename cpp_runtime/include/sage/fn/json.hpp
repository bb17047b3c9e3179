// Functions of json, and of any value and its JSON.
#pragma once

#include "sage/base/json.hpp"
#include "sage/base/json_value.hpp"
#include "sage/fn/reasons.hpp"

namespace sage::fn {

std::optional<Json> parse_json(Frame& f, std::string_view text);

template <class T>
std::string_view to_json(Frame& f, const T& value) {
  return json::text_of(value, f.arena);
}

// Any value as json, by way of its text: what that means is said once.
template <class T>
Json make_json(Frame& f, const T& value) {
  if constexpr (is_json<T>) {
    return value;
  } else {
    return parse_json(f, to_json(f, value)).value_or(Json{});
  }
}

// Null also for the null of JSON.
std::optional<Json> get(Json value, std::string_view path);
std::optional<Json> get(Json value, int64_t index);

// `value["name"]`, `value[0]`
Json item(At at, Json value, std::string_view name);
Json item(At at, Json value, int64_t index);

inline bool is_null(Json value) { return value.token->kind == json::Kind::kNull; }

// What a field of the type would read, or null.
std::optional<std::string_view> as_str(Json value);
std::optional<bool> as_bool(Json value);
std::optional<int64_t> as_i64(Json value);
std::optional<uint64_t> as_u64(Json value);
std::optional<double> as_f64(Json value);
std::optional<List<Json>> as_list(Frame& f, Json value);
std::optional<Map<std::string_view, Json>> as_map(Frame& f, Json value);

}  // namespace sage::fn
