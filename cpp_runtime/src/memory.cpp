#include "sage/base/memory.hpp"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

namespace sage::memory {
namespace {

constexpr size_t kHugePage = 2 << 20;
constexpr size_t kLine = 64;         // of cache
constexpr size_t kMapped = 1 << 20;  // from here on a piece is mapped on its own

// Zeroed, as the system gives it, and at the border of a huge page.
void* map(size_t bytes) {
  const size_t slack = bytes >= kHugePage ? kHugePage : 0;
  void* made =
      mmap(nullptr, bytes + slack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (made == MAP_FAILED) throw std::bad_alloc();
  if (slack == 0) return made;
  auto* begin = static_cast<char*>(made);
  const size_t before = -reinterpret_cast<uintptr_t>(begin) & (kHugePage - 1);
  constexpr size_t kPage = 4096;
  const size_t kept = (bytes + kPage - 1) & ~(kPage - 1);
  if (before != 0) munmap(begin, before);
  if (before + kept < bytes + slack) munmap(begin + before + kept, bytes + slack - before - kept);
  madvise(begin + before, kept, MADV_HUGEPAGE);
  return begin + before;
}

}  // namespace

void* allocate(size_t bytes) {
  if (bytes >= kMapped) return map(bytes);
  void* made = std::malloc(bytes);
  if (made == nullptr) throw std::bad_alloc();
  return made;
}

void* zeroed(size_t bytes) {
  if (bytes >= kMapped) return map(bytes);
  void* made = std::aligned_alloc(kLine, (bytes + kLine - 1) & ~(kLine - 1));
  if (made == nullptr) throw std::bad_alloc();
  return std::memset(made, 0, bytes);
}

void release(void* memory, size_t bytes) {
  if (memory == nullptr) return;
  if (bytes >= kMapped) {
    munmap(memory, bytes);
  } else {
    std::free(memory);
  }
}

}  // namespace sage::memory
