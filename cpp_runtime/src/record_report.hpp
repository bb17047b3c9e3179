// How a failed record is told to people.
#pragma once

#include <string>
#include <string_view>

#include "sage/flow/program.hpp"

namespace sage {

struct RecordReport {
  Code code;
  std::string_view reason;
  const Site& site;
  std::string_view record;  // as JSON, or as it stands in the input
  std::string_view origin;  // "raw.csv, line 7", where it is known
  std::string_view note;
};

// The message with the place, the record and the note, several lines.
std::string report_text(const RecordReport& report);

// The place and what stands there, three lines.
std::string text_at(const Site& site);

// What stands before a note below them.
std::string margin_of(const Site& site);

// "late.sage:6:13"
std::string span_of(const Site& site);

// At most `size` bytes of text, cut between code points, with "..." if something was cut.
std::string cut(std::string_view text, size_t size);

}  // namespace sage
