#include "sage/fn/extern.hpp"

#include <string>
#include <utility>

namespace sage::detail {

void note_thrown(At at) {
  std::string reason = "it threw something that is no std::exception";
  try {
    throw;
  } catch (const std::exception& error) {
    reason = valid_utf8(error.what()) ? error.what() : "it threw a text that is not UTF-8";
  } catch (...) {
  }
  at.fail(Code::kExtern, std::move(reason));
}

}  // namespace sage::detail
