// Parts of a JSON text, for readers that know what to expect: each takes the place where a part begins and answers the
// place behind it, or nullptr for whatever `json::parse` (base/json.hpp) would refuse, and for values that are nested
// more than half as deep as it allows.
#pragma once

#include <string_view>

#include "sage/base/arena.hpp"
#include "sage/base/tape.hpp"

namespace sage::json {

// Steps over a value. The arena is only worked in.
const char* skip_value(const char* at, const char* end, Arena& arena);

// Reads a value onto an emptied tape.
const char* parse_value(const char* at, const char* end, Tape& tape, Arena& arena);

// Reads a string that begins behind `start[-1]`, its quote, and needs no second look up to `at`.
const char* read_escaped(const char* start, const char* at, const char* end, Arena& arena,
                         std::string_view& text);

}  // namespace sage::json
