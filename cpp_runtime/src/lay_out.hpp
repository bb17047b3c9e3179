// How the digits of a float are laid out as text.
#pragma once

#include <string_view>

namespace sage::detail {

// Writes digits as Python does: with an exponent below 1e-4 and where more than `most` digits stand
// before the point, else with at least one digit behind it. `point` is the position of the point
// relative to the first digit.
char* lay_out(char* to, std::string_view digits, int point, int most);

}  // namespace sage::detail
