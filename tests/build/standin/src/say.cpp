#include <cstdio>

#include "sage/pipeline.hpp"

void sage::say(std::string_view text) {
  std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
}
