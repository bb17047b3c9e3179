// Memory for values that live as long as a batch: text and lists that expressions make.
//
// Bump allocation out of blocks; `reset` frees everything at once and keeps the largest block. Not thread-safe: each
// stage owns one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace sage {

class Arena {
 public:
  char* allocate(size_t size, size_t align = 1) {
    auto at = (reinterpret_cast<uintptr_t>(next_) + align - 1) & ~(uintptr_t{align} - 1);
    auto* result = reinterpret_cast<char*>(at);
    if (next_ == nullptr || size > static_cast<size_t>(end_ - result) || result > end_) return grow(size, align);
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

  void reset() {
    if (blocks_.empty()) return;
    if (blocks_.size() > 1) blocks_.erase(blocks_.begin(), blocks_.end() - 1);
    next_ = blocks_.back().data.get();
    end_ = next_ + blocks_.back().size;
    used_before_ = 0;
  }

  // Bytes handed out since the last reset.
  size_t used() const {
    return blocks_.empty() ? 0 : used_before_ + static_cast<size_t>(next_ - blocks_.back().data.get());
  }

 private:
  struct Block {
    std::unique_ptr<char[]> data;
    size_t size;
  };

  char* grow(size_t size, size_t align) {
    size_t wanted = blocks_.empty() ? kFirstBlock : blocks_.back().size * 2;
    if (wanted > kLargestBlock) wanted = kLargestBlock;
    if (wanted < size + align) wanted = size + align;
    used_before_ = used();
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(wanted), wanted});
    next_ = blocks_.back().data.get();
    end_ = next_ + wanted;
    return allocate(size, align);
  }

  static constexpr size_t kFirstBlock = 256;  // small, for there may be one arena a key
  static constexpr size_t kLargestBlock = 4 << 20;

  std::vector<Block> blocks_;
  char* next_ = nullptr;
  char* end_ = nullptr;
  size_t used_before_ = 0;
};

}  // namespace sage
