// What the operator `inspect` does with a row: one line in the log, the message and the row as JSON.
#pragma once

#include "sage/base/json.hpp"
#include "sage/base/log.hpp"

namespace sage {

struct LogRow {
  template <class Record>
  void operator()(std::string_view level, std::string_view message, const Record& record,
                  Frame& frame) const {
    log::Level known = log::Level::kInfo;
    log::parse_level(level, known);
    if (!log::enabled(known)) return;
    log::Detail row{"row", json::text_of(record, frame.arena)};
    row.is_json = true;
    log::write(known, message, {row});
  }
};

}  // namespace sage
