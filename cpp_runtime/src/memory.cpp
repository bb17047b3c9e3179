#include "sage/base/memory.hpp"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "sage/base/budget.hpp"

namespace sage::memory {
namespace {

constexpr size_t kLine = 64;  // of cache
constexpr size_t kPage = 4096;
constexpr size_t kHugePage = 2 << 20;
constexpr size_t kMapped = 1 << 20;  // from here on a piece is mapped on its own

// What malloc takes for a piece.
size_t size_of(void* made) { return malloc_usable_size(made) + sizeof(size_t); }

void* counted(void* made) {
  if (made == nullptr) throw std::bad_alloc();
  if (count(size_of(made))) [[likely]]
    return made;
  std::free(made);
  throw Exhausted();
}

void free_counted(void* made) {
  if (made == nullptr) return;
  discount(size_of(made));
  std::free(made);
}

// Zeroed, as the system gives it, and at the border of a huge page.
void* map(size_t bytes) {
  if (!count(bytes)) throw Exhausted();
  const size_t kept = (bytes + kPage - 1) & ~(kPage - 1);
  const size_t slack = kept >= kHugePage ? kHugePage : 0;
  void* made =
      mmap(nullptr, kept + slack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (made == MAP_FAILED) {
    discount(bytes);
    throw std::bad_alloc();
  }
  if (slack == 0) return made;
  auto* begin = static_cast<char*>(made);
  const size_t before = -reinterpret_cast<uintptr_t>(begin) & (kHugePage - 1);
  if (before != 0) munmap(begin, before);
  if (before != slack) munmap(begin + before + kept, slack - before);
  madvise(begin + before, kept, MADV_HUGEPAGE);
  return begin + before;
}

}  // namespace

void* allocate(size_t bytes) { return bytes >= kMapped ? map(bytes) : counted(std::malloc(bytes)); }

void* zeroed(size_t bytes) {
  if (bytes >= kMapped) return map(bytes);
  const size_t lines = (bytes + kLine - 1) & ~(kLine - 1);
  return std::memset(counted(std::aligned_alloc(kLine, lines)), 0, bytes);
}

void release(void* memory, size_t bytes) {
  if (memory == nullptr || bytes < kMapped) return free_counted(memory);
  munmap(memory, bytes);
  discount(bytes);
}

}  // namespace sage::memory

// ------------------------------------------------------------ what `new` gives, in all of the process

using namespace sage::memory;

void* operator new(size_t size) { return counted(std::malloc(size == 0 ? 1 : size)); }

void* operator new(size_t size, std::align_val_t align) {
  const auto to = static_cast<size_t>(align);
  return counted(std::aligned_alloc(to, (size + to - 1) & ~(to - 1)));
}

void operator delete(void* made) noexcept { free_counted(made); }
void operator delete(void* made, size_t) noexcept { free_counted(made); }
void operator delete(void* made, std::align_val_t) noexcept { free_counted(made); }
void operator delete(void* made, size_t, std::align_val_t) noexcept { free_counted(made); }
