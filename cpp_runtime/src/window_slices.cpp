#include "sage/window/slices.hpp"

#include "sage/base/errors.hpp"

namespace sage {

void check_sizes(int64_t size, int64_t every) {
  if (size <= 0 || every <= 0) throw ConfigError("a window is longer than nothing");
  if (every > size)
    throw ConfigError("windows that begin further apart than they are long leave rows out");
}

}  // namespace sage
