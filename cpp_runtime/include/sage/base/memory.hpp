// Memory for what operators keep: tables and what stands in them.
//
// It is counted (budget.hpp). Large pieces are mapped on their own, given back to the system when they are released, and
// asked for in huge pages, for a table is read at random places.
#pragma once

#include <cstddef>

namespace sage::memory {

// Throws std::bad_alloc if there is none left. Aligned for types of at most 16 bytes; if zeroed, to a line of cache.
[[gnu::cold]] void* allocate(size_t bytes);
[[gnu::cold]] void* zeroed(size_t bytes);

// REQUIRES: what was given for so many bytes; or null.
void release(void* memory, size_t bytes);

}  // namespace sage::memory
