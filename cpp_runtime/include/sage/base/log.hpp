// Lines about what a pipeline does, for people on a terminal and for machines elsewhere.
//
// On a terminal a line reads `late: warn: skipped 3 records`; elsewhere it is one JSON object
// `{"ts": .., "level": .., "service": .., "msg": .., details}`. Each line is one write to standard error, so lines of
// several threads do not mix. A line written while a request is handled carries its trace id.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace sage::log {

enum class Level : uint8_t { kError, kWarn, kInfo, kDebug };

// A named value of a line.
struct Detail {
  Detail(std::string_view name, std::string_view text) : name(name), text(text) {}
  Detail(std::string_view name, uint64_t number)
      : name(name), text(std::to_string(number)), is_json(true) {}

  std::string_view name;
  std::string text;
  bool is_json = false;  // the text is JSON already
};

// Lines above `level` are dropped. REQUIRES: called before there are threads.
void configure(Level level, std::string_view service);

// "error" to "debug"; false if the text is none of them.
bool parse_level(std::string_view text, Level& level);

bool enabled(Level level);
bool to_terminal();

void write(Level level, std::string_view message, std::initializer_list<Detail> details = {});

// Of the request this thread is handling, 32 hexadecimal digits; empty text ends it.
void set_trace(std::string_view trace_id);

// Writes all of `text` to standard error, as it is.
void print(std::string_view text);

}  // namespace sage::log
