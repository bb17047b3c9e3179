// What `log(...)` of the user's code does: a line in the log, unless the record has failed before it.
#pragma once

#include "sage/base/frame.hpp"
#include "sage/base/log.hpp"

namespace sage {

inline void say(const Frame& frame, log::Level level, std::string_view message) {
  if (!frame.failed()) log::write(level, message);
}

}  // namespace sage
