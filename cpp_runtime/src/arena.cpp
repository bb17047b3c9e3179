#include "sage/base/arena.hpp"

#include <utility>

#include "sage/base/memory.hpp"

namespace sage {

// Stands at the start of its own memory.
struct Arena::Block {
  Block* before;
  size_t size;  // without this header

  char* data() { return reinterpret_cast<char*>(this + 1); }
  static void release(Block* block) { memory::release(block, sizeof(Block) + block->size); }
};

Arena::~Arena() {
  while (last_ != nullptr) Block::release(std::exchange(last_, last_->before));
}

Arena& Arena::operator=(Arena&& other) noexcept {
  std::swap(last_, other.last_);
  std::swap(begin_, other.begin_);
  std::swap(next_, other.next_);
  std::swap(end_, other.end_);
  std::swap(used_before_, other.used_before_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

void Arena::reset() {
  if (last_ == nullptr) return;
  while (Block* before = last_->before) {
    last_->before = before->before;
    Block::release(before);
  }
  next_ = begin_;
  used_before_ = 0;
  bytes_ = sizeof(Block) + last_->size;
}

char* Arena::grow(size_t size, size_t align) {
  size_t wanted = last_ == nullptr ? kFirstBlock : last_->size * 2;
  if (wanted > kLargestBlock) wanted = kLargestBlock;
  if (wanted < size + align) wanted = size + align;
  auto* block = static_cast<Block*>(memory::allocate(sizeof(Block) + wanted));
  *block = {last_, wanted};
  bytes_ += sizeof(Block) + wanted;
  used_before_ = used();
  last_ = block;
  begin_ = next_ = block->data();
  end_ = begin_ + wanted;
  return allocate(size, align);
}

}  // namespace sage
