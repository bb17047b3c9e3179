// What is said when the memory budget is used up.
#pragma once

#include <cstdint>
#include <string>

#include "sage/flow/runtime.hpp"

namespace sage {

// Names the operator that keeps most, its place, its keys and their memory.
std::string exhausted_text(const Runtime& runtime, uint64_t budget);

}  // namespace sage
