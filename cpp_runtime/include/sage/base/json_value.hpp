// Values of the type `json`: a row of tokens (base/tape.hpp) of which the first is the value and the others are inside it.
//
// Numbers have been read: they are kInteger, kUnsigned or kFloat, and finite. Bytes are text. No name is twice in an
// object. `end` of a list or object counts from the token itself, so that each value inside is a value, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "sage/base/arena.hpp"
#include "sage/base/buffer.hpp"
#include "sage/base/tape.hpp"
#include "sage/base/types.hpp"

namespace sage::json {

// The value at a place of a tape, in the arena but for its text, which is where it was.
Json value_at(const Tape& tape, size_t at, Arena& arena);

// The same in another arena, with its text.
Json own(Json value, Arena& arena);

// Numbers by value, so that 1 is 1.0; objects in any order.
bool equal(Json a, Json b);
uint64_t hash(uint64_t hash, Json value);

void write(Buffer& to, Json value);

// Behind a value and all that is inside it.
inline const Token* after(const Token* value) {
  return value + (value->kind >= Kind::kList ? value->end : 1);
}

// The value of a name, or the item at a position, negative from the end; null if there is none.
const Token* inside(Json value, std::string_view name);
const Token* inside(Json value, int64_t index);

// What is at a path such as `a.b[0]["c d"]`; null if nothing is there, and for what is no path.
const Token* at_path(Json value, std::string_view path);

// Where a name stands on a tape, and its value.
struct Pair {
  size_t name;
  size_t value;
};

// The pairs of the object at a place; of several of a name one, with the last value at the place of the first.
List<Pair> pairs_of(const Tape& tape, size_t at, Arena& arena);

// Tokens of constants.
constexpr Token constant(Kind kind) { return {{.end = 0}, 0, kind}; }
constexpr Token constant(std::string_view text) {
  return {{.data = text.data()}, static_cast<uint32_t>(text.size()), Kind::kText};
}
constexpr Token constant(int64_t value) { return {{.integer = value}, 0, Kind::kInteger}; }
constexpr Token constant(uint64_t value) { return {{.natural = value}, 0, Kind::kUnsigned}; }
constexpr Token constant(double value) { return {{.real = value}, 0, Kind::kFloat}; }
constexpr Token constant(Kind kind, uint32_t size, uint64_t end) {
  return {{.end = end}, size, kind};
}

}  // namespace sage::json
