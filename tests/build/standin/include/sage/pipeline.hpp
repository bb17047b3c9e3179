// What programs of these tests include.
#pragma once

#include <string_view>

namespace sage {

inline constexpr int kStandIn = 1;

// Prints a line.
void say(std::string_view text);

}  // namespace sage
