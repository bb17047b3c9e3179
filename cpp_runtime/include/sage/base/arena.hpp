// Memory for values that live as long as a batch: text and lists that expressions make.
//
// Bump allocation out of blocks; `reset` frees everything at once and keeps the largest block. Not thread-safe: each
// stage owns one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sage {

class Arena {
 public:
  Arena() = default;
  // Over memory that is somebody else's. Beyond it there are blocks of its own.
  Arena(char* memory, size_t size) : begin_(memory), next_(memory), end_(memory + size) {}
  Arena(Arena&& other) noexcept { *this = static_cast<Arena&&>(other); }
  Arena& operator=(Arena&& other) noexcept;
  ~Arena();

  char* allocate(size_t size, size_t align = 1) {
    auto at = (reinterpret_cast<uintptr_t>(next_) + align - 1) & ~(uintptr_t{align} - 1);
    auto* result = reinterpret_cast<char*>(at);
    if (next_ == nullptr || size > static_cast<size_t>(end_ - result) || result > end_)
      return grow(size, align);
    next_ = result + size;
    return result;
  }

  template <class T>
  T* array(size_t count) {
    return reinterpret_cast<T*>(allocate(count * sizeof(T), alignof(T)));
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* place = allocate(text.size());
    std::memcpy(place, text.data(), text.size());
    return {place, text.size()};
  }

  // Gives back the unused end of the latest allocation, which began at `start` and now ends at `end`.
  void shrink(char* end) { next_ = end; }

  void reset();

  // Bytes handed out since the last reset.
  size_t used() const { return used_before_ + static_cast<size_t>(next_ - begin_); }

  // The memory it holds.
  size_t bytes() const { return bytes_; }

 private:
  // Out of line, like all that is rare: programs compile faster.
  [[gnu::cold]] char* grow(size_t size, size_t align);

  static constexpr size_t kFirstBlock = 256;  // small, for there may be one arena a key
  static constexpr size_t kLargestBlock = (4 << 20) - 16;  // with its header whole pages

  struct Block;

  Block* last_ = nullptr;  // each knows the one before it
  char* begin_ = nullptr;  // of the last block
  char* next_ = nullptr;
  char* end_ = nullptr;
  size_t used_before_ = 0;
  size_t bytes_ = 0;
};

}  // namespace sage
